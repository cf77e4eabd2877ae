package search

import (
	"context"
	"time"

	"snapgrid/intake"
)

// Store is what filling needs of the database.
type Store interface {
	InTx(ctx context.Context, f func(ctx context.Context) error) error
	Unsearched(ctx context.Context) (int64, error)
	SetUnsearched(ctx context.Context, n int64) error
	LockTicket(ctx context.Context, n int64) (intake.Ticket, error)
	SaveTicket(ctx context.Context, t intake.Ticket) error
}

// The work at a time: small enough that nobody waits for it.
const (
	atOnce = 100                    // tickets in a transaction
	atMost = 500 * time.Millisecond // of one turn
)

// Filler makes tickets found that were kept before there was a search, the newest
// first. Several nodes may do it at once: a ticket is saved as it is, once more.
type Filler struct {
	store Store
	wind  func(*intake.Ticket)
}

// NewFiller makes a filler. wind notes on a ticket when its light turns.
func NewFiller(store Store, wind func(*intake.Ticket)) *Filler { return &Filler{store, wind} }

// Fill goes on for a turn.
func (f *Filler) Fill(ctx context.Context) error {
	for began := time.Now(); time.Since(began) < atMost; {
		left, err := f.step(ctx)
		if err != nil || left == 0 {
			return err
		}
	}
	return nil
}

// step saves some tickets once more and says where it has to go on.
func (f *Filler) step(ctx context.Context) (left int64, err error) {
	if left, err = f.store.Unsearched(ctx); err != nil || left == 0 {
		return 0, err
	}
	err = f.store.InTx(ctx, func(ctx context.Context) error {
		from := left
		for left = max(0, from-atOnce); from > left; from-- {
			if err := f.again(ctx, from); err != nil {
				return err
			}
		}
		return f.store.SetUnsearched(ctx, left)
	})
	return left, err
}

func (f *Filler) again(ctx context.Context, n int64) error {
	t, err := f.store.LockTicket(ctx, n)
	if intake.CodeOf(err) == intake.CodeNotFound {
		return nil
	}
	if err != nil {
		return err
	}
	f.wind(&t)
	return f.store.SaveTicket(ctx, t)
}
