// Package database opens the database that an address names.
package database

import (
	"context"
	"errors"
	"strings"

	"snapgrid/storage"
	"snapgrid/storage/postgres"
	"snapgrid/storage/sqlite"
)

// Open opens sqlite:PATH or postgres://USER:PASSWORD@HOST:PORT/NAME. It leaves the
// schema as it is.
func Open(ctx context.Context, address string, opts storage.Options) (storage.Database, error) {
	scheme, rest, _ := strings.Cut(address, ":")
	switch {
	case scheme == "sqlite" && rest != "":
		return opened(sqlite.Open(ctx, strings.TrimPrefix(rest, "//"), opts))
	case scheme == "postgres" || scheme == "postgresql":
		return opened(postgres.Open(ctx, address, opts))
	}
	return nil, errors.New("database: want sqlite:PATH or postgres://USER:PASSWORD@HOST:PORT/NAME")
}

// opened is the store as an interface, nil after an error.
func opened[S storage.Database](store S, err error) (storage.Database, error) {
	if err != nil {
		return nil, err
	}
	return store, nil
}
