package desk

import (
	"context"
	"fmt"
	"slices"

	"snapgrid/intake"
	"snapgrid/intake/notice"
)

// post keeps posts and owes their delivery.
func (d *Desk) post(ctx context.Context, posts ...intake.Post) error {
	var owed []intake.Owed
	for _, p := range posts {
		p.CreatedAt = d.now()
		added, err := d.store.PutPost(ctx, p)
		if err != nil {
			return err
		}
		job := intake.DeliverPosts{Chat: p.ChatID}
		if added && (len(owed) == 0 || owed[len(owed)-1].Job != intake.Job(job)) {
			owed = append(owed, intake.Owed{Job: job})
		}
	}
	if len(owed) == 0 {
		return nil
	}
	return d.store.Enqueue(ctx, owed...)
}

// answer replies to a call. The key makes an answer unique: the same call, or
// another with the same key, is answered once.
func (d *Desk) answer(ctx context.Context, c Call, key string, s notice.Sentence, f notice.Facts) error {
	p := intake.Post{
		Key: key, ChatID: c.Chat.ID, Topic: c.Topic, ReplyTo: c.MessageID, Ticket: f.Ticket.N,
		Kind: intake.PostAnswer, Text: d.writer.Write(c.Chat.Language, s, f),
	}
	if c.held != nil {
		*c.held = p
		return nil
	}
	return d.post(ctx, p)
}

// nod puts an emoji on a message instead of words.
func (d *Desk) nod(ctx context.Context, chat int64, m intake.Heard, n int64) error {
	return d.post(ctx, intake.Post{
		Key: fmt.Sprintf("nod/%d", m.Number), ChatID: chat, Topic: m.Topic, ReplyTo: m.ID,
		Ticket: n, Kind: intake.PostReaction, Reaction: "👌",
	})
}

// tellStaff posts a sentence in the chats of those who have to act; key names
// the post of a chat.
func (d *Desk) tellStaff(ctx context.Context, t intake.Ticket, s notice.Sentence, kind intake.PostKind, key func(chat int64) string) error {
	chats, err := d.StaffChats(ctx, t)
	if err != nil {
		return err
	}
	for _, c := range chats {
		facts := notice.Facts{Ticket: t}
		err := d.post(ctx, intake.Post{
			Key: key(c.ID), ChatID: c.ID, Ticket: t.N, Kind: kind,
			Text: d.writer.Write(c.Language, s, facts), Buttons: d.writer.Choices(c.Language, sideOf(t), facts),
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// StaffChats lists where those who have to act on a ticket are told: the chats
// of its unit; in an emergency, or if nobody answers for it or can be told, also the
// staff chats of the areas around it.
func (d *Desk) StaffChats(ctx context.Context, t intake.Ticket) ([]intake.Chat, error) {
	chats, err := d.unitChats(ctx, t)
	if err != nil || len(chats) > 0 && t.Severity != intake.Emergency {
		return chats, err
	}
	return d.addAreaChats(ctx, t, chats)
}

// unitChats lists the chats of the unit that has the ticket.
func (d *Desk) unitChats(ctx context.Context, t intake.Ticket) (chats []intake.Chat, err error) {
	unit, _ := d.router.Unit(t.Unit)
	for _, ref := range unit.Chats {
		c, err := d.store.PutChat(ctx, intake.Chat{Ref: ref, Kind: intake.ChatStaff})
		if err != nil {
			return nil, err
		}
		if !c.Gone {
			chats = append(chats, c)
		}
	}
	return chats, nil
}

// addAreaChats adds the staff chats of the areas around a ticket.
func (d *Desk) addAreaChats(ctx context.Context, t intake.Ticket, chats []intake.Chat) ([]intake.Chat, error) {
	all, err := d.store.ChatsOfStaff(ctx)
	if err != nil {
		return nil, err
	}
	around := slices.DeleteFunc(all, func(c intake.Chat) bool {
		return !d.covers(c.Cell, t.Fix.Cell) || holds(chats, c.ID)
	})
	// The chat of another unit stands in for the street's only where there is none.
	unit, _ := d.router.Unit(t.Unit)
	streets := slices.DeleteFunc(slices.Clone(around), func(c intake.Chat) bool {
		return d.router.Tells(c.Ref) && !slices.Contains(unit.Chats, c.Ref)
	})
	if len(streets) == 0 && len(chats) == 0 {
		streets = around
	}
	return append(chats, streets...), nil
}

// covers reports whether the area of a chat contains a cell. A chat without an
// area stands for all.
func (d *Desk) covers(area, cell string) bool {
	if area == "" || area == cell {
		return true
	}
	for _, c := range d.areas.Path(cell) {
		if c.Code == area {
			return true
		}
	}
	return false
}

func holds(chats []intake.Chat, id int64) bool {
	for _, c := range chats {
		if c.ID == id {
			return true
		}
	}
	return false
}

// complainOfPhotos tells the sender which photos can not be used and what to do.
func (d *Desk) complainOfPhotos(ctx context.Context, chat intake.Chat, messages []intake.Heard) error {
	for _, m := range messages {
		for _, p := range m.Photos {
			if err := d.ComplainOfPhoto(ctx, chat, m, p); err != nil {
				return err
			}
		}
	}
	return nil
}

// ComplainOfPhoto tells the sender of a message of a ticket, once, that a photo
// in it can not be used. It says nothing of a good photo, nor to one whose
// message is not (yet) a report.
func (d *Desk) ComplainOfPhoto(ctx context.Context, chat intake.Chat, m intake.Heard, p intake.Photo) error {
	s := notice.BadPhoto
	switch {
	case p.Media.TooBig:
		s = notice.TooBig
	case p.State == intake.PhotoRefused && p.Reason == intake.RefusedFormat:
		s = notice.Unsupported
	case p.State == intake.PhotoRefused, p.State == intake.PhotoMissing:
	default:
		return nil
	}
	if rider, err := d.rides(ctx, chat, m.Sender.ID); err != nil || rider { // asked later: see askRider
		return err
	}
	return d.post(ctx, intake.Post{
		Key: fmt.Sprintf("photo/%d", p.ID), ChatID: chat.ID, Topic: m.Topic, ReplyTo: m.ID, Ticket: m.Ticket,
		Kind: intake.PostAnswer, Text: d.writer.Write(chat.Language, s, notice.Facts{}),
	})
}
