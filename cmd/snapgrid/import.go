package main

import (
	"context"
	"flag"
	"fmt"

	"snapgrid/storage"
)

// importFile adds or changes cells or places and tells what became of each.
func importFile(ctx context.Context, w world, flags *flag.FlagSet, args []string) error {
	cfg, err := configured(w, flags, args)
	if err != nil {
		return err
	}
	what, file := flags.Arg(0), flags.Arg(1)
	load, known := map[string]func(context.Context, string, storage.Areas) (tally, error){
		"cells": loadCells, "places": loadPlaces,
	}[what]
	if !known || file == "" || flags.NArg() > 2 {
		return usage("say what to import and from which file: cells FILE.geojson, or places FILE.csv")
	}
	db, err := openStore(ctx, cfg, logger(cfg, w.err))
	if err != nil {
		return err
	}
	defer db.Close()
	t, err := load(ctx, file, db)
	if err != nil {
		return err
	}
	for _, fault := range t.mended {
		fmt.Fprintf(w.err, "noted %s\n", fault)
	}
	for _, fault := range t.refused {
		fmt.Fprintf(w.err, "refused %s\n", fault)
	}
	_, err = fmt.Fprintf(w.out, "%s: %d added, %d changed, %d refused\n", what, t.added, t.changed, len(t.refused))
	return err
}
