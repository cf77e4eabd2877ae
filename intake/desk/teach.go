package desk

import (
	"context"

	"snapgrid/intake"
)

// teach keeps the staff's word on a ticket as an example for triage, masked. What
// triage said first stays, however often staff change their mind.
func (d *Desk) teach(ctx context.Context, t intake.Ticket, said, right intake.Verdict, by int64) error {
	old, err := d.store.ExampleOf(ctx, t.N, 0)
	switch {
	case err == nil:
		said = old.Said
	case intake.CodeOf(err) != intake.CodeNotFound:
		return err
	}
	e := intake.Example{At: d.now(), Officer: by, Ticket: t.N, Words: t.Masked, Said: said, Right: right}
	messages, err := d.store.TicketMessages(ctx, t.N)
	if err != nil {
		return err
	}
	for _, m := range messages {
		if m.Part == intake.PartReport && m.Ticket == t.N {
			e.Photos += len(m.Photos)
		}
	}
	origins, err := d.ownOrigins(ctx, t.N)
	if err != nil {
		return err
	}
	if len(origins) > 0 {
		chat, err := d.store.Chat(ctx, origins[0].ChatID)
		if err != nil {
			return err
		}
		e.Chat = chat.Kind
	}
	return d.store.PutExample(ctx, e)
}

// confirm keeps, when a ticket is resolved, that nobody corrected triage: it shall
// learn what it did right as well.
func (d *Desk) confirm(ctx context.Context, t intake.Ticket) error {
	_, err := d.store.ExampleOf(ctx, t.N, 0)
	if intake.CodeOf(err) != intake.CodeNotFound {
		return err
	}
	said := intake.Verdict{Kind: intake.IsReport, Category: t.Category, Severity: t.Severity}
	return d.teach(ctx, t, said, said, 0)
}
