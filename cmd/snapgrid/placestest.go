package main

import (
	"flag"
	"fmt"
	"io"
	"os"

	"snapgrid/geotag/exam"
)

// testOptions are the flags of places test and places parts.
type testOptions struct {
	exam.Options
	known, half string
	wrong       bool
}

func (o *testOptions) flags(flags *flag.FlagSet) {
	flags.IntVar(&o.Folds, "folds", 10, "test: of which each is asked with a gazetteer of the others; 1 asks with --known alone")
	flags.StringVar(&o.known, "known", "", "test: `FILE.tsv` of further addresses; those that are asked are left out of it")
	flags.BoolVar(&o.Names, "names", false, "test: ask with the name of what is there behind the address")
	flags.BoolVar(&o.SameAddress, "same-address", false, "test: other places of the same address may be in the gazetteer")
	flags.StringVar(&o.half, "half", "", "parts: only one `HALF` of the lines, tune or held")
	flags.BoolVar(&o.wrong, "wrong", false, "test, parts: print what was wrong")
}

// addresses asks where addresses are.
func (o *testOptions) addresses(w world, file string) error {
	sheet, err := readTable(file, exam.Read)
	if err != nil {
		return err
	}
	if o.known != "" {
		if o.Known, err = readTable(o.known, exam.Read); err != nil {
			return err
		}
	}
	return exam.Sit(sheet, o.Options).Print(w.out, o.wrong)
}

// parts asks for the parts of addresses.
func (o *testOptions) parts(w world, file string) error {
	all, err := readTable(file, exam.ReadParts)
	if err != nil {
		return err
	}
	switch o.half {
	case "":
	case "tune", "held":
		all = exam.HalfOf(all, o.half == "held")
	default:
		return usage("half: want tune or held, got %q", o.half)
	}
	return exam.Take(all).Print(w.out, o.wrong)
}

func readTable[T any](file string, read func(io.Reader) ([]T, error)) ([]T, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	table, err := read(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return table, nil
}
