package main

import (
	"context"
	"encoding/csv"
	"flag"
	"fmt"
	"io"
	"slices"
	"strconv"
	"text/tabwriter"
	"time"

	"snapgrid/configs"
	"snapgrid/geotag"
	"snapgrid/storage"
)

// places shows and mends the names that tickets taught, and tries how words are
// turned into places.
func places(ctx context.Context, w world, flags *flag.FlagSet, args []string) error {
	file := flags.String("config", "", "configuration `FILE`; without one the defaults apply")
	cell := flags.String("cell", "", "`CODE` of the area in which the name is meant")
	var test testOptions
	test.flags(flags)
	words, err := parseWords(flags, args)
	if err != nil {
		return err
	}
	if len(words) == 2 && words[0] == "test" {
		return test.addresses(w, words[1])
	}
	if len(words) == 2 && words[0] == "parts" {
		return test.parts(w, words[1])
	}
	mend, err := mending(words, *cell)
	if err != nil {
		return err
	}
	cfg, err := configs.Load(*file, w.environ)
	if err != nil {
		return err
	}
	db, err := openStore(ctx, cfg, logger(cfg, w.err))
	if err != nil {
		return err
	}
	defer db.Close()
	return mend(ctx, db, w.out)
}

// mending reads which work on the learnt names is asked for.
func mending(words []string, cell string) (func(context.Context, storage.Areas, io.Writer) error, error) {
	switch {
	case len(words) == 1 && words[0] == "list":
		return listLearnt, nil
	case len(words) == 1 && words[0] == "export":
		return exportLearnt, nil
	case len(words) == 3 && words[0] == "correct":
		p, err := geotag.ParsePoint(words[2])
		if err != nil {
			return nil, usage("%v", err)
		}
		return func(ctx context.Context, db storage.Areas, _ io.Writer) error {
			return db.SaveLearnt(ctx, geotag.Learnt{Point: p, Name: words[1], Cell: cell, At: time.Now(), State: geotag.LearntCorrected})
		}, nil
	case len(words) == 2 && words[0] == "forget":
		return func(ctx context.Context, db storage.Areas, _ io.Writer) error { return forget(ctx, db, words[1], cell) }, nil
	}
	return nil, usage("say what to do: places list, export, correct NAME LAT,LON, forget NAME, test FILE.tsv or parts FILE.tsv")
}

func listLearnt(ctx context.Context, db storage.Areas, out io.Writer) error {
	learnt, err := db.Learnt(ctx)
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	fmt.Fprintln(table, "name\tcell\tlat,lon\tused\tweight\tlast\tstate")
	for _, l := range learnt {
		state := string(l.State)
		if _, inUse := l.Place(time.Now()); state == "" && !inUse {
			state = "faded"
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%d\t%.1f\t%s\t%s\n", l.Name, l.Cell, l.Point, l.Count, l.WeightAt(time.Now()), l.At.Format(time.DateOnly), state)
	}
	return table.Flush()
}

// exportLearnt writes the names in use as a table that import places reads.
func exportLearnt(ctx context.Context, db storage.Areas, out io.Writer) error {
	learnt, err := db.Learnt(ctx)
	if err != nil {
		return err
	}
	table := csv.NewWriter(out)
	_ = table.Write([]string{"name", "lat", "lon", "aliases", "kind", "datum", "cell"}) // Error tells
	for _, l := range learnt {
		if p, inUse := l.Place(time.Now()); inUse {
			_ = table.Write([]string{p.Name, decimal(p.Lat), decimal(p.Lon), "", string(p.Kind), "wgs84", p.Cell})
		}
	}
	table.Flush()
	return table.Error()
}

func decimal(v float64) string { return strconv.FormatFloat(v, 'f', 6, 64) }

// forget takes a name out of use for good.
func forget(ctx context.Context, db storage.Areas, name, cell string) error {
	learnt, err := db.Learnt(ctx)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(learnt, func(l geotag.Learnt) bool { return l.Name == name && l.Cell == cell })
	if i < 0 {
		return fmt.Errorf("no name %q was learnt in the area %q; places list shows them", name, cell)
	}
	learnt[i].State = geotag.LearntForgotten
	return db.SaveLearnt(ctx, learnt[i])
}
