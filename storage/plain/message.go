package plain

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// EditMessage replaces text and pin of a kept message.
func (s Store) EditMessage(ctx context.Context, m intake.Message) (heard intake.Heard, changed bool, err error) {
	m = row.Said(m)
	err = s.engine.InTx(ctx, func(ctx context.Context) error {
		seats, err := s.engine.Hold(ctx, m.Chat)
		if err != nil {
			return err
		}
		seat, ok := seats[m.Chat]
		if !ok {
			return row.Missing("chat " + m.Chat.String())
		}
		heard, err = s.message(ctx, `where m.chat_id = $1 and m.external_id = $2 and m.epoch = $3`, seat.Chat, m.ID, seat.Epoch)
		if err != nil {
			return err
		}
		if heard, err = s.unmasked(ctx, heard); err != nil || heard.Text == m.Text && row.SamePin(heard.Pin, m.Pin) {
			return err
		}
		heard.Text, heard.Pin, changed = m.Text, m.Pin, true
		s.engine.Ring(ctx)
		seq, err := s.engine.Line(ctx)
		if err != nil {
			return err
		}
		shown, hidden := row.Shown(m)
		_, err = s.exec(ctx, `update messages set text = $2, pin = $3, hidden = $4, seq = $5 where number = $1`,
			heard.Number, shown, row.Pin(m.Pin), hidden, seq)
		return errors.Join(err, s.keepOriginal(ctx, heard.Number, m, heard.ReceivedAt))
	})
	if err != nil {
		return intake.Heard{}, false, err
	}
	return heard, changed, nil
}

// Message returns a message by our own number.
func (s Store) Message(ctx context.Context, number int64) (intake.Heard, error) {
	return s.message(ctx, `where m.number = $1`, number)
}

// ReopenMessage makes a message that was laid aside open again.
func (s Store) ReopenMessage(ctx context.Context, number int64) error {
	n, err := s.exec(ctx, `update messages set state = 'open' where number = $1 and state in ('unsure', 'held', 'chatter')`, number)
	if err == nil && n == 0 {
		return &intake.Error{Code: intake.CodeConflict, Message: "reopen message: it is not in the inbox any more"}
	}
	return err
}

// OpenMessages lists what a sender said in a chat and nobody has read.
func (s Store) OpenMessages(ctx context.Context, chat int64, sender string) ([]intake.Heard, error) {
	open, err := s.messages(ctx, `where m.state = 'open' and m.chat_id = $1 and m.sender_id = $2 order by m.number`, chat, sender)
	if err != nil {
		return nil, err
	}
	return s.Unmask(ctx, open)
}

// WaitingBursts lists senders with messages that are open since before the time.
func (s Store) WaitingBursts(ctx context.Context, before time.Time) ([]intake.AssembleBurst, error) {
	return all(ctx, s, row.Burst,
		`select chat_id, sender_id from messages where state = 'open' and received_at < $1
		 group by chat_id, sender_id order by min(number) limit 100`, before)
}

// TakeMessages gives open messages their outcome.
func (s Store) TakeMessages(ctx context.Context, numbers []int64, outcome intake.Outcome) error {
	numbers = slices.Compact(slices.Sorted(slices.Values(numbers)))
	return s.engine.InTx(ctx, func(ctx context.Context) error {
		lock, err := s.engine.Lock(ctx, "messages")
		if err != nil {
			return err
		}
		in := s.dialect.In("number", "$1")
		// By their numbers alone: the index of open messages would be read as a whole.
		states, err := all(ctx, s, row.State, `select state from messages where `+in+` order by number`+lock, s.dialect.Nums(numbers))
		if err != nil {
			return err
		}
		if len(states) != len(numbers) || slices.ContainsFunc(states, func(is intake.MessageState) bool { return is != intake.MessageOpen }) {
			return &intake.Error{Code: intake.CodeConflict, Message: "take messages: some of them are not open any more"}
		}
		s.engine.Ring(ctx)
		_, err = s.exec(ctx, `update messages set state = $2, ticket = $3, part = $4, verdict = $5 where `+in,
			s.dialect.Nums(numbers), string(outcome.State), outcome.Ticket, string(outcome.Part), row.Verdict(outcome.Verdict))
		return err
	})
}

// TicketMessages lists the messages of a ticket and of those merged into it.
func (s Store) TicketMessages(ctx context.Context, ticket int64) ([]intake.Heard, error) {
	return s.messages(ctx, `where m.ticket <> 0 and `+s.family("m.ticket")+` order by m.number`, ticket)
}

// FindMessage finds a message by the channel's number.
func (s Store) FindMessage(ctx context.Context, chat int64, id string) (intake.Heard, error) {
	return s.message(ctx, `where m.chat_id = $1 and m.external_id = $2 order by m.epoch desc limit 1`, chat, id)
}

