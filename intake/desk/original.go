package desk

import (
	"context"

	"snapgrid/geotag"
	"snapgrid/intake"
)

// RequireIn fails with [intake.CodeForbidden] if an officer lacks a right on what is
// said in a chat, and writes the audit.
func (d *Desk) RequireIn(ctx context.Context, o intake.Officer, r intake.Right, chat intake.Chat) error {
	return d.RequireOn(ctx, o, r, inCell(chat))
}

// inCell stands for whatever is said in a chat: who has a right on it has it there.
func inCell(chat intake.Chat) intake.Ticket {
	return intake.Ticket{Fix: geotag.Fix{Cell: chat.Cell}}
}

// OriginalWords are the messages of a ticket as they were typed. That the officer
// looked is written down before anything comes out.
func (d *Desk) OriginalWords(ctx context.Context, o intake.Officer, n int64) ([]intake.Heard, error) {
	t, err := d.store.Ticket(ctx, n)
	if err != nil {
		return nil, err
	}
	if err := d.RequireOn(ctx, o, intake.RightSee, t); err != nil {
		return nil, err
	}
	said, err := d.store.TicketMessages(ctx, n)
	if err != nil {
		return nil, err
	}
	return d.disclose(ctx, intake.Disclosure{Officer: o.ID, Ticket: n}, said)
}

// OriginalMessage is a message that was laid aside as it was typed.
func (d *Desk) OriginalMessage(ctx context.Context, o intake.Officer, m intake.Heard) (intake.Heard, error) {
	chat, err := d.store.Chat(ctx, m.ChatID)
	if err != nil {
		return m, err
	}
	if err := d.RequireIn(ctx, o, intake.RightScreen, chat); err != nil {
		return m, err
	}
	typed, err := d.disclose(ctx, intake.Disclosure{Officer: o.ID, Message: m.Number}, []intake.Heard{m})
	if err != nil {
		return m, err
	}
	return typed[0], nil
}

// disclose writes into the audit who looks, and gives out the words as typed.
func (d *Desk) disclose(ctx context.Context, look intake.Disclosure, messages []intake.Heard) ([]intake.Heard, error) {
	look.At = d.now()
	err := d.store.InTx(ctx, func(ctx context.Context) error {
		if err := d.store.PutDisclosure(ctx, look); err != nil {
			return err
		}
		var err error
		messages, err = d.store.Unmask(ctx, messages)
		return err
	})
	return messages, err
}

// PhotoOf finds a photo as it was sent, and its ticket, for an officer who may see
// them.
func (d *Desk) PhotoOf(ctx context.Context, o intake.Officer, id int64) (p intake.Photo, ticket int64, err error) {
	if p, err = d.store.Photo(ctx, id); err != nil {
		return p, 0, err
	}
	m, err := d.store.PhotoMessage(ctx, id)
	if err != nil {
		return p, 0, err
	}
	if m.Ticket == 0 || p.Media.Key == "" {
		return p, 0, &intake.Error{Code: intake.CodeNotFound, Message: "the photo is of no ticket"}
	}
	t, err := d.store.Ticket(ctx, m.Ticket)
	if err != nil {
		return p, 0, err
	}
	return p, t.N, d.RequireOn(ctx, o, intake.RightSee, t)
}

// LookAt writes down that an officer looks at a photo as it was sent, before a byte
// of it leaves.
func (d *Desk) LookAt(ctx context.Context, o intake.Officer, p intake.Photo, ticket int64) error {
	return d.store.PutDisclosure(ctx, intake.Disclosure{At: d.now(), Officer: o.ID, Ticket: ticket, Photo: p.ID})
}
