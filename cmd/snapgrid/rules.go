package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"

	"snapgrid/configs"
	"snapgrid/intake/pipeline"
	"snapgrid/intake/triage"
	"snapgrid/intake/triage/exam"
)

// rulesFlags are the flags of `rules`.
type rulesFlags struct {
	config  string
	columns exam.Columns
	classes string
	half    string
	parts   int
}

// rules tries the rules of triage on lines whose right answers are known, or
// learns from such lines how reports are worded.
func rules(ctx context.Context, w world, flags *flag.FlagSet, args []string) error {
	var f rulesFlags
	flags.StringVar(&f.config, "config", "", "configuration `FILE`; without one the defaults apply")
	flags.StringVar(&f.columns.Text, "text", "", "`NAME` of the column of words (default text)")
	flags.StringVar(&f.columns.Label, "label", "", "`NAME` of the column that says report or chitchat (default label)")
	flags.StringVar(&f.columns.Class, "class", "", "`NAME` of the column of classes (default cat or category)")
	flags.StringVar(&f.classes, "classes", "", "`FILE` that says which codes the names of another table of classes stand for")
	flags.StringVar(&f.half, "half", "", "only one half of the lines: `tune` or held")
	flags.IntVar(&f.parts, "cross", 0, "test each of `N` parts with the wording learnt from the others")
	words, err := parseWords(flags, args)
	if err != nil {
		return err
	}
	if len(words) < 2 || words[0] != "test" && words[0] != "learn" {
		return usage("say what to test with: rules test FILE.tsv")
	}
	if f.half != "" && f.half != "tune" && f.half != "held" {
		return usage("half: want tune or held, got %q", f.half)
	}
	cfg, err := configs.Load(f.config, w.environ)
	if err != nil {
		return err
	}
	sheet, err := f.sheet(words[1:])
	if err != nil {
		return err
	}
	atlas, err := sketch(ctx, cfg)
	if err != nil {
		return err
	}
	for i := range sheet {
		said := &sheet[i].Statement
		said.NamesPlace = said.NamesPlace || pipeline.NamesPlace(atlas, said.Words)
	}
	if words[0] == "learn" {
		return f.learn(cfg, sheet, w)
	}
	return f.test(cfg, sheet, w)
}

// test prints figures and every wrong line.
func (f rulesFlags) test(cfg configs.Config, sheet exam.Sheet, w world) error {
	if f.parts > 1 {
		categories, rules, err := loadRules(cfg)
		if err != nil {
			return err
		}
		marks, err := exam.Cross(rules, categories, sheet, f.parts)
		if err != nil {
			return err
		}
		return marks.Print(w.out)
	}
	t, err := loadTables(cfg)
	if err != nil {
		return err
	}
	return exam.Sit(t.judge, sheet).Print(w.out)
}

// learn prints the wording that was learnt.
func (f rulesFlags) learn(cfg configs.Config, sheet exam.Sheet, w world) error {
	categories, rules, err := loadRules(cfg)
	if err != nil {
		return err
	}
	wording, err := triage.LearnWording(rules, categories, sheet.Examples())
	if err != nil {
		return err
	}
	_, err = wording.WriteTo(w.out)
	return err
}

// sheet reads files as one sheet.
func (f rulesFlags) sheet(files []string) (exam.Sheet, error) {
	classes, err := readClasses(f.classes)
	if err != nil {
		return nil, err
	}
	var all exam.Sheet
	for _, name := range files {
		file, err := os.Open(name)
		if err != nil {
			return nil, err
		}
		sheet, err := exam.Read(file, f.columns, classes)
		_ = file.Close() // it was only read
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		all = append(all, sheet...)
	}
	if f.half != "" {
		all = all.Half(f.half == "held")
	}
	if len(all) == 0 {
		return nil, errors.New("there is no line to test")
	}
	return all, nil
}

func readClasses(name string) (map[string][]string, error) {
	if name == "" {
		return nil, nil
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	classes, err := exam.ReadClasses(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return classes, nil
}
