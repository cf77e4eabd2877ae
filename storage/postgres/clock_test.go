package postgres_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"snapgrid/storage/storagetest"
	"snapgrid/storage/storagetest/pgtest"
)

func TestDueTicketsByIndex(t *testing.T) {
	t.Parallel()
	address := pgtest.New(t)
	s := open(t, address)
	defer s.Close()
	conn, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	storagetest.ExerciseDue(t, s, storagetest.Raw{
		Exec: func(ctx context.Context, query string) error {
			_, err := conn.Exec(ctx, query)
			return err
		},
		Plan: func(ctx context.Context, query string, args ...any) (string, error) {
			rows, err := conn.Query(ctx, `explain `+query, args...)
			if err != nil {
				return "", err
			}
			lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
			return strings.Join(lines, "\n"), err
		},
		Second: "interval '1 second'",
		No:     "false",
		Now:    func(t time.Time) any { return t },
	})
}
