package postgres

import (
	"context"

	"snapgrid/intake"
)

// Message returns a message by our own number.
func (s *Store) Message(ctx context.Context, number int64) (intake.Heard, error) {
	return s.message(ctx, `where m.number = $1`, number)
}

// ReopenMessage makes a message that was laid aside open again.
func (s *Store) ReopenMessage(ctx context.Context, number int64) error {
	n, err := s.exec(ctx, `update messages set state = 'open' where number = $1 and state in ('unsure', 'held', 'chatter')`, number)
	if err == nil && n == 0 {
		return &intake.Error{Code: intake.CodeConflict, Message: "reopen message: it is not in the inbox any more"}
	}
	return err
}
