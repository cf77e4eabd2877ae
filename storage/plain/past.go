package plain

import (
	"context"
	"time"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// nothing is true of messages m that led to nothing: no ticket, and nobody has to read
// them. What people say to us alone stays, since it tells where to reach them.
const nothing = `m.ticket = 0 and m.state <> 'open' and not m.private`

// ForgetPast goes over the messages in the order of their numbers, a part at a time,
// from where it stopped the last time. So it needs no index of its own, never reads
// a row twice, and locks nothing that the line writes.
func (s Store) ForgetPast(ctx context.Context, before time.Time, limit int) (p intake.Past, err error) {
	err = s.engine.InTx(ctx, func(ctx context.Context) error {
		from, err := s.counter(ctx, pastMessages)
		if err != nil {
			return err
		}
		part, err := all(ctx, s, row.Dated, `select number, received_at from messages where number > $1 order by number limit $2`, from, limit)
		if err != nil {
			return err
		}
		to := from
		for _, m := range part {
			if !m.At.Before(before) {
				break
			}
			to = m.Number
			p.Seen++
		}
		if p.Seen == 0 {
			return nil
		}
		if p.Dropped, err = s.drop(ctx, from, to); err != nil {
			return err
		}
		_, err = s.exec(ctx, `insert into counters (name, value) values ($1, $2)
			on conflict (name) do update set value = excluded.value`, pastMessages, to)
		return err
	})
	return p, err
}

// pastMessages counts up to where the past was gone over.
const pastMessages = "past_messages"

// drop deletes what led to nothing of a range of messages, with what belongs to it.
func (s Store) drop(ctx context.Context, from, to int64) (int, error) {
	for _, belongings := range []string{"photos", "originals"} {
		_, err := s.exec(ctx, `delete from `+belongings+` where message > $1 and message <= $2
			and message in (select m.number from messages m where m.number > $1 and m.number <= $2 and `+nothing+`)`, from, to)
		if err != nil {
			return 0, err
		}
	}
	n, err := s.exec(ctx, `delete from messages as m where m.number > $1 and m.number <= $2 and `+nothing, from, to)
	return int(n), err
}

// counter is a number that counts up, 0 before it was ever raised.
func (s Store) counter(ctx context.Context, name string) (int64, error) {
	n, err := one(ctx, s, "counter "+name, row.Number, `select value from counters where name = $1`, name)
	if intake.CodeOf(err) == intake.CodeNotFound {
		return 0, nil
	}
	return n, err
}

// ForgetPosts deletes posts about no ticket, oldest first: answers to questions that
// nobody looks up again.
func (s Store) ForgetPosts(ctx context.Context, before time.Time, limit int) (dropped int, err error) {
	err = s.engine.InTx(ctx, func(ctx context.Context) error {
		old, err := all(ctx, s, row.Dated, `select id, created_at from posts where ticket = 0 and state in ('sent', 'folded')
			order by id limit $1`, limit)
		if err != nil {
			return err
		}
		for _, p := range old {
			if !p.At.Before(before) {
				return nil
			}
			if _, err := s.exec(ctx, `delete from post_messages where post = $1`, p.Number); err != nil {
				return err
			}
			if _, err := s.exec(ctx, `delete from posts where id = $1`, p.Number); err != nil {
				return err
			}
			dropped++
		}
		return nil
	})
	return dropped, err
}
