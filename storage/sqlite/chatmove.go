package sqlite

import (
	"context"

	"snapgrid/intake"
)

// MoveChat gives a chat a new reference. Numbers of messages start anew at the
// new address, so each address has its epoch: what was said under the old one is
// kept apart from what has the same number now.
func (s *Store) MoveChat(ctx context.Context, from, to intake.ChatRef) error {
	return s.InTx(ctx, func(ctx context.Context) error {
		old, err := s.FindChat(ctx, from)
		if intake.CodeOf(err) == intake.CodeNotFound {
			return nil // we never heard of it, so it leaves nothing behind
		}
		if err != nil {
			return err
		}
		known, err := s.FindChat(ctx, to)
		switch {
		case intake.CodeOf(err) == intake.CodeNotFound:
			return s.Readdress(ctx, old.ID, to)
		case err != nil:
			return err
		case known.ID == old.ID:
			return nil
		}
		return s.MergeChats(ctx, old, known)
	})
}
