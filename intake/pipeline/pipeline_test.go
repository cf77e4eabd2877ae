package pipeline_test

import "testing"

// conversation is a play and what must have become of it at its end.
type conversation struct {
	name, play              string
	outcomes, states, words string
}

func TestConversations(t *testing.T) {
	for _, c := range conversations {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newStreet(t)
			s.play(c.play)
			if got := s.outcomes(); got != c.outcomes {
				t.Errorf("outcomes\n got %s\nwant %s", got, c.outcomes)
			}
			if got := s.states(); got != c.states {
				t.Errorf("tickets\n got %s\nwant %s", got, c.states)
			}
			if got := s.answered(); got != c.words {
				t.Errorf("answers\n got %s\nwant %s", got, c.words)
			}
		})
	}
}
