package postgres

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// PutMessages keeps each message once, in order.
func (s *Store) PutMessages(ctx context.Context, messages []intake.Message, receivedAt time.Time) ([]intake.Heard, error) {
	if len(messages) == 0 {
		return nil, nil
	}
	said := make([]intake.Message, len(messages))
	for i, m := range messages {
		said[i] = row.Said(m)
	}
	var heard []intake.Heard
	err := s.InTx(ctx, func(ctx context.Context) error {
		seats, err := s.seats(ctx, said)
		if err != nil {
			return err
		}
		heard, err = s.addMessages(ctx, said, seats, row.Micro(receivedAt))
		if err != nil {
			return err
		}
		return s.addPhotos(ctx, heard)
	})
	if err != nil {
		return nil, err
	}
	return heard, nil
}

// seats finds and holds the chats of messages, makes those that are unknown, and
// lets titles follow the newest message.
func (s *Store) seats(ctx context.Context, said []intake.Message) (map[intake.ChatRef]row.Seat, error) {
	newest := map[intake.ChatRef]intake.Message{}
	for _, m := range said {
		newest[m.Chat] = m
	}
	refs := make([]intake.ChatRef, 0, len(newest))
	for ref := range newest {
		refs = append(refs, ref)
	}
	// Two that make the same chats must do it in the same order.
	slices.SortFunc(refs, func(a, b intake.ChatRef) int { return strings.Compare(a.String(), b.String()) })
	seats, err := s.lockSeats(ctx, refs)
	if err != nil {
		return nil, err
	}
	if len(seats) < len(refs) {
		if seats, err = s.addChats(ctx, refs, newest, seats); err != nil {
			return nil, err
		}
	}
	return seats, s.retitle(ctx, newest, seats)
}

func (s *Store) addChats(ctx context.Context, refs []intake.ChatRef, newest map[intake.ChatRef]intake.Message, known map[intake.ChatRef]row.Seat) (map[intake.ChatRef]row.Seat, error) {
	for _, ref := range refs {
		if _, ok := known[ref]; ok {
			continue
		}
		m := newest[ref]
		if err := s.addChat(ctx, intake.Chat{Ref: ref, Title: m.ChatTitle, Kind: row.KindOf(m)}); err != nil {
			return nil, err
		}
	}
	return s.lockSeats(ctx, refs)
}

func (s *Store) retitle(ctx context.Context, newest map[intake.ChatRef]intake.Message, seats map[intake.ChatRef]row.Seat) error {
	for ref, m := range newest {
		if m.ChatTitle == "" || m.ChatTitle == seats[ref].Title {
			continue
		}
		if _, err := s.exec(ctx, `update chats set title = $2 where id = $1`, seats[ref].Chat, m.ChatTitle); err != nil {
			return err
		}
	}
	return nil
}

const insertMessages = `with new as (select nextval('lines') as n, m.* from (
		select * from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::boolean[], $6::text[], $7::text[], $8::boolean[],
			$9::timestamptz[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[]) with ordinality
			as u (chat_id, epoch, external_id, topic, private, sender_id, sender_name, sender_bot,
			sent_at, text, pin, album, reply_to, language, place) order by place) m),
	kept as (insert into messages (number, chat_id, epoch, external_id, topic, private, sender_id, sender_name, sender_bot,
		sent_at, received_at, text, pin, album, reply_to, language, seq)
		select n, chat_id, epoch, external_id, topic, private, sender_id, sender_name, sender_bot,
		sent_at, $10::timestamptz, text, pin, album, reply_to, language, n from new on conflict do nothing returning number)
	select new.n, new.place from kept join new on new.n = kept.number order by new.n`

// addMessages inserts what is new, all in one statement.
func (s *Store) addMessages(ctx context.Context, said []intake.Message, seats map[intake.ChatRef]row.Seat, at time.Time) ([]intake.Heard, error) {
	c := newColumns(len(said))
	for _, m := range said {
		c.add(m, seats[m.Chat])
	}
	type kept struct{ number, place int64 }
	rows, err := collect(ctx, s.write(ctx), func(r scanner) (k kept, err error) {
		err = r.Scan(&k.number, &k.place)
		return k, err
	}, insertMessages, c.chat, c.epoch, c.id, c.topic, c.private, c.sender, c.name, c.bot,
		c.sent, stamp(at), c.text, c.pin, c.album, c.reply, c.language)
	if err != nil {
		return nil, err
	}
	heard := make([]intake.Heard, len(rows))
	for i, k := range rows {
		m := said[k.place-1]
		heard[i] = row.NewHeard(m, k.number, seats[m.Chat].Chat)
		heard[i].ReceivedAt = at
	}
	return heard, nil
}

// columns are messages turned on their side, an array for each column.
type columns struct {
	chat, epoch                                           []int64
	id, topic, sender, name, text, album, reply, language []string
	private, bot                                          []bool
	sent                                                  []*time.Time
	pin                                                   []*string
}

func newColumns(n int) *columns {
	return &columns{chat: make([]int64, 0, n), id: make([]string, 0, n), text: make([]string, 0, n)}
}

func (c *columns) add(m intake.Message, seat row.Seat) {
	c.chat, c.epoch = append(c.chat, seat.Chat), append(c.epoch, seat.Epoch)
	c.id, c.topic = append(c.id, m.ID), append(c.topic, m.Topic)
	c.private, c.bot = append(c.private, m.Private), append(c.bot, m.Sender.Bot)
	c.sender, c.name = append(c.sender, m.Sender.ID), append(c.name, m.Sender.Name)
	c.sent, c.pin = append(c.sent, stamp(m.SentAt)), append(c.pin, row.Pin(m.Pin))
	c.text, c.album = append(c.text, m.Text), append(c.album, m.Album)
	c.reply, c.language = append(c.reply, m.ReplyTo), append(c.language, m.Language)
}

const insertPhoto = `insert into photos (message, position, ref, key, name, type, size, original, too_big, created_at)
	values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id`

// addPhotos makes a pending photo for each of the media of new messages.
func (s *Store) addPhotos(ctx context.Context, heard []intake.Heard) error {
	batch := &pgx.Batch{}
	for i, h := range heard {
		for position, m := range h.Media {
			batch.Queue(insertPhoto, h.Number, position, m.Ref, m.Key, m.Name, m.Type, m.Size, m.Original, m.TooBig,
				stamp(h.ReceivedAt)).QueryRow(func(r pgx.Row) error {
				photo := intake.Photo{MessageID: h.Number, Position: position, Media: m, State: intake.PhotoPending}
				if err := r.Scan(&photo.ID); err != nil {
					return err
				}
				heard[i].Photos = append(heard[i].Photos, photo)
				return nil
			})
		}
	}
	if batch.Len() == 0 {
		return nil
	}
	return explain(s.write(ctx).SendBatch(ctx, batch).Close(), "keep photos")
}
