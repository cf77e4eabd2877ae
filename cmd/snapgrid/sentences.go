package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"snapgrid/bots"
	"snapgrid/configs"
	"snapgrid/intake"
	"snapgrid/intake/notice"
)

// sentences writes our sentences out, tries those of the operator, or shows what
// comes out of one.
func sentences(_ context.Context, w world, flags *flag.FlagSet, args []string) error {
	file := flags.String("config", "", "configuration `FILE`; without one the defaults apply")
	words, err := parseWords(flags, args)
	if err != nil {
		return err
	}
	if len(words) == 2 && words[0] == "export" {
		return exportSentences(w.out, words[1])
	}
	if len(words) == 0 || len(words) > 2 || words[0] != "check" && words[0] != "show" || words[0] == "show" && len(words) < 2 {
		return usage("say what to do: sentences export DIR, check [DIR] or show SENTENCE")
	}
	cfg, err := configs.Load(*file, w.environ)
	if err != nil {
		return err
	}
	if words[0] == "check" && len(words) == 2 {
		cfg.Sentences = words[1]
	}
	writer, err := trialWriter(cfg)
	if err != nil {
		return err
	}
	if words[0] == "show" {
		return showSentence(w.out, writer, notice.Sentence(words[1]))
	}
	return remark(w.out, cfg, writer)
}

// trialWriter words sentences as serve would with the configuration.
func trialWriter(cfg configs.Config) (*notice.Writer, error) {
	categories, err := loadCategories(cfg)
	if err != nil {
		return nil, err
	}
	adapters, err := triedChannels(cfg)
	if err != nil {
		return nil, err
	}
	writer, err := newWriter(cfg, categories)
	if err != nil {
		return nil, err
	}
	return writer, loadSentences(cfg, writer, adapters)
}

func newWriter(cfg configs.Config, categories intake.Categories) (*notice.Writer, error) {
	zone, err := cfg.Zone()
	if err != nil {
		return nil, err
	}
	return notice.New(categories, units(cfg), cfg.Language, zone)
}

// loadSentences lays the operator's sentences over ours, if there are any. Each has
// to fit every channel that can say it.
func loadSentences(cfg configs.Config, writer *notice.Writer, adapters []bots.Adapter) error {
	if cfg.Sentences == "" {
		return nil
	}
	trial := notice.Trial{Suggest: configs.Suggestion}
	for _, a := range adapters {
		if l, ok := a.(bots.Limited); ok {
			limits := l.Limits()
			trial.Limits = append(trial.Limits, notice.Limit{
				Channel: string(a.Channel()), Words: limits.Words, Caption: limits.Caption, Length: limits.Length,
			})
		}
	}
	return writer.Load(os.DirFS(cfg.Sentences), cfg.Sentences, trial)
}

// exportSentences writes our sentences and their manual into a folder. What lies
// there already stays as it is.
func exportSentences(out io.Writer, folder string) error {
	files, err := notice.Files()
	if err != nil {
		return err
	}
	if err := os.CopyFS(folder, files); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("%w; export into a new folder, and copy from there what you want to change", err)
		}
		return fmt.Errorf("write the sentences: %w", err)
	}
	readme, err := os.Create(filepath.Join(folder, "README.md"))
	if err != nil {
		return fmt.Errorf("write the manual: %w", err)
	}
	if err := errors.Join(notice.Manual(readme), readme.Close()); err != nil {
		return fmt.Errorf("write the manual: %w", err)
	}
	_, err = fmt.Fprintf(out, "written to %s; README.md there says what they are for. Keep only what you change\n", folder)
	return err
}

// showSentence prints every text that a sentence makes of sample tickets.
func showSentence(out io.Writer, writer *notice.Writer, s notice.Sentence) error {
	if names := writer.Sentences(); !slices.Contains(names, string(s)) {
		return fmt.Errorf("there is no sentence %q%s", s, configs.Suggestion(string(s), names))
	}
	for _, lang := range notice.Languages() {
		for _, text := range writer.Rehearse(lang, s) {
			if _, err := fmt.Fprintf(out, "== %s\n", text); err != nil {
				return err
			}
		}
	}
	return nil
}

// remark says that all is well, and what else an operator may want to know.
func remark(out io.Writer, cfg configs.Config, writer *notice.Writer) error {
	for _, text := range writer.Remarks() {
		fmt.Fprintf(out, "note  %s\n", text)
	}
	_, err := fmt.Fprintf(out, "ok    %s\n", ownership(cfg, writer))
	return err
}

// ownership tells how many sentences there are, and whose.
func ownership(cfg configs.Config, writer *notice.Writer) string {
	if cfg.Sentences == "" {
		return fmt.Sprintf("%d sentences of ours; the configuration names no folder of others", len(writer.Sentences()))
	}
	return fmt.Sprintf("%d files in %s over %d sentences of ours", writer.Own(), cfg.Sentences, len(writer.Sentences()))
}
