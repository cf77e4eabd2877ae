package desk_test

import (
	"strings"
	"testing"

	"snapgrid/intake"
	"snapgrid/intake/triage"
)

// TestSendingBackTakesAReason sends a ticket back in many words, before and after
// the unit signed for it.
func TestSendingBackTakesAReason(t *testing.T) {
	for words, want := range map[string][2]bool{ // taken back: before, after it was signed for
		"":                          {false, false},
		"退回":                        {false, false},
		"不归我们管":                     {false, false},
		"not ours":                  {false, false},
		"现场太远":                      {true, false},
		"不是市政的灯":                    {true, false},
		"不归我们，是物业的":                 {true, true},
		"应该找电力公司":                   {true, true},
		"it belongs to the railway": {true, true},
	} {
		for i, signed := range []bool{false, true} {
			c := newCounter(t)
			n := c.open()
			if signed {
				c.ok(c.desk.Handle(t.Context(), c.call("zhou", triage.IntentAccepted, n)))
			}
			call := c.call("zhou", triage.IntentRejected, n)
			call.Intent.Rest = words
			c.ok(c.desk.Handle(t.Context(), call))
			got := c.ticket(n)
			if (got.Status == intake.StatusReported) != want[i] || got.Returns > 1 || got.Frozen {
				t.Errorf("%q, signed %v: it is %s, sent back %d times", words, signed, got.Status, got.Returns)
			}
			asked := strings.HasPrefix(c.db.posts[len(c.db.posts)-1].Key, "ask/reject/")
			if asked == want[i] {
				t.Errorf("%q, signed %v: asked for a reason: %v", words, signed, asked)
			}
		}
	}
}
