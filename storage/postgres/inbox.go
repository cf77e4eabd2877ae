package postgres

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

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
		s.bell.Ring(ctx)
		seats, numbers, err := s.seats(ctx, said)
		if err != nil {
			return err
		}
		heard, err = s.addMessages(ctx, said, seats, numbers, row.Micro(receivedAt))
		return err
	})
	if err != nil {
		return nil, err
	}
	return heard, nil
}

// seats finds and holds the chats of messages, makes those that are unknown, lets
// titles follow the newest message, and draws a number for each message.
func (s *Store) seats(ctx context.Context, said []intake.Message) (map[intake.ChatRef]row.Seat, []int64, error) {
	newest := map[intake.ChatRef]intake.Message{}
	for _, m := range said {
		newest[m.Chat] = m
	}
	// Two that make the same chats must do it in the same order.
	refs := slices.SortedFunc(maps.Keys(newest), func(a, b intake.ChatRef) int { return strings.Compare(a.String(), b.String()) })
	seats, numbers, err := s.lockSeats(ctx, refs, len(said))
	if err == nil && len(seats) < len(refs) {
		if err = s.addChats(ctx, refs, newest, seats); err == nil {
			seats, numbers, err = s.lockSeats(ctx, refs, len(said))
		}
	}
	if err != nil {
		return nil, nil, err
	}
	return seats, numbers, s.retitle(ctx, newest, seats)
}

func (s *Store) addChats(ctx context.Context, refs []intake.ChatRef, newest map[intake.ChatRef]intake.Message, known map[intake.ChatRef]row.Seat) error {
	for _, ref := range refs {
		if _, ok := known[ref]; ok {
			continue
		}
		m := newest[ref]
		if err := s.addChat(ctx, intake.Chat{Ref: ref, Title: m.ChatTitle, Kind: row.KindOf(m)}); err != nil {
			return err
		}
	}
	return nil
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

// insertMessages inserts messages that are new and pending photos of those. It
// answers with a row for each message, and whether it was set aside, then one for each photo.
const insertMessages = `with said as (
		select *, talk is not null and not exists (
			select 1 from messages o where o.state = 'open' and o.chat_id = u.chat_id and o.sender_id = u.sender_id) as aside
		from unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::boolean[], $8::text[], $9::text[],
			$10::boolean[], $11::timestamptz[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[],
			$27::text[], $28::text[])
			as u (number, chat_id, epoch, external_id, topic, private, sender_id, sender_name,
			sender_bot, sent_at, text, pin, album, reply_to, language, form, typed, talk) offset 0),
	kept as (
		insert into messages (number, seq, received_at, chat_id, epoch, external_id, topic, private, sender_id, sender_name,
			sender_bot, sent_at, text, pin, album, reply_to, language, form, hidden, state, verdict)
		select number, number, $1, chat_id, epoch, external_id, topic, private, sender_id, sender_name,
			sender_bot, sent_at, text, pin, album, reply_to, language, form, typed <> '',
			case when aside then 'chatter' else 'open' end, case when aside then talk end
		from said on conflict do nothing returning number, state),
	apart as (
		insert into originals (message, text, at)
		select u.number, u.typed, $1 from unnest($2::bigint[], $27::text[]) as u (number, typed)
		join kept on kept.number = u.number where u.typed <> ''),
	pictures as (
		insert into photos (message, position, ref, key, name, type, size, original, too_big, created_at)
		select u.message, u.position, u.ref, u.key, u.name, u.type, u.size, u.original, u.too_big, $1
		from unnest($18::bigint[], $19::int[], $20::text[], $21::text[], $22::text[], $23::text[], $24::bigint[],
			$25::boolean[], $26::boolean[]) as u (message, position, ref, key, name, type, size, original, too_big)
		join kept on kept.number = u.message
		returning id, message, position)
	select number, -1, 0, state = 'chatter' from kept union all select message, position, id, false from pictures order by 1, 2`

// addMessages inserts what is new, all in one statement.
func (s *Store) addMessages(ctx context.Context, said []intake.Message, seats map[intake.ChatRef]row.Seat, numbers []int64, at time.Time) ([]intake.Heard, error) {
	row.Talk(said, seats)
	columns, places := &columns{}, make(map[int64]int, len(said))
	for i, m := range said {
		columns.add(m, numbers[i], seats[m.Chat])
		places[numbers[i]] = i
	}
	rows, err := row.All(ctx, s.write(ctx), scanKept, insertMessages, append([]any{moment(at)}, columns.args()...)...)
	if err != nil {
		return nil, err
	}
	var heard []intake.Heard
	for _, k := range rows {
		m := said[places[k.message]]
		if k.position < 0 {
			h := row.NewHeard(m, k.message, seats[m.Chat].Chat, k.aside)
			h.ReceivedAt = at
			heard = append(heard, h)
			continue
		}
		last := &heard[len(heard)-1]
		last.Photos = append(last.Photos, intake.Photo{
			ID: k.photo, MessageID: k.message, Position: k.position, Media: m.Media[k.position], State: intake.PhotoPending,
		})
	}
	return heard, nil
}

// kept is an answer of insertMessages: a message, or a photo of the message before.
type kept struct {
	message  int64
	position int // of the photo; -1 for a message
	photo    int64
	aside    bool // the message
}

func scanKept(r row.Scanner) (k kept, err error) {
	err = r.Scan(&k.message, &k.position, &k.photo, &k.aside)
	return k, err
}
