package sqlite_test

import (
	"context"
	"testing"
	"time"

	"snapgrid/storage/storagetest"
)

func TestDueTicketsByIndex(t *testing.T) {
	t.Parallel()
	s, db := beside(t)
	storagetest.ExerciseDue(t, s, storagetest.Raw{
		Exec: func(ctx context.Context, query string) error {
			_, err := db.ExecContext(ctx, query)
			return err
		},
		Plan: func(_ context.Context, query string, args ...any) (string, error) {
			return explained(t, db, query, args), nil
		},
		Second: "1000000",
		No:     "0",
		Now:    func(t time.Time) any { return t.UnixMicro() },
	})
}
