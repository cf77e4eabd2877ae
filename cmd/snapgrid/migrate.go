package main

import (
	"context"
	"flag"
	"fmt"
)

// migrate brings the database up to date.
func migrate(ctx context.Context, w world, flags *flag.FlagSet, args []string) error {
	cfg, err := configured(w, flags, args)
	if err != nil {
		return err
	}
	db, err := openStore(ctx, cfg, logger(cfg, w.err))
	if err != nil {
		return err
	}
	fmt.Fprintln(w.out, "the database is up to date")
	return db.Close()
}
