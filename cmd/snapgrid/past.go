package main

import (
	"context"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/replay"
	"snapgrid/storage"
)

// pastStore is a database whose work is done in the time of the past, and by which
// nothing is said: no post is kept, nobody will be reminded of what was promised
// long ago.
type pastStore struct {
	storage.Database
	queue  *replay.Queue
	quiet  time.Duration // after which a sender is looked at again
	heard  int           // messages that were new
	opened int           // tickets
}

// owedKey finds the work that a transaction makes necessary in its context.
type owedKey struct{}

// InTx runs f in one transaction; the work that it owes counts once it is done.
func (s *pastStore) InTx(ctx context.Context, f func(ctx context.Context) error) error {
	if ctx.Value(owedKey{}) != nil {
		return s.Database.InTx(ctx, f)
	}
	var owed []intake.Owed
	err := s.Database.InTx(context.WithValue(ctx, owedKey{}, &owed), f)
	if err == nil {
		s.queue.Owe(owed...)
	}
	return err
}

// Enqueue notes work. A burst is looked at again when its sender went quiet.
func (s *pastStore) Enqueue(ctx context.Context, owed ...intake.Owed) error {
	list, ok := ctx.Value(owedKey{}).(*[]intake.Owed)
	if !ok {
		return s.Database.Enqueue(ctx, owed...) // says that a transaction is missing
	}
	for _, o := range owed {
		*list = append(*list, o)
		if _, burst := o.Job.(intake.AssembleBurst); burst {
			*list = append(*list, intake.Owed{Job: o.Job, At: s.queue.Now().Add(s.quiet)})
		}
	}
	return nil
}

// PutPost says nothing.
func (*pastStore) PutPost(context.Context, intake.Post) (bool, error) { return false, nil }

// PutMessages keeps messages and counts those that were new.
func (s *pastStore) PutMessages(ctx context.Context, messages []intake.Message, at time.Time) ([]intake.Heard, error) {
	heard, err := s.Database.PutMessages(ctx, messages, at)
	s.heard += len(heard)
	return heard, err
}

// OpenTicket keeps a ticket that nobody is reminded of.
func (s *pastStore) OpenTicket(ctx context.Context, t intake.Ticket) (int64, error) {
	s.opened++
	return s.Database.OpenTicket(ctx, unwatched(t))
}

// SaveTicket keeps a ticket that nobody is reminded of.
func (s *pastStore) SaveTicket(ctx context.Context, t intake.Ticket) error {
	return s.Database.SaveTicket(ctx, unwatched(t))
}

// unwatched is a ticket that no sweep looks at.
func unwatched(t intake.Ticket) intake.Ticket {
	t.Clocks.LookAt, t.FollowAt, t.RiseAt = time.Time{}, time.Time{}, time.Time{}
	return t
}
