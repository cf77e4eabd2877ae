package console

import (
	"context"
	"slices"
	"sync"
	"time"

	"snapgrid/intake"
)

// How often the database is asked without a hint, by all who listen together.
const (
	eventPause = 500 * time.Millisecond
	inboxPause = 2 * time.Second
)

// The bounds of what is remembered.
const (
	mostListeners = 500
	mostEvents    = 1000 // that are remembered, and that are read at once
	// overlap is how many events before the newest are read again: one that has a
	// lower number can be committed later.
	overlap = 200
)

// turn is an event, and where its ticket is.
type turn struct {
	id, ticket int64
	order      int64 // in which it became known here
	unit, cell string
}

// news is what changed lately. The database is the truth: whoever listens asks, and
// the first after a pause reads it for all. So it is read only while somebody
// listens, and no more often than for one.
type news struct {
	pause     time.Duration
	mu        sync.Mutex
	listeners int
	hint      <-chan struct{} // closed if something changed since it was read
	read      time.Time
	looked    time.Time // at the inbox
	last      int64     // the newest event
	order     int64     // of the newest turn
	first     int64     // nothing after it was forgotten
	turns     []turn    // oldest first
	inbox     []int64   // the newest messages in the inbox
	version   int       // how often the inbox changed
	over      chan struct{}
	closed    bool
}

func newNews() *news { return &news{pause: eventPause, over: make(chan struct{})} }

// close ends all streams.
func (n *news) close() {
	n.mu.Lock()
	defer n.mu.Unlock()
	if !n.closed {
		n.closed = true
		close(n.over)
	}
}

// join counts a listener in; ok is false if there are too many.
func (n *news) join() (leave func(), ok bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.closed || n.listeners >= mostListeners {
		return nil, false
	}
	n.listeners++
	return func() {
		n.mu.Lock()
		defer n.mu.Unlock()
		n.listeners--
	}, true
}

// newest is the number of the newest event.
func (n *news) newest(ctx context.Context, store Store) (int64, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	err := n.refresh(ctx, store, time.Now())
	return n.last, err
}

// seen is how far a listener has seen.
type seen struct {
	event int64 // the newest, to go on from elsewhere
	order int64 // of the newest turn; 0: only the event is known
	inbox int
}

// since lists the tickets within a scope that changed after what a listener has seen,
// and how far it has seen now. all is set if it was forgotten what changed.
func (n *news) since(ctx context.Context, store Store, before seen, s intake.Scope) (tickets []int64, now seen, all bool, err error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if err = n.refresh(ctx, store, time.Now()); err != nil {
		return nil, before, false, err
	}
	for _, t := range n.turns {
		fresh := t.order > before.order && (before.order != 0 || t.id > before.event)
		if fresh && s.Covers(t.unit, t.cell) && !slices.Contains(tickets, t.ticket) {
			tickets = append(tickets, t.ticket)
		}
	}
	return tickets, seen{n.last, n.order, n.version}, before.order == 0 && before.event < n.first, nil
}

// refresh reads what is new, unless it was read just now.
func (n *news) refresh(ctx context.Context, store Store, now time.Time) error {
	hinted := n.hinted(store)
	idle := now.Sub(n.looked)
	if idle >= inboxPause || idle < 0 || hinted && idle >= n.pause {
		if err := n.lookAtInbox(ctx, store); err != nil {
			return err
		}
		n.looked = now
	}
	if idle := now.Sub(n.read); idle >= 0 && idle < n.pause && !hinted {
		return nil
	}
	if n.read.IsZero() {
		_, last, err := store.ChangeSeq(ctx)
		if err != nil {
			return err
		}
		n.last, n.first = last, last
	}
	n.read = now
	return n.readOn(ctx, store)
}

// hinted reports whether something changed since it was asked last, as far as one
// hears of it.
func (n *news) hinted(store Store) bool {
	select {
	case <-n.hint:
	default:
		if n.hint != nil {
			return false
		}
	}
	n.hint = store.Changes()
	return true
}

func (n *news) readOn(ctx context.Context, store Store) error {
	events, err := store.EventsAfter(ctx, max(n.first, n.last-overlap), mostEvents)
	if err != nil {
		return err
	}
	events = slices.DeleteFunc(events, func(e intake.Event) bool {
		return slices.ContainsFunc(n.turns, func(t turn) bool { return t.id == e.ID })
	})
	if len(events) == 0 {
		return nil
	}
	var numbers []int64
	for _, e := range events {
		numbers = append(numbers, e.Ticket)
	}
	tickets, err := store.ListTickets(ctx, intake.Filter{Numbers: numbers})
	if err != nil {
		return err
	}
	at := map[int64]intake.Ticket{}
	for _, t := range tickets {
		at[t.N] = t
	}
	for _, e := range events {
		t := at[e.Ticket]
		n.order++
		n.turns = append(n.turns, turn{e.ID, e.Ticket, n.order, t.Unit, t.Fix.Cell})
		n.last = max(n.last, e.ID)
	}
	n.forget()
	return nil
}

// forget keeps the newest.
func (n *news) forget() {
	if spare := len(n.turns) - mostEvents; spare > 0 {
		n.first = n.turns[spare-1].id
		n.turns = slices.Delete(n.turns, 0, spare)
	}
}

func (n *news) lookAtInbox(ctx context.Context, store Store) error {
	heard, err := store.UnsureMessages(ctx, 0, inInbox)
	if err != nil {
		return err
	}
	if numbers := intake.Numbers(heard); !slices.Equal(numbers, n.inbox) {
		n.inbox = numbers
		n.version++
	}
	return nil
}
