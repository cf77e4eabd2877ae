package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"

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
	apart   bool
	danger  bool
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
	flags.IntVar(&f.parts, "cross", 0, "test each of `N` parts with the wording and the hunch learnt from the others")
	flags.BoolVar(&f.apart, "apart", false, "test each file with the hunch of danger learnt from the others")
	flags.BoolVar(&f.danger, "danger", false, "learn the hunch: how dangers and reports are worded")
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
	sheets, err := f.sheets(words[1:])
	if err != nil {
		return err
	}
	atlas, err := sketch(ctx, cfg)
	if err != nil {
		return err
	}
	for _, sheet := range sheets {
		for i := range sheet {
			said := &sheet[i].Statement
			said.NamesPlace = said.NamesPlace || pipeline.NamesPlace(atlas, said.Words)
		}
	}
	switch sheet := slices.Concat(sheets...); {
	case words[0] == "learn":
		return f.learn(cfg, sheet, w)
	case f.apart:
		return testApart(cfg, words[1:], sheets, w)
	default:
		return f.test(cfg, sheet, w)
	}
}

// testApart prints the figures of each file, judged with what the others taught.
func testApart(cfg configs.Config, names []string, sheets []exam.Sheet, w world) error {
	categories, rules, wording, err := loadRules(cfg)
	if err != nil {
		return err
	}
	marks, err := exam.Apart(rules, categories, wording, sheets)
	if err != nil {
		return err
	}
	for i, m := range marks {
		fmt.Fprintf(w.out, "file\t%s\n", names[i])
		if err := m.Print(w.out); err != nil {
			return err
		}
	}
	return nil
}

// test prints figures and every wrong line.
func (f rulesFlags) test(cfg configs.Config, sheet exam.Sheet, w world) error {
	if f.parts > 1 {
		categories, rules, _, err := loadRules(cfg)
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

// learn prints the wording, or the hunch of danger, that was learnt.
func (f rulesFlags) learn(cfg configs.Config, sheet exam.Sheet, w world) error {
	cfg.Hunch, cfg.Wording = "", "" // what is learnt replaces them, whatever they are
	categories, rules, _, err := loadRules(cfg)
	if err != nil {
		return err
	}
	if f.danger {
		hunch, err := triage.LearnHunch(rules, categories, sheet.Dangers(), sheet.Examples())
		if err != nil {
			return err
		}
		_, err = hunch.WriteTo(w.out)
		return err
	}
	wording, err := triage.LearnWording(rules, categories, sheet.Examples())
	if err != nil {
		return err
	}
	_, err = wording.WriteTo(w.out)
	return err
}

// sheets reads files, a sheet each.
func (f rulesFlags) sheets(files []string) ([]exam.Sheet, error) {
	classes, err := readClasses(f.classes)
	if err != nil {
		return nil, err
	}
	var all []exam.Sheet
	lines := 0
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
		if f.half != "" {
			sheet = sheet.Half(f.half == "held")
		}
		all, lines = append(all, sheet), lines+len(sheet)
	}
	if lines == 0 {
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
