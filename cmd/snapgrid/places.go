package main

import (
	"context"
	"flag"
	"fmt"
	"os"

	"snapgrid/geotag/exam"
)

// places tries how well words are turned into places.
func places(_ context.Context, w world, flags *flag.FlagSet, args []string) error {
	var o exam.Options
	flags.IntVar(&o.Folds, "folds", 10, "of which each is asked with a gazetteer of the others; 1 asks with --known alone")
	known := flags.String("known", "", "`FILE.tsv` of further addresses; those that are asked are left out of it")
	flags.BoolVar(&o.Names, "names", false, "ask with the name of what is there behind the address")
	wrong := flags.Bool("wrong", false, "print the lines that are more than 300 m off")
	words, err := parseWords(flags, args)
	if err != nil {
		return err
	}
	if len(words) != 2 || words[0] != "test" {
		return usage("say what to test with: places test FILE.tsv")
	}
	sheet, err := readAddresses(words[1])
	if err != nil {
		return err
	}
	if *known != "" {
		if o.Known, err = readAddresses(*known); err != nil {
			return err
		}
	}
	return exam.Sit(sheet, o).Print(w.out, *wrong)
}

func readAddresses(file string) (exam.Sheet, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	sheet, err := exam.Read(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return sheet, nil
}
