package whistle

import (
	"context"
	"errors"
	"fmt"

	"snapgrid/intake"
	"snapgrid/intake/notice"
)

// sweepSize is how many whistles one look takes up: the rest is due at the next.
const sweepSize = 100

// Watch reminds units of promises that are half used up, and tells the street of
// those that are broken. It bears being called on several nodes at once: who has
// the lock reminds, and a reminder is said once.
func (r *Room) Watch(ctx context.Context) error {
	due, err := r.Store.DueWhistles(ctx, r.Now(), sweepSize)
	if err != nil {
		return err
	}
	var errs []error
	for _, n := range due {
		errs = append(errs, r.Store.InTx(ctx, func(ctx context.Context) error { return r.look(ctx, n) }))
	}
	return errors.Join(errs...)
}

// look reminds the units of one whistle.
func (r *Room) look(ctx context.Context, n int64) error {
	w, err := r.Store.LockWhistle(ctx, n)
	if err != nil || w.LookAt.IsZero() || w.LookAt.After(r.Now()) {
		return err // another node was faster
	}
	t, err := r.Store.Ticket(ctx, w.Ticket)
	if err != nil {
		return err
	}
	for _, p := range w.Parts {
		for _, o := range promises(p) {
			if r.Now().Before(o.half()) {
				continue
			}
			if err := r.remind(ctx, t, w, p.Position, o); err != nil {
				return err
			}
		}
	}
	w.LookAt = nextLook(w, r.Now())
	return r.Store.SaveWhistle(ctx, w)
}

// remind tells a unit what it owes, once before and once after its time is up;
// then the street is told, too.
func (r *Room) remind(ctx context.Context, t intake.Ticket, w intake.Whistle, position int, o promise) error {
	chats, deaf, err := r.chatsOf(ctx, t, w.Parts[position-1].Unit)
	if err != nil {
		return err
	}
	f := r.facts(t, w, position)
	f.Whistle.Owes, f.Whistle.By, f.Whistle.Late, f.Whistle.Deaf = o.owes, o.by, !r.Now().Before(o.by), deaf
	name := fmt.Sprintf("remind/%s/%d/%t", o.owes, o.by.Unix(), f.Whistle.Late)
	if err := r.tell(ctx, chats, name, notice.WhistleRemind, f); err != nil || !f.Whistle.Late || deaf {
		return err
	}
	street, err := r.Desk.StreetChats(ctx, t)
	if err != nil {
		return err
	}
	return r.tell(ctx, street, "late/"+name, notice.WhistleLate, f)
}
