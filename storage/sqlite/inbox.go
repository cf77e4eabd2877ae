package sqlite

import (
	"context"
	"database/sql"
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

// seats finds the chats of messages, makes those that are unknown, and lets titles
// follow the newest message.
func (s *Store) seats(ctx context.Context, said []intake.Message) (map[intake.ChatRef]row.Seat, error) {
	newest := map[intake.ChatRef]intake.Message{}
	var order []intake.ChatRef
	for _, m := range said {
		if _, ok := newest[m.Chat]; !ok {
			order = append(order, m.Chat)
		}
		newest[m.Chat] = m
	}
	seats, err := s.knownSeats(ctx, order)
	if err != nil {
		return nil, err
	}
	for _, ref := range order {
		m, seat := newest[ref], seats[ref]
		switch {
		case seat.Chat == 0:
			id, err := s.addChat(ctx, intake.Chat{Ref: ref, Title: m.ChatTitle, Kind: row.KindOf(m)})
			if err != nil {
				return nil, err
			}
			seats[ref] = row.Seat{Ref: ref, Chat: id, Title: m.ChatTitle}
		case m.ChatTitle != "" && m.ChatTitle != seat.Title:
			if _, err := s.exec(ctx, `update chats set title = $2 where id = $1`, seat.Chat, m.ChatTitle); err != nil {
				return nil, err
			}
		}
	}
	return seats, nil
}

func (s *Store) knownSeats(ctx context.Context, refs []intake.ChatRef) (map[intake.ChatRef]row.Seat, error) {
	pairs := make([]any, 0, 2*len(refs))
	for _, ref := range refs {
		pairs = append(pairs, string(ref.Channel), ref.ID)
	}
	found, err := row.All(ctx, s.read(ctx), row.ScanSeat,
		`select `+row.SeatColumns+` from chat_refs r join chats c on c.id = r.chat_id
		 where (r.channel, r.external_id) in (values `+strings.Repeat(`(?, ?), `, len(refs)-1)+`(?, ?))`, pairs...)
	seats := make(map[intake.ChatRef]row.Seat, len(refs))
	for _, seat := range found {
		seats[seat.Ref] = seat
	}
	return seats, err
}

const insertMessage = `insert into messages (number, chat_id, epoch, external_id, topic, private, sender_id, sender_name, sender_bot,
	sent_at, received_at, text, pin, album, reply_to, language, form, seq, hidden, state, verdict)
	values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing`

// addMessages inserts what is new. Numbers come from one counter for the whole
// batch; those of messages that were there already are left out.
func (s *Store) addMessages(ctx context.Context, said []intake.Message, seats map[intake.ChatRef]row.Seat, at time.Time) ([]intake.Heard, error) {
	row.Talk(said, seats)
	busy, err := s.busy(ctx, said, seats)
	if err != nil {
		return nil, err
	}
	last, err := s.next(ctx, "line", len(said))
	if err != nil {
		return nil, err
	}
	insert, err := s.tx(ctx).PrepareContext(ctx, insertMessage)
	if err != nil {
		return nil, explain(err, "keep messages")
	}
	defer insert.Close()
	heard := make([]intake.Heard, 0, len(said))
	for i, m := range said {
		n, seat := last-int64(len(said)-1-i), seats[m.Chat]
		shown, hidden := row.Shown(m)
		aside := m.Talk != (intake.Verdict{}) && !busy[row.Speaker{Chat: seat.Chat, Sender: m.Sender.ID}]
		h := row.NewHeard(m, n, seat.Chat, aside)
		h.ReceivedAt = at
		added, err := changed(insert.ExecContext(ctx, n, seat.Chat, seat.Epoch, m.ID, m.Topic, m.Private,
			m.Sender.ID, m.Sender.Name, m.Sender.Bot, moment(m.SentAt), moment(at), shown, row.Pin(m.Pin),
			m.Album, m.ReplyTo, m.Language, m.Form, n, hidden, string(h.State), row.Verdict(h.Verdict)))
		if err != nil {
			return nil, explain(err, "keep messages")
		}
		if added == 0 {
			continue
		}
		heard = append(heard, h)
		if hidden {
			if _, err := s.exec(ctx, `insert into originals (message, text, at) values (?, ?, ?)`, n, m.Text, at); err != nil {
				return nil, err
			}
		}
	}
	return heard, nil
}

// busy finds which senders of small talk have something open in their chats.
func (s *Store) busy(ctx context.Context, said []intake.Message, seats map[intake.ChatRef]row.Seat) (map[row.Speaker]bool, error) {
	var talkers [][2]any
	for _, m := range said {
		if m.Talk != (intake.Verdict{}) {
			talkers = append(talkers, [2]any{seats[m.Chat].Chat, m.Sender.ID})
		}
	}
	if len(talkers) == 0 {
		return nil, nil
	}
	found, err := row.All(ctx, s.read(ctx), row.ScanSpeaker, `select m.chat_id, m.sender_id from json_each($1) t
		join messages m on m.state = 'open' and m.chat_id = t.value ->> 0 and m.sender_id = t.value ->> 1`, row.JSON(talkers))
	busy := make(map[row.Speaker]bool, len(found))
	for _, speaker := range found {
		busy[speaker] = true
	}
	return busy, err
}

const insertPhoto = `insert into photos (message, position, ref, key, name, type, size, original, too_big, created_at)
	values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

// addPhotos makes a pending photo for each of the media of new messages.
func (s *Store) addPhotos(ctx context.Context, heard []intake.Heard) error {
	if !slices.ContainsFunc(heard, func(h intake.Heard) bool { return len(h.Media) > 0 }) {
		return nil
	}
	insert, err := s.tx(ctx).PrepareContext(ctx, insertPhoto)
	if err != nil {
		return explain(err, "keep photos")
	}
	defer insert.Close()
	for i, h := range heard {
		for position, m := range h.Media {
			photo := intake.Photo{MessageID: h.Number, Position: position, Media: m, State: intake.PhotoPending}
			photo.ID, err = newID(insert.ExecContext(ctx, h.Number, position,
				m.Ref, m.Key, m.Name, m.Type, m.Size, m.Original, m.TooBig, moment(h.ReceivedAt)))
			if err != nil {
				return explain(err, "keep photos")
			}
			heard[i].Photos = append(heard[i].Photos, photo)
		}
	}
	return nil
}

func newID(result sql.Result, err error) (int64, error) {
	if err != nil {
		return 0, err
	}
	return result.LastInsertId()
}

func changed(result sql.Result, err error) (int64, error) {
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}
