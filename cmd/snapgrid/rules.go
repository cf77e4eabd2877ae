package main

import (
	"context"
	"flag"
	"fmt"
	"os"

	"snapgrid/configs"
	"snapgrid/intake/triage"
	"snapgrid/intake/triage/exam"
)

// rules tries the rules of triage on lines whose right answers are known, and
// prints figures and every wrong line.
func rules(_ context.Context, w world, flags *flag.FlagSet, args []string) error {
	file := flags.String("config", "", "configuration `FILE`; without one the defaults apply")
	var columns exam.Columns
	flags.StringVar(&columns.Text, "text", "", "`NAME` of the column of words (default text)")
	flags.StringVar(&columns.Label, "label", "", "`NAME` of the column that says report or chitchat (default label)")
	flags.StringVar(&columns.Class, "class", "", "`NAME` of the column of classes (default cat or category)")
	table := flags.String("classes", "", "`FILE` that says which codes the names of another table of classes stand for")
	half := flags.String("half", "", "only one half of the lines: `tune` or held")
	words, err := parseWords(flags, args)
	if err != nil {
		return err
	}
	if len(words) < 2 || words[0] != "test" {
		return usage("say what to test with: rules test FILE.tsv")
	}
	if *half != "" && *half != "tune" && *half != "held" {
		return usage("half: want tune or held, got %q", *half)
	}
	cfg, err := configs.Load(*file, w.environ)
	if err != nil {
		return err
	}
	t, err := loadTables(cfg)
	if err != nil {
		return err
	}
	sheet, err := readSheets(words[1:], columns, *table)
	if err != nil {
		return err
	}
	if *half != "" {
		sheet = sheet.Half(*half == "held")
	}
	return test(t.judge, sheet, w)
}

func test(judge *triage.Classifier, sheet exam.Sheet, w world) error {
	if len(sheet) == 0 {
		return fmt.Errorf("there is no line to test")
	}
	return exam.Sit(judge, sheet).Print(w.out)
}

// readSheets reads files as one sheet.
func readSheets(files []string, columns exam.Columns, table string) (exam.Sheet, error) {
	classes := map[string][]string{}
	if table != "" {
		f, err := os.Open(table)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		if classes, err = exam.ReadClasses(f); err != nil {
			return nil, fmt.Errorf("%s: %w", table, err)
		}
	}
	var all exam.Sheet
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		sheet, err := exam.Read(f, columns, classes)
		_ = f.Close() // it was only read
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		all = append(all, sheet...)
	}
	return all, nil
}
