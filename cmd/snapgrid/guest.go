package main

import (
	"context"
	"errors"
	"time"

	"snapgrid/bots/web/guest"
	"snapgrid/intake"
	"snapgrid/intake/desk"
	"snapgrid/intake/triage"
)

// Answer lets a handler without an account work at the desk, the way officers do:
// what is said on the page is kept as a message, and handled as one. A refusal is
// written into the audit and leaves no other trace.
func (c counter) Answer(ctx context.Context, a guest.Answer) error {
	intent := triage.Intent{N: a.Guest.Ticket, Rest: a.Words, Explicit: true}
	if a.Done {
		intent.Kind = triage.IntentFixed
	}
	from := guest.ChatOf(a.Guest)
	err := c.db.InTx(ctx, func(ctx context.Context) error {
		heard, err := c.keep(ctx, intake.Message{
			Chat: from, ID: a.Key, Sender: intake.Sender{ID: from.ID}, Text: a.Words, Media: a.Photos,
		})
		if err != nil || len(heard) == 0 {
			return err // nothing new: it was said already
		}
		chat, err := c.db.Chat(ctx, heard[0].ChatID)
		if err != nil {
			return err
		}
		return c.Handle(ctx, desk.Call{
			Intent: intent, Ticket: a.Guest.Ticket, Chat: chat, MessageID: a.Key, Key: "guest/" + from.ID + "/" + a.Key,
			Sender: heard[0].Sender, Guest: a.Guest, Messages: heard,
		})
	})
	if intake.CodeOf(err) != intake.CodeForbidden {
		return err
	}
	return errors.Join(err, c.db.PutRefusal(ctx, intake.Refusal{
		At: time.Now(), Sender: from.ID, Ticket: a.Guest.Ticket, What: "guest", Why: intake.CodeForbidden,
	}))
}
