package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// PutChat finds a chat by its reference or makes it.
func (s *Store) PutChat(ctx context.Context, c intake.Chat) (kept intake.Chat, err error) {
	err = s.InTx(ctx, func(ctx context.Context) error {
		kept, err = s.FindChat(ctx, c.Ref)
		if intake.CodeOf(err) != intake.CodeNotFound {
			return err
		}
		if err := s.addChat(ctx, c); err != nil {
			return err
		}
		kept, err = s.FindChat(ctx, c.Ref)
		return err
	})
	return kept, err
}

// addChat makes a chat unless somebody else does at the same time: the reference
// is taken first, and whoever takes it makes the record.
func (s *Store) addChat(ctx context.Context, c intake.Chat) error {
	ids, err := row.All(ctx, s.write(ctx), row.Number,
		`insert into chat_refs (channel, external_id, chat_id) values ($1, $2, nextval(pg_get_serial_sequence('chats', 'id')))
		 on conflict do nothing returning chat_id`, string(c.Ref.Channel), c.Ref.ID)
	if err != nil || len(ids) == 0 {
		return err
	}
	_, err = s.exec(ctx, `insert into chats (id, channel, external_id, title, kind, cell, language, gone, door)
		values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
		ids[0], string(c.Ref.Channel), c.Ref.ID, c.Title, string(c.Kind), c.Cell, c.Language, c.Gone, c.Door)
	return err
}

// FindPrivateChat finds the chat in which a person last talked to us alone. The
// person's messages are looked up first: they are few.
func (s *Store) FindPrivateChat(ctx context.Context, channel intake.Channel, sender string) (intake.Chat, error) {
	return row.One(ctx, s.read(ctx), "private chat", row.Chat,
		`with theirs as materialized (
			select chat_id, max(number) as latest from messages where private and sender_id = $2 group by chat_id)
		 select `+row.ChatColumns+` from theirs join chats c on c.id = theirs.chat_id
		 where c.channel = $1 order by theirs.latest desc limit 1`, string(channel), sender)
}

// lockSeats finds out where references lead and holds those chats until the end of
// the transaction. It also draws n numbers for lines, which are above all numbers
// in these chats. Each statement sees what others did while the one before it
// waited for them.
func (s *Store) lockSeats(ctx context.Context, refs []intake.ChatRef, n int) (map[intake.ChatRef]row.Seat, []int64, error) {
	channels, ids := make([]string, len(refs)), make([]string, len(refs))
	for i, ref := range refs {
		channels[i], ids[i] = string(ref.Channel), row.Text(ref.ID)
	}
	const among = ` from chat_refs r join chats c on c.id = r.chat_id
		where (r.channel, r.external_id) in (select * from unnest($1::text[], $2::text[]))`
	seats := make(map[intake.ChatRef]row.Seat, len(refs))
	var numbers []int64
	batch := &pgx.Batch{}
	batch.Queue(`select 1`+among+` order by c.id for no key update of c`, channels, ids)
	batch.Queue(`select `+row.SeatColumns+among, channels, ids).Query(func(rows pgx.Rows) error {
		found, err := gather(rows, row.ScanSeat)
		for _, seat := range found {
			seats[seat.Ref] = seat
		}
		return err
	})
	batch.Queue(`select nextval('lines') from generate_series(1, $1::int)`, n).Query(func(rows pgx.Rows) (err error) {
		numbers, err = gather(rows, row.Number)
		return err
	})
	if err := s.write(ctx).SendBatch(ctx, batch).Close(); err != nil {
		return nil, nil, explain(err, "find chats")
	}
	return seats, numbers, nil
}

// holdChat locks the row of a chat.
func (s *Store) holdChat(ctx context.Context, id int64) error {
	_, err := s.exec(ctx, `select 1 from chats where id = $1 for no key update`, id)
	return err
}
