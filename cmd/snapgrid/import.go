package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime/debug"

	"snapgrid/configs"
)

// importFile adds or changes cells or places and tells what became of each.
func importFile(ctx context.Context, w world, flags *flag.FlagSet, args []string) error {
	config := flags.String("config", "", "configuration `FILE`; without one the defaults apply")
	var paper paperOptions
	paper.flags(flags)
	words, err := parseWords(flags, args)
	if err != nil {
		return err
	}
	loaders := map[string]areaLoader{"cells": importCells, "places": loadPlaces}
	if len(words) != 2 || loaders[words[0]] == nil && words[0] != "chat" && words[0] != "tickets" {
		return usage("say what to import and from where: cells FILE.geojson, places FILE.csv, FILE.geojson or FILE.osm.pbf, tickets FILE.csv or FILE.xlsx, or chat DIR")
	}
	what, file, load := words[0], words[1], loaders[words[0]]
	cfg, err := configs.Load(*config, w.environ)
	if err != nil {
		return err
	}
	switch what {
	case "chat":
		return importChat(ctx, w, cfg, file)
	case "tickets":
		return importTickets(ctx, w, cfg, file, paper)
	}
	db, err := openStore(ctx, cfg, logger(cfg, w.err))
	if err != nil {
		return err
	}
	defer db.Close()
	debug.SetMemoryLimit(softMemory)
	t, err := load(ctx, file, db, terminal(w.err))
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

// terminal is out if a person looks at it, and else nothing.
func terminal(out io.Writer) io.Writer {
	file, ok := out.(*os.File)
	if !ok {
		return io.Discard
	}
	if info, err := file.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return io.Discard
	}
	return out
}
