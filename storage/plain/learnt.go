package plain

import (
	"context"
	"time"

	"snapgrid/geotag"
	"snapgrid/storage/row"
)

// Learn confirms a name of an area for a spot.
func (s Store) Learn(ctx context.Context, name, cell string, p geotag.Point, at time.Time) error {
	return s.engine.InTx(ctx, func(ctx context.Context) error {
		lock, err := s.engine.Lock(ctx, "learnt")
		if err != nil {
			return err
		}
		known, err := all(ctx, s, row.Learnt,
			`select `+row.LearntColumns+` from learnt where name = $1 and cell = $2`+lock, name, cell)
		if err != nil {
			return err
		}
		l := geotag.Learnt{Name: name, Cell: cell}
		if len(known) > 0 {
			l = known[0]
		}
		return s.SaveLearnt(ctx, l.Confirm(p, at))
	})
}

// SaveLearnt keeps a learnt name as it is given.
func (s Store) SaveLearnt(ctx context.Context, l geotag.Learnt) error {
	return s.engine.InTx(ctx, func(ctx context.Context) error {
		if _, err := s.exec(ctx, `insert into learnt (`+row.LearntColumns+`) values ($1, $2, $3, $4, $5, $6, $7, $8)
			on conflict (name, cell) do update set lat = excluded.lat, lon = excluded.lon, count = excluded.count,
				weight = excluded.weight, at = excluded.at, state = excluded.state`,
			l.Name, l.Cell, l.Lat, l.Lon, l.Count, l.Weight, l.At, string(l.State)); err != nil {
			return err
		}
		_, err := s.engine.Next(ctx, "learnt")
		return err
	})
}

// Learnt lists all learnt names by name and area.
func (s Store) Learnt(ctx context.Context) ([]geotag.Learnt, error) {
	return all(ctx, s, row.Learnt, `select `+row.LearntColumns+` from learnt order by name, cell`)
}

// LearntVersion changes whenever a learnt name did.
func (s Store) LearntVersion(ctx context.Context) (int64, error) {
	return one(ctx, s, "", row.Number, `select value from counters where name = 'learnt'`)
}
