package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"time"

	"github.com/rs/zerolog"

	"snapgrid/configs"
	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/sla"
	"snapgrid/intake/triage"
	"snapgrid/storage"
	"snapgrid/storage/database"
)

// configured reads the flags and the configuration of a command that takes
// nothing else.
func configured(w world, flags *flag.FlagSet, args []string) (configs.Config, error) {
	file := flags.String("config", "", "configuration `FILE`; without one the defaults apply")
	if err := parseAll(flags, args); err != nil {
		return configs.Config{}, err
	}
	return configs.Load(*file, w.environ)
}

// logger makes the logger that the configuration asks for.
func logger(cfg configs.Config, out io.Writer) zerolog.Logger {
	level, err := zerolog.ParseLevel(cfg.Log.Level)
	if err != nil {
		level = zerolog.InfoLevel
	}
	if cfg.Log.Format == "console" {
		out = zerolog.ConsoleWriter{Out: out, TimeFormat: time.TimeOnly}
	}
	return zerolog.New(out).Level(level).With().Timestamp().Logger()
}

// openStore opens the database, brought up to date.
func openStore(ctx context.Context, cfg configs.Config, log zerolog.Logger) (storage.Database, error) {
	return openNode(ctx, cfg, storage.Options{Logger: log})
}

// openNode opens the database for a node that goes on to serve it.
func openNode(ctx context.Context, cfg configs.Config, opts storage.Options) (storage.Database, error) {
	db, err := database.Open(ctx, cfg.Database, opts)
	if err != nil {
		return nil, err
	}
	if err := db.Migrate(ctx); err != nil {
		_ = db.Close()
		return nil, fmt.Errorf("bring the database up to date: %w", err)
	}
	return db, nil
}

// tables are what the rules of the house are made of.
type tables struct {
	categories intake.Categories
	judge      *triage.Classifier
	book       *sla.Book
}

// loadTables reads the tables that the configuration names.
func loadTables(cfg configs.Config) (tables, error) {
	categories, rules, wording, err := loadRules(cfg)
	if err != nil {
		return tables{}, err
	}
	judge, err := triage.New(rules, categories, wording)
	if err != nil {
		return tables{}, fmt.Errorf("%s: %w", cfg.Triage, err)
	}
	book, err := cfg.Promises(categories)
	if err != nil {
		return tables{}, err
	}
	return tables{categories, judge, book}, nil
}

// loadRules reads what triage goes by: the tables that people write, and those that were
// learnt.
func loadRules(cfg configs.Config) (categories intake.Categories, rules triage.Rules, wording triage.Wording, err error) {
	if categories, err = loadCategories(cfg); err != nil {
		return nil, rules, wording, err
	}
	if rules, err = loadTable(cfg.Triage, triage.ParseRules); err != nil {
		return nil, rules, wording, err
	}
	if rules.Danger, err = loadTable(cfg.Danger, triage.ParseGrammar); err != nil {
		return nil, rules, wording, err
	}
	if rules.Hunch, err = loadTable(cfg.Hunch, triage.ParseHunch); err != nil {
		return nil, rules, wording, err
	}
	wording, err = loadTable(cfg.Wording, func(raw []byte) (triage.Wording, error) { return triage.ParseWording(raw, categories) })
	return categories, rules, wording, err
}

// loadCategories reads the table of classes.
func loadCategories(cfg configs.Config) (intake.Categories, error) {
	return loadTable(cfg.Categories, triage.ParseCategories)
}

// loadTable reads one table; without a path it is empty.
func loadTable[T any](path string, parse func([]byte) (T, error)) (table T, err error) {
	if path == "" {
		return table, nil
	}
	raw, err := configs.ReadData(path)
	if err != nil {
		return table, err
	}
	if table, err = parse(raw); err != nil {
		return table, fmt.Errorf("%s: %w", path, err)
	}
	return table, nil
}

// units translates the configured units.
func units(cfg configs.Config) []intake.Unit {
	all := make([]intake.Unit, len(cfg.Units))
	for i, u := range cfg.Units {
		all[i] = u.Intake()
	}
	return all
}

// workdays are those of the usual shift.
func workdays(book *sla.Book) sla.Hours {
	hours, _ := book.Calendar().Hours("") // a calendar has at least one shift
	return hours
}

// loadAtlas fills an atlas from the database.
func loadAtlas(ctx context.Context, db storage.Areas, atlas *geotag.Atlas) error {
	cells, err := db.Cells(ctx)
	if err != nil {
		return fmt.Errorf("read the cells: %w", err)
	}
	places, err := db.Places(ctx)
	if err != nil {
		return fmt.Errorf("read the places: %w", err)
	}
	atlas.Set(cells, places)
	return nil
}

// loadLearnt gives an atlas the names that tickets taught.
func loadLearnt(ctx context.Context, db storage.Areas, atlas *geotag.Atlas, now time.Time) error {
	learnt, err := db.Learnt(ctx)
	if err != nil {
		return fmt.Errorf("read the learnt names: %w", err)
	}
	var inUse []geotag.Place
	for _, l := range learnt {
		if place, ok := l.Place(now); ok {
			inUse = append(inUse, place)
		}
	}
	atlas.Learn(inUse)
	return nil
}
