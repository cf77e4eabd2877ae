package sqlite

import (
	"context"

	"snapgrid/storage/row"
)

// ChangeSeq is the newest Seq of any chat, and the number of the newest event.
func (s *Store) ChangeSeq(ctx context.Context) (lines, events int64, err error) {
	if lines, err = row.One(ctx, s.read(ctx), "", row.Number, `select value from counters where name = 'line'`); err != nil {
		return 0, 0, err
	}
	events, err = row.One(ctx, s.read(ctx), "", row.Number, `select coalesce(max(id), 0) from events`)
	return lines, events, err
}
