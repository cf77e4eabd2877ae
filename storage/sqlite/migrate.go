package sqlite

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"log/slog"

	"github.com/pressly/goose/v3"
	"github.com/riverqueue/river/rivermigrate"

	"snapgrid/storage/row"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migrate brings the schema up to date.
func (s *Store) Migrate(ctx context.Context) error {
	provider, err := s.provider()
	if err != nil {
		return err
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("bring the database up to date: %w", err)
	}
	migrator, err := rivermigrate.New(s.driver, &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return fmt.Errorf("read the queue's migrations: %w", err)
	}
	if _, err := migrator.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return fmt.Errorf("bring the queue up to date: %w", err)
	}
	return nil
}

// Pending counts the migrations that the schema still lacks.
func (s *Store) Pending(ctx context.Context) (int, error) {
	have, err := s.versions(ctx, "goose_db_version", `select coalesce(max(version_id), 0) from goose_db_version`)
	if err != nil {
		return 0, err
	}
	provider, err := s.provider()
	if err != nil {
		return 0, err
	}
	pending := 0
	for _, source := range provider.ListSources() {
		if source.Version > have {
			pending++
		}
	}
	queue, err := s.versions(ctx, "river_migration", `select coalesce(max(version), 0) from river_migration`)
	if err != nil {
		return 0, err
	}
	migrator, err := rivermigrate.New(s.driver, &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return 0, fmt.Errorf("read the queue's migrations: %w", err)
	}
	return pending + max(0, len(migrator.AllVersions())-int(queue)), nil
}

// versions reads the newest version out of a table, 0 if there is no table.
func (s *Store) versions(ctx context.Context, table, query string) (int64, error) {
	exists, err := row.One(ctx, querier{s.reader}, "", row.Number, `select count(*) from sqlite_master where name = $1`, table)
	if err != nil || exists == 0 {
		return 0, err
	}
	return row.One(ctx, querier{s.reader}, "", row.Number, query)
}

func (s *Store) provider() (*goose.Provider, error) {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return nil, fmt.Errorf("read migrations: %w", err)
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, s.writer, files, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return nil, fmt.Errorf("read migrations: %w", err)
	}
	return provider, nil
}
