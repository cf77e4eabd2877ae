package desk

import (
	"context"
	"fmt"

	"snapgrid/intake"
	"snapgrid/intake/notice"
)

// Revealed is a rider's alias and the name behind it.
type Revealed struct {
	Alias int64
	Name  string
}

// Reveal tells who reported a ticket under an alias, to the one role that may know.
// It is written into the audit before anything is told, and the riders hear of it in
// private where they can be reached.
func (d *Desk) Reveal(ctx context.Context, o intake.Officer, n int64) (all []Revealed, err error) {
	if err := d.Require(ctx, o, intake.RightReveal); err != nil {
		return nil, err
	}
	err = d.store.InTx(ctx, func(ctx context.Context) error {
		t, err := d.store.LockTicket(ctx, n)
		if err != nil {
			return err
		}
		origins, err := d.store.Origins(ctx, n)
		if err != nil {
			return err
		}
		seen := map[int64]bool{0: true}
		for _, origin := range origins {
			chat, err := d.store.Chat(ctx, origin.ChatID)
			if err != nil {
				return err
			}
			alias, err := d.Alias(ctx, chat, origin.Sender.ID)
			if err != nil {
				return err
			}
			if seen[alias] {
				continue
			}
			seen[alias] = true
			all = append(all, Revealed{alias, origin.Sender.Name})
			if err := d.tellRevealed(ctx, o, t, chat, origin.Sender.ID, alias); err != nil {
				return err
			}
		}
		return nil
	})
	return all, err
}

// tellRevealed writes down who learns a name, and tells whose name it is.
func (d *Desk) tellRevealed(ctx context.Context, o intake.Officer, t intake.Ticket, chat intake.Chat, rider string, alias int64) error {
	at := d.now()
	err := d.store.PutDisclosure(ctx, intake.Disclosure{At: at, Officer: o.ID, Ticket: t.N, Alias: alias})
	if err != nil {
		return err
	}
	private, err := d.store.FindPrivateChat(ctx, chat.Ref.Channel, rider)
	switch {
	case intake.CodeOf(err) == intake.CodeNotFound:
		return nil
	case err != nil:
		return err
	}
	return d.post(ctx, intake.Post{
		Key: fmt.Sprintf("revealed/%d/%d/%d/%d", t.N, o.ID, private.ID, at.UnixMicro()), ChatID: private.ID, Ticket: t.N,
		Kind: intake.PostNews, Text: d.writer.Write(private.Language, notice.YouWereRevealed, notice.Facts{Ticket: t, Alias: alias}),
	})
}

// reveal answers an order to tell who reported a ticket, alone with who may know.
func (d *Desk) reveal(ctx context.Context, c Call, t intake.Ticket) error {
	if err := d.take(ctx, c, commanded); err != nil {
		return err
	}
	if c.Chat.Kind != intake.ChatPrivate {
		return d.answer(ctx, c, c.Key+"/reveal", notice.RevealHere, notice.Facts{Ticket: t})
	}
	all, err := d.Reveal(ctx, c.Officer, t.N)
	if err != nil {
		return err
	}
	facts := notice.Facts{Ticket: t}
	for _, r := range all {
		facts.Names = append(facts.Names, notice.Named{Alias: r.Alias, Name: r.Name})
	}
	return d.answer(ctx, c, c.Key+"/reveal", notice.Revealed, facts)
}
