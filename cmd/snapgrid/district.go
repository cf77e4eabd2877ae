package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/rs/zerolog"

	"snapgrid/bots"
	"snapgrid/bots/wechat"
	"snapgrid/configs"
	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/storage"
)

// settle loads the configured cells, places, chats and staff into the database.
// Doing it again changes nothing.
func settle(ctx context.Context, cfg configs.Config, db storage.Database) error {
	log := zerolog.Ctx(ctx)
	for _, file := range cfg.Cells {
		tally, err := loadCells(ctx, file, db)
		if err != nil {
			return err
		}
		log.Info().Str("file", file).Int("added", tally.added).Int("changed", tally.changed).Int("refused", len(tally.refused)).Msg("cells loaded")
	}
	for _, file := range cfg.Places {
		tally, err := loadPlaces(ctx, file, db)
		if err != nil {
			return err
		}
		log.Info().Str("file", file).Int("added", tally.added).Int("changed", tally.changed).Int("refused", len(tally.refused)).Msg("places loaded")
	}
	return settlePeople(ctx, cfg, db)
}

func settlePeople(ctx context.Context, cfg configs.Config, db storage.Database) error {
	return db.InTx(ctx, func(ctx context.Context) error {
		for _, entry := range cfg.Chats {
			if entry.ID == "" {
				continue // known by its title: see settleTitles
			}
			if err := settleChat(ctx, entry.Intake(), db); err != nil {
				return err
			}
		}
		for _, entry := range cfg.Staff {
			o := entry.Intake()
			if o.Sender == "" && o.Channel == "wechat" {
				o.Sender = wechat.PersonID(o.Name)
			}
			if _, err := db.PutOfficer(ctx, o); err != nil {
				return fmt.Errorf("enter %s of the staff: %w", entry.Name, err)
			}
		}
		return nil
	})
}

// titled is a channel whose chats are known by their titles.
type titled interface {
	bots.Adapter
	Ref(title string) (intake.ChatRef, error)
}

// settleTitles enters the configured chats that have no id.
func settleTitles(ctx context.Context, cfg configs.Config, db storage.Database, adapters []bots.Adapter) error {
	for _, a := range adapters {
		t, ok := a.(titled)
		if !ok {
			continue
		}
		for _, entry := range cfg.Chats {
			if entry.ID != "" || entry.Channel != string(a.Channel()) {
				continue
			}
			want := entry.Intake()
			var err error
			if want.Ref, err = t.Ref(entry.Title); err != nil {
				return fmt.Errorf("enter the chat %q: %w", entry.Title, err)
			}
			if err := settleChat(ctx, want, db); err != nil {
				return err
			}
		}
	}
	return nil
}

func settleChat(ctx context.Context, want intake.Chat, db storage.Chats) error {
	have, err := db.PutChat(ctx, want)
	if err != nil {
		return fmt.Errorf("enter the chat %s: %w", want.Ref, err)
	}
	have.Kind, have.Cell, have.Language = want.Kind, want.Cell, want.Language
	if want.Title != "" {
		have.Title = want.Title
	}
	return db.SaveChat(ctx, have)
}

// tally is what became of a file's entries.
type tally struct {
	added, changed int
	refused        []geotag.Fault
	mended         []geotag.Fault // taken all the same
}

func (t *tally) note(faults []geotag.Fault) {
	for _, f := range faults {
		if f.Kept {
			t.mended = append(t.mended, f)
			continue
		}
		t.refused = append(t.refused, f)
	}
}

func loadCells(ctx context.Context, file string, db storage.Areas) (t tally, err error) {
	err = withData(file, func(r io.Reader) error {
		cells, faults, err := geotag.ReadCells(r)
		if err != nil {
			return err
		}
		t.note(faults)
		t.added, t.changed, err = db.PutCells(ctx, cells)
		return err
	})
	return t, err
}

func loadPlaces(ctx context.Context, file string, db storage.Areas) (t tally, err error) {
	err = withData(file, func(r io.Reader) error {
		places, faults, err := readPlaces(file, r)
		if err != nil {
			return err
		}
		t.note(faults)
		t.added, t.changed, err = db.PutPlaces(ctx, places)
		return err
	})
	return t, err
}

func readPlaces(file string, r io.Reader) ([]geotag.Place, []geotag.Fault, error) {
	switch ext := strings.ToLower(filepath.Ext(file)); ext {
	case ".csv":
		return geotag.ReadPlacesCSV(r)
	case ".geojson", ".json":
		return geotag.ReadPlacesGeoJSON(r)
	default:
		return nil, nil, fmt.Errorf("places come as .csv or .geojson, not as %q", ext)
	}
}

// withData opens a data file, on disk or embedded, for f.
func withData(file string, f func(io.Reader) error) error {
	data, err := configs.OpenData(file)
	if err != nil {
		return err
	}
	defer data.Close()
	if err := f(data); err != nil {
		return fmt.Errorf("read %s: %w", file, err)
	}
	return nil
}
