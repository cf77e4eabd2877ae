package plain

import (
	"context"

	"snapgrid/geotag"
	"snapgrid/storage/row"
)

// PutCells adds and changes cells by code.
func (s Store) PutCells(ctx context.Context, cells []geotag.Cell) (added, changed int, err error) {
	err = s.engine.InTx(ctx, func(ctx context.Context) error {
		known, err := s.Cells(ctx)
		if err != nil {
			return err
		}
		write, fresh := row.NewCells(known, cells)
		for _, c := range write {
			if _, err := s.exec(ctx, `insert into cells (code, name, level, parent, shape, exclusive, places) values ($1, $2, $3, $4, $5, $6, $7)
				on conflict (code) do update set name = excluded.name, level = excluded.level, parent = excluded.parent, shape = excluded.shape,
					exclusive = excluded.exclusive, places = excluded.places`,
				c.Code, c.Name, string(c.Level), c.Parent, row.Shape(c.Shape), c.Exclusive, row.List(c.Places)); err != nil {
				return err
			}
		}
		added, changed = fresh, len(write)-fresh
		return s.touchAreas(ctx, len(write))
	})
	return added, changed, err
}

// Cells lists all cells by code.
func (s Store) Cells(ctx context.Context) ([]geotag.Cell, error) {
	return all(ctx, s, row.Cell, `select `+row.CellColumns+` from cells order by code`)
}

// PutPlaces adds and changes places by name, kind and cell.
func (s Store) PutPlaces(ctx context.Context, places []geotag.Place) (added, changed int, err error) {
	err = s.engine.InTx(ctx, func(ctx context.Context) error {
		known, err := s.Places(ctx)
		if err != nil {
			return err
		}
		write, fresh := row.NewPlaces(known, places)
		for _, p := range write {
			if _, err := s.exec(ctx, `insert into places (name, kind, cell, lat, lon, aliases, line) values ($1, $2, $3, $4, $5, $6, $7)
				on conflict (name, kind, cell) do update set lat = excluded.lat, lon = excluded.lon, aliases = excluded.aliases, line = excluded.line`,
				p.Name, string(p.Kind), p.Cell, p.Lat, p.Lon, row.List(p.Aliases), row.Course(p.Line)); err != nil {
				return err
			}
		}
		added, changed = fresh, len(write)-fresh
		return s.touchAreas(ctx, len(write))
	})
	return added, changed, err
}

// Places lists all places by name.
func (s Store) Places(ctx context.Context) ([]geotag.Place, error) {
	return all(ctx, s, row.Place, `select `+row.PlaceColumns+` from places order by name, kind, cell`)
}

// AreasVersion changes whenever cells or places did.
func (s Store) AreasVersion(ctx context.Context) (int64, error) {
	return one(ctx, s, "", row.Number, `select value from counters where name = 'areas'`)
}

func (s Store) touchAreas(ctx context.Context, changes int) error {
	if changes == 0 {
		return nil
	}
	_, err := s.engine.Next(ctx, "areas")
	return err
}
