package console

import (
	"context"
	"testing"
	"time"

	"snapgrid/intake"
)

// diary is a database of which only the events are read.
type diary struct {
	Store
	events []intake.Event
	hint   chan struct{}
}

func (d *diary) Changes() <-chan struct{} { return d.hint }

func (d *diary) ChangeSeq(context.Context) (int64, int64, error) { return 0, 0, nil }

func (d *diary) EventsAfter(context.Context, int64, int) ([]intake.Event, error) {
	return d.events, nil
}

func (d *diary) ListTickets(_ context.Context, f intake.Filter) (tickets []intake.Ticket, err error) {
	for _, n := range f.Numbers {
		tickets = append(tickets, intake.Ticket{N: n})
	}
	return tickets, nil
}

func (d *diary) UnsureMessages(context.Context, int64, int) ([]intake.Heard, error) { return nil, nil }

// TestNewsByHints reads the database again when its time has come, and at a hint
// before that.
func TestNewsByHints(t *testing.T) {
	t.Parallel()
	d, n := &diary{hint: make(chan struct{})}, newNews()
	n.pause = time.Hour
	all := intake.Scope{All: true}
	told := func() []int64 {
		tickets, _, _, err := n.since(t.Context(), d, seen{order: -1}, all)
		if err != nil {
			t.Fatal(err)
		}
		return tickets
	}
	if got := told(); len(got) != 0 {
		t.Fatalf("at first %v changed", got)
	}
	d.events = []intake.Event{{ID: 1, Ticket: 7}}
	if got := told(); len(got) != 0 {
		t.Errorf("before its time and without a hint it was read: %v", got)
	}
	hint := d.hint
	d.hint = make(chan struct{})
	close(hint)
	if got := told(); len(got) != 1 || got[0] != 7 {
		t.Errorf("at a hint %v changed", got)
	}
	d.events = append(d.events, intake.Event{ID: 2, Ticket: 8})
	if got := told(); len(got) != 1 {
		t.Errorf("one hint was taken for two: %v", got)
	}
	n.read = n.read.Add(-2 * n.pause)
	if got := told(); len(got) != 2 {
		t.Errorf("when its time had come %v changed", got)
	}
}
