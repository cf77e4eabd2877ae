package main

import (
	"context"
	"flag"
	"io"
	"strings"

	"snapgrid/configs"
	"snapgrid/intake"
	"snapgrid/storage"
)

// officeFlags say which configuration counts, and what somebody may do.
type officeFlags struct{ config, role, unit, cells string }

func (f *officeFlags) register(flags *flag.FlagSet) {
	flags.StringVar(&f.config, "config", "", "configuration `FILE`; without one the defaults apply")
	flags.StringVar(&f.role, "role", "grid_officer", "grid_officer, unit_officer, street or admin")
	flags.StringVar(&f.unit, "unit", "", "code of the unit, for a unit_officer")
	flags.StringVar(&f.cells, "cells", "", "codes of cells by comma, for a grid_officer; empty means all")
}

// office is what the flags say.
func (f *officeFlags) office() intake.Office {
	o := intake.Office{Role: intake.Role(f.role), Unit: f.unit}
	if f.cells != "" {
		o.Cells = strings.Split(f.cells, ",")
	}
	return o
}

// errand is what a command does with the database in hand.
type errand func(ctx context.Context, cfg configs.Config, db storage.Database, out io.Writer) error

// run reads the words of a command, finds out by them what is to be done, and does it.
func (f *officeFlags) run(ctx context.Context, w world, flags *flag.FlagSet, args []string, read func(words []string) (errand, error)) error {
	words, err := parseWords(flags, args)
	if err != nil {
		return err
	}
	do, err := read(words)
	if err != nil {
		return err
	}
	cfg, err := configs.Load(f.config, w.environ)
	if err != nil {
		return err
	}
	db, err := openStore(ctx, cfg, logger(cfg, w.err))
	if err != nil {
		return err
	}
	defer db.Close()
	return do(ctx, cfg, db, w.out)
}
