package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// Snapshot writes the database as it is at one moment into a new file, while
// others work on it (VACUUM INTO, https://www.sqlite.org/lang_vacuum.html).
func (s *Store) Snapshot(ctx context.Context, path string) error {
	if _, err := s.writer.ExecContext(ctx, `vacuum into ?`, path); err != nil {
		return fmt.Errorf("take a snapshot of the database: %w", err)
	}
	return nil
}

// Verify reports whether a file is a sound database, and how many rows each of its
// tables has. Nobody may write to it meanwhile; nothing is changed.
func Verify(ctx context.Context, path string) (rows map[string]int64, err error) {
	name := (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath()}).String()
	db, err := sql.Open("sqlite", name+"?mode=ro&immutable=1")
	if err != nil {
		return nil, fmt.Errorf("open the database %s: %w", path, err)
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	var verdict string
	if err := db.QueryRowContext(ctx, `pragma integrity_check`).Scan(&verdict); err != nil {
		return nil, fmt.Errorf("check the database %s: %w", path, err)
	}
	if verdict != "ok" {
		return nil, fmt.Errorf("the database %s is damaged: %s", path, verdict)
	}
	return countRows(ctx, db)
}

// countRows counts the rows of all tables.
func countRows(ctx context.Context, db *sql.DB) (map[string]int64, error) {
	names, err := db.QueryContext(ctx, `select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name`)
	if err != nil {
		return nil, fmt.Errorf("list the tables: %w", err)
	}
	defer names.Close()
	rows := map[string]int64{}
	for names.Next() {
		var name string
		if err := names.Scan(&name); err != nil {
			return nil, fmt.Errorf("list the tables: %w", err)
		}
		rows[name] = 0
	}
	if err := errors.Join(names.Err(), names.Close()); err != nil {
		return nil, fmt.Errorf("list the tables: %w", err)
	}
	for name := range rows {
		var n int64
		quoted := `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
		if err := db.QueryRowContext(ctx, `select count(*) from `+quoted).Scan(&n); err != nil {
			return nil, fmt.Errorf("count the rows of %s: %w", name, err)
		}
		rows[name] = n
	}
	return rows, nil
}
