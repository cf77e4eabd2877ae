package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/rs/zerolog"

	"snapgrid/configs"
	"snapgrid/geotag"
	"snapgrid/geotag/osm"
	"snapgrid/intake/ledger"
	"snapgrid/storage"
)

// areaLoader reads a file of cells or places into the database, and tells of its
// progress.
type areaLoader func(ctx context.Context, file string, db storage.Areas, progress io.Writer) (tally, error)

// settleAreas loads the configured cells and places.
func settleAreas(ctx context.Context, cfg configs.Config, db storage.Areas) error {
	for _, list := range []struct {
		what  string
		files []string
		load  areaLoader
	}{{"cells", cfg.Cells, loadCells}, {"places", cfg.Places, loadPlaces}} {
		for _, file := range list.files {
			t, err := list.load(ctx, file, db, io.Discard)
			if err != nil {
				return err
			}
			zerolog.Ctx(ctx).Info().Str("file", file).Int("added", t.added).Int("changed", t.changed).
				Int("refused", len(t.refused)).Int("noted", len(t.mended)).Msg(list.what + " loaded")
		}
	}
	return nil
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

func loadCells(ctx context.Context, file string, db storage.Areas, _ io.Writer) (t tally, err error) {
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

// importCells is loadCells with a look at how all cells fit together then.
func importCells(ctx context.Context, file string, db storage.Areas, progress io.Writer) (tally, error) {
	t, err := loadCells(ctx, file, db, progress)
	if err != nil {
		return t, err
	}
	cells, err := db.Cells(ctx)
	if err != nil {
		return t, fmt.Errorf("look at all cells: %w", err)
	}
	t.note(geotag.Survey(cells))
	return t, nil
}

func loadPlaces(ctx context.Context, file string, db storage.Areas, progress io.Writer) (t tally, err error) {
	err = withPlaces(ctx, file, progress, func(places []geotag.Place, faults []geotag.Fault) error {
		t.note(faults)
		added, changed, err := db.PutPlaces(ctx, places)
		t.added, t.changed = t.added+added, t.changed+changed
		return err
	})
	return t, err
}

// withPlaces reads a file of places, in parts if it is large.
func withPlaces(ctx context.Context, file string, progress io.Writer, take func([]geotag.Place, []geotag.Fault) error) error {
	return withData(file, func(r io.Reader) error {
		read := geotag.ReadPlacesCSV
		switch ext := strings.ToLower(filepath.Ext(file)); ext {
		case ".csv":
			file, ok := r.(io.ReadSeeker)
			if !ok {
				break
			}
			text, err := ledger.Text(file) // Excel saves it in GB18030
			if err != nil {
				return err
			}
			r = text
		case ".geojson", ".json":
			read = geotag.ReadPlacesGeoJSON
		case ".pbf":
			return readStreetMap(ctx, r, progress, take)
		default:
			return fmt.Errorf("places come as .csv, .geojson or .osm.pbf, not as %q", ext)
		}
		places, faults, err := read(r)
		if err != nil {
			return err
		}
		return take(places, faults)
	})
}

// readStreetMap reads an extract of OpenStreetMap.
func readStreetMap(ctx context.Context, r io.Reader, progress io.Writer, take func([]geotag.Place, []geotag.Fault) error) error {
	file, ok := r.(io.ReadSeeker)
	if !ok {
		return errors.New("an extract of OpenStreetMap has to be a file on disk")
	}
	var size int64
	if info, ok := r.(fs.File); ok {
		if stat, err := info.Stat(); err == nil {
			size = stat.Size()
		}
	}
	tell := func(p osm.Progress) {
		fmt.Fprintf(progress, "\r\033[K%d of 3: %s, %d of %d MB", p.Pass, p.Doing, p.Read>>20, size>>20)
	}
	err := osm.Read(ctx, file, tell, func(places []geotag.Place) error { return take(places, nil) })
	fmt.Fprint(progress, "\r\033[K")
	return err
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