// TicketOf finds the ticket that a message or a post of ours belongs to.
func (s Store) TicketOf(ctx context.Context, chat int64, messageID string) (int64, error) {
	links, err := all(ctx, s, row.ScanLink,
		`select ticket, part, epoch from messages where chat_id = $1 and external_id = $2
		 union all
		 select p.ticket, cast('' as text), pm.epoch from post_messages pm join posts p on p.id = pm.post
		 where pm.chat_id = $1 and pm.external_id = $2
		 order by 3 desc limit 1`, chat, messageID)
	if err != nil || len(links) == 0 {
		return 0, err
	}
	return links[0].Ticket, nil
}

// TicketOfAlbum finds the ticket and part of an album; 0 if none.
func (s Store) TicketOfAlbum(ctx context.Context, chat int64, album string) (int64, intake.Part, error) {
	links, err := all(ctx, s, row.ScanLink,
		`select ticket, part, epoch from messages
		 where album <> '' and chat_id = $1 and album = $2 and ticket <> 0 order by number desc limit 1`, chat, album)
	if err != nil || len(links) == 0 {
		return 0, "", err
	}
	return links[0].Ticket, links[0].Part, nil
}

// LatestTicketBy finds the newest message of a sender that belongs to a ticket.
func (s Store) LatestTicketBy(ctx context.Context, chat int64, topic, sender string, since time.Time) (int64, intake.Heard, error) {
	found, err := s.messages(ctx, `where m.ticket <> 0 and m.chat_id = $1 and m.sender_id = $2 and m.topic = $3 and m.received_at >= $4
		order by m.number desc limit 1`, chat, sender, topic, since)
	if err != nil || len(found) == 0 {
		return 0, intake.Heard{}, err
	}
	return found[0].Ticket, found[0], nil
}

// TicketsBy lists the tickets that a sender spoke of, the last one first.
func (s Store) TicketsBy(ctx context.Context, chat int64, topic, sender string, since time.Time) ([]int64, error) {
	return all(ctx, s, row.Number,
		`select ticket from messages where ticket <> 0 and chat_id = $1 and sender_id = $2 and topic = $3 and received_at >= $4
		 group by ticket order by max(number) desc limit 10`, chat, sender, topic, since)
}

// LaidAside lists what a sender said and triage could not decide.
func (s Store) LaidAside(ctx context.Context, chat int64, sender string, since time.Time) ([]intake.Heard, error) {
	return s.messages(ctx, `where m.state = 'unsure' and m.chat_id = $1 and m.sender_id = $2 and m.received_at >= $3 order by m.number`,
		chat, sender, since)
}

// UnsureMessages lists what triage could not decide, newest first.
func (s Store) UnsureMessages(ctx context.Context, before int64, limit int) ([]intake.Heard, error) {
	return s.messages(ctx, `where m.state = 'unsure' and (cast($1 as bigint) = 0 or m.number < $1) order by m.number desc limit $2`, before, limit)
}

// UnsureDangers lists what triage could not decide and may be an emergency, newest
// first.
func (s Store) UnsureDangers(ctx context.Context, limit int) ([]intake.Heard, error) {
	return s.messages(ctx, `where m.state = 'unsure' and m.verdict like '%"severity":"emergency"%' order by m.number desc limit $1`, limit)
}

// HeldMessages lists what was held back, newest first.
func (s Store) HeldMessages(ctx context.Context, before int64, limit int) ([]intake.Heard, error) {
	return s.messages(ctx, `where m.state = 'held' and (cast($1 as bigint) = 0 or m.number < $1) order by m.number desc limit $2`, before, limit)
}

// messages reads messages with their photos.
func (s Store) messages(ctx context.Context, where string, args ...any) ([]intake.Heard, error) {
	found, err := all(ctx, s, row.Message, `select `+row.MessageColumns+` from messages m join chats c on c.id = m.chat_id `+where, args...)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	photos, err := s.photosOf(ctx, row.Numbers(found))
	if err != nil {
		return nil, err
	}
	return row.WithPhotos(found, photos), nil
}

// message reads one message with its photos.
func (s Store) message(ctx context.Context, where string, args ...any) (intake.Heard, error) {
	found, err := s.messages(ctx, where, args...)
	if err == nil && len(found) == 0 {
		err = row.Missing(fmt.Sprintf("message %v", args[min(1, len(args)-1)]))
	}
	if err != nil {
		return intake.Heard{}, err
	}
	return found[0], nil
}

// LastHeard is when somebody last said something in a chat; zero if nobody did.
func (s Store) LastHeard(ctx context.Context, chat int64) (time.Time, error) {
	// A few of the newest lines, since a change of an older message moves it up.
	return one(ctx, s, "", row.Moment, `select max(received_at) from (
		select received_at from messages where chat_id = $1 order by seq desc limit 32) m`, chat)
}
