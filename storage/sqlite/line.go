package sqlite

import "context"

// ChangeSeq is the newest Seq of any chat, and the number of the newest event.
func (s *Store) ChangeSeq(ctx context.Context) (lines, events int64, err error) {
	if lines, err = one(ctx, s.read(ctx), "", number, `select value from counters where name = 'line'`); err != nil {
		return 0, 0, err
	}
	events, err = one(ctx, s.read(ctx), "", number, `select coalesce(max(id), 0) from events`)
	return lines, events, err
}
