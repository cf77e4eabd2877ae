package console

import (
	"context"

	"snapgrid/intake"
)

// matter is what hangs together with a ticket: who else reported it, follows it, or
// was asked to help.
type matter struct {
	Suspects  []intake.Suspect // open tickets that may be the same, for who may merge
	Merged    []int64          // tickets that go on as this one
	Followers int
	Offer     intake.Offer // the newest; its state is "" if there is none
	Guests    []intake.Guest
}

func (c *Console) matter(ctx context.Context, t intake.Ticket, mine bool) (m matter, err error) {
	if m.Merged, err = c.store.Merged(ctx, t.N); err != nil {
		return m, err
	}
	followers, err := c.store.Subscribers(ctx, t.N)
	if err != nil || !mine {
		return m, err
	}
	m.Followers = len(followers)
	if m.Offer, err = c.store.OfferOf(ctx, t.N); err != nil && intake.CodeOf(err) != intake.CodeNotFound {
		return m, err
	}
	if m.Guests, err = c.store.Guests(ctx, t.N); err != nil || !t.Status.Open() {
		return m, err
	}
	m.Suspects, err = c.desk.Suspects(ctx, t)
	return m, err
}
