package sqlite

import (
	"context"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// PhotosLike lists the photos of tickets that look like p, or are p again.
func (s *Store) PhotosLike(ctx context.Context, p intake.Photo) ([]intake.Sighting, error) {
	near, err := s.near(ctx, p.Look)
	if err != nil {
		return nil, err
	}
	seen, err := row.All(ctx, s.read(ctx), row.Sighting,
		`select `+row.SightingColumns+` from photos p join messages m on m.number = p.message
		 where (p.id in (select value from json_each($1)) or p.key = $2 and p.key <> '') and p.id <> $3 and m.ticket <> 0 order by p.id`,
		row.JSON(near), p.Media.Key, p.ID)
	return row.Like(p, seen), err
}

// near lists the photos whose hash is near to that of a look.
func (s *Store) near(ctx context.Context, l intake.Look) ([]int64, error) {
	if l.Hash == 0 {
		return nil, nil
	}
	hashed, err := row.All(ctx, s.read(ctx), row.ScanHashed,
		`select photo, hash from photo_words where word in (select value from json_each($1))`, row.JSON(row.NearWords(l)))
	return row.Near(l, hashed), err
}
