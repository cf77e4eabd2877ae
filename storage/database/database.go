// Package database opens the database that an address names.
package database

import (
	"context"
	"fmt"
	"strings"

	"snapgrid/storage"
	"snapgrid/storage/sqlite"
)

// Open opens sqlite:PATH or postgres://USER:PASSWORD@HOST:PORT/NAME. It leaves the
// schema as it is.
func Open(ctx context.Context, address string, opts storage.Options) (storage.Database, error) {
	scheme, rest, found := strings.Cut(address, ":")
	switch {
	case found && scheme == "sqlite" && rest != "":
		return sqlite.Open(ctx, strings.TrimPrefix(rest, "//"), opts)
	}
	return nil, fmt.Errorf("database: want sqlite:PATH or postgres://USER:PASSWORD@HOST:PORT/NAME")
}
