package sqlite_test

import (
	"context"
	"database/sql"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"snapgrid/storage/storagetest"
)

func TestDueTicketsByIndex(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "snapgrid.db")
	s := open(t, path)
	defer s.Close()
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=busy_timeout(10000)")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	storagetest.ExerciseDue(t, s, storagetest.Raw{
		Exec: func(ctx context.Context, query string) error {
			_, err := db.ExecContext(ctx, query)
			return err
		},
		Plan: func(ctx context.Context, query string, args ...any) (string, error) {
			rows, err := db.QueryContext(ctx, `explain query plan `+query, args...)
			if err != nil {
				return "", err
			}
			defer rows.Close()
			var lines []string
			for rows.Next() {
				var id, parent, unused int
				var line string
				if err := rows.Scan(&id, &parent, &unused, &line); err != nil {
					return "", err
				}
				lines = append(lines, line)
			}
			return strings.Join(lines, "\n"), rows.Err()
		},
		Second: "1000000",
		No:     "0",
		Now:    func(t time.Time) any { return t.UnixMicro() },
	})
}
