package postgres

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
	"github.com/riverqueue/river/rivermigrate"

	"snapgrid/storage/row"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migrate brings the schema up to date. Nodes that start together wait for each
// other, up to a minute.
func (s *Store) Migrate(ctx context.Context) (err error) {
	db := stdlib.OpenDBFromPool(s.pool)
	defer func() { err = errors.Join(err, db.Close()) }()
	return s.alone(ctx, db, func() error {
		provider, err := provider(db)
		if err != nil {
			return err
		}
		if _, err := provider.Up(ctx); err != nil {
			return fmt.Errorf("bring the database up to date: %w", err)
		}
		migrator, err := s.migrator()
		if err != nil {
			return err
		}
		if _, err := migrator.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
			return fmt.Errorf("bring the queue up to date: %w", err)
		}
		return nil
	})
}

// alone runs f while no other node migrates.
func (s *Store) alone(ctx context.Context, db *sql.DB, f func() error) (err error) {
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 60))
	if err != nil {
		return fmt.Errorf("make the migration's lock: %w", err)
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return explain(err, "reach the database")
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	if err := locker.SessionLock(ctx, conn); err != nil {
		return fmt.Errorf("wait for other nodes that migrate: %w", err)
	}
	defer func() { err = errors.Join(err, locker.SessionUnlock(context.WithoutCancel(ctx), conn)) }()
	return f()
}

// Pending counts the migrations that the schema still lacks.
func (s *Store) Pending(ctx context.Context) (pending int, err error) {
	db := stdlib.OpenDBFromPool(s.pool)
	defer func() { err = errors.Join(err, db.Close()) }()
	provider, err := provider(db)
	if err != nil {
		return 0, err
	}
	have, err := s.version(ctx, "goose_db_version", `select coalesce(max(version_id), 0) from goose_db_version`)
	if err != nil {
		return 0, err
	}
	for _, source := range provider.ListSources() {
		if source.Version > have {
			pending++
		}
	}
	migrator, err := s.migrator()
	if err != nil {
		return 0, err
	}
	have, err = s.version(ctx, "river_migration", `select coalesce(max(version), 0) from river_migration`)
	return pending + max(0, len(migrator.AllVersions())-int(have)), err
}

// version reads the newest version out of a table, 0 if there is no table.
func (s *Store) version(ctx context.Context, table, query string) (int64, error) {
	exists, err := row.One(ctx, querier{s.pool}, "", row.Number, `select count(to_regclass($1))`, table)
	if err != nil || exists == 0 {
		return 0, err
	}
	return row.One(ctx, querier{s.pool}, "", row.Number, query)
}

func provider(db *sql.DB) (*goose.Provider, error) {
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return nil, fmt.Errorf("read migrations: %w", err)
	}
	provider, err := goose.NewProvider(goose.DialectPostgres, db, files, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return nil, fmt.Errorf("read migrations: %w", err)
	}
	return provider, nil
}

func (s *Store) migrator() (*rivermigrate.Migrator[pgx.Tx], error) {
	migrator, err := rivermigrate.New(s.driver, &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return nil, fmt.Errorf("read the queue's migrations: %w", err)
	}
	return migrator, nil
}
