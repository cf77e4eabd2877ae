package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/rs/zerolog"

	"snapgrid/bots"
	"snapgrid/configs"
	"snapgrid/storage"
	"snapgrid/storage/blob"
	"snapgrid/storage/database"
)

// checkTime is how long one thing may take to answer.
const checkTime = 20 * time.Second

// check tries everything that serve needs and changes nothing. It goes on after
// a fault, so that all are named at once.
func check(ctx context.Context, w world, flags *flag.FlagSet, args []string) error {
	cfg, err := configured(w, flags, args)
	if err != nil {
		return err
	}
	for _, warning := range cfg.Warnings() {
		fmt.Fprintf(w.out, "note  %s\n", warning)
	}
	fmt.Fprintln(w.out, "ok    configuration")
	faults := 0
	for _, t := range trials(cfg) {
		ctx, done := context.WithTimeout(ctx, checkTime)
		note, err := t.try(ctx)
		done()
		if err != nil {
			faults++
			fmt.Fprintf(w.out, "FAULT %s: %s\n", t.name, inOneLine(err))
			continue
		}
		fmt.Fprintf(w.out, "ok    %s: %s\n", t.name, note)
	}
	if faults > 0 {
		return fmt.Errorf("%d faults", faults)
	}
	return nil
}

// inOneLine is an error in one line: a database that can not be reached says of each of
// its addresses why, in a line of its own, and tries some twice.
func inOneLine(err error) string {
	var line strings.Builder
	for part := range strings.Lines(err.Error()) {
		part = strings.TrimSpace(part)
		switch {
		case strings.Contains(line.String(), part):
			continue
		case line.Len() == 0:
		case strings.HasSuffix(line.String(), ":"):
			line.WriteString(" ")
		default:
			line.WriteString("; ")
		}
		line.WriteString(part)
	}
	return line.String()
}

// trial is one thing to try; the note is for people.
type trial struct {
	name string
	try  func(ctx context.Context) (note string, err error)
}

func trials(cfg configs.Config) []trial {
	all := []trial{
		{"database", func(ctx context.Context) (string, error) { return tryDatabase(ctx, cfg) }},
		{"photos", func(ctx context.Context) (string, error) { return tryPhotos(ctx, cfg) }},
		{"district", func(ctx context.Context) (string, error) { return tryDistrict(ctx, cfg) }},
		{"rules", func(context.Context) (string, error) { return tryRules(cfg) }},
		{"time limits", func(context.Context) (string, error) { return tryPromises(cfg, time.Now()) }},
		{"sentences", func(context.Context) (string, error) { return trySentences(cfg) }},
		{"routes", func(ctx context.Context) (string, error) { return tryRoutes(ctx, cfg) }},
	}
	adapters, err := triedChannels(cfg)
	if err != nil {
		return append(all, trial{"channels", func(context.Context) (string, error) { return "", err }})
	}
	for _, a := range adapters {
		if c, ok := a.(bots.Checker); ok {
			all = append(all, trial{string(a.Channel()), c.Check})
		}
	}
	return all
}

func tryDatabase(ctx context.Context, cfg configs.Config) (string, error) {
	if file, ok := strings.CutPrefix(cfg.Database, "sqlite:"); ok {
		if _, err := os.Stat(file); errors.Is(err, fs.ErrNotExist) {
			note, err := tryFolder(filepath.Dir(file))
			return "will be made at the first start; " + note, err
		}
	}
	db, err := database.Open(ctx, cfg.Database, storage.Options{Logger: zerolog.Nop()})
	if err != nil {
		return "", err
	}
	defer db.Close()
	if err := db.Ping(ctx); err != nil {
		return "", err
	}
	pending, err := db.Pending(ctx)
	if err != nil {
		return "", err
	}
	if pending > 0 {
		return fmt.Sprintf("answers; %d migrations will be run at the next start", pending), nil
	}
	return "answers and is up to date", nil
}

// tryPromises tries the time limits and the calendar, and says which holidays are
// missing.
func tryPromises(cfg configs.Config, now time.Time) (string, error) {
	categories, err := loadCategories(cfg)
	if err != nil {
		return "", err
	}
	book, err := cfg.Promises(categories)
	if err != nil {
		return "", err
	}
	if missing := book.Calendar().Missing(now); len(missing) > 0 {
		return fmt.Sprintf("the holidays of %v are missing: it counts by the days of the week; add them to %s", missing, cfg.Calendar), nil
	}
	return "the holidays are known", nil
}

// tryPhotos tries the folder of the photos, or the bucket.
func tryPhotos(ctx context.Context, cfg configs.Config) (string, error) {
	if folder, ok := cfg.PhotoFolder(); ok {
		return tryFolder(folder)
	}
	store, err := blob.OpenStore(cfg.Photos, credentials(cfg))
	if err != nil {
		return "", err
	}
	return "the bucket can be written to", store.Check(ctx)
}

// tryFolder says whether a folder can be written to, or made.
func tryFolder(folder string) (string, error) {
	for dir := filepath.Clean(folder); ; dir = filepath.Dir(dir) {
		info, err := os.Stat(dir)
		if errors.Is(err, fs.ErrNotExist) && dir != filepath.Dir(dir) {
			continue
		}
		switch {
		case err != nil:
			return "", err
		case !info.IsDir():
			return "", fmt.Errorf("%s is not a folder", dir)
		case writable(dir) != nil:
			return "", fmt.Errorf("%s can not be written to: %w", dir, writable(dir))
		case dir != filepath.Clean(folder):
			return folder + " can be made", nil
		}
		return folder + " can be written to", nil
	}
}

// writable tries a folder with a file that is gone again at once.
func writable(dir string) error {
	f, err := os.CreateTemp(dir, ".check-*")
	if err != nil {
		return err
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// tryRules reads the tables of classes and words.
func tryRules(cfg configs.Config) (string, error) {
	t, err := loadTables(cfg)
	return fmt.Sprintf("%d classes", len(t.categories)), err
}

// trySentences reads the operator's words.
func trySentences(cfg configs.Config) (string, error) {
	writer, err := trialWriter(cfg)
	if err != nil {
		return "", err
	}
	return ownership(cfg, writer), nil
}

// tryDistrict reads cells and places and looks for codes that nothing has.
func tryDistrict(ctx context.Context, cfg configs.Config) (string, error) {
	atlas, err := sketch(ctx, cfg)
	if err != nil {
		return "", err
	}
	var faults []error
	known := func(where, cell string) {
		if _, ok := atlas.Cell(cell); cell != "" && !ok {
			faults = append(faults, fmt.Errorf("%s: no cell has the code %q", where, cell))
		}
	}
	for i, c := range cfg.Chats {
		known(fmt.Sprintf("chats[%d].cell", i), c.Cell)
	}
	for i, o := range cfg.Staff {
		for _, cell := range o.Cells {
			known(fmt.Sprintf("staff[%d].cells", i), cell)
		}
	}
	return fmt.Sprintf("%d cells", atlas.Grid().Len()), errors.Join(faults...)
}
