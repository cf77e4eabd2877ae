package desk

import (
	"context"
	"fmt"

	"snapgrid/intake"
	"snapgrid/intake/notice"
	"snapgrid/intake/triage"
)

// audit writes down that a call was refused: who, what, which ticket (0 if it was
// about none), from which chat, when.
func (d *Desk) audit(ctx context.Context, c Call, ticket int64) error {
	return d.store.PutRefusal(ctx, intake.Refusal{
		At: d.now(), ChatID: c.Chat.ID, Channel: c.Chat.Ref.Channel, Sender: c.Sender.ID, Officer: c.Officer.ID, Name: c.Sender.Name,
		Ticket: ticket, What: string(c.Intent.Kind), Why: intake.CodeForbidden,
	})
}

// refuseCommand answers once a day that this person may not do it, and writes the
// audit.
func (d *Desk) refuseCommand(ctx context.Context, c Call) error {
	if err := d.audit(ctx, c, 0); err != nil {
		return err
	}
	key := fmt.Sprintf("forbidden/%s/%s/%s/%s", c.Intent.Kind, c.Chat.Ref.Channel, c.Sender.ID, d.now().UTC().Format("20060102"))
	return d.answer(ctx, c, key, notice.NotYours, notice.Facts{})
}

// Require fails with [intake.CodeForbidden] if an officer, on a page, lacks a right
// that is not about one ticket, and writes the audit. It is called outside of the
// transaction that the right is needed for, so that the entry stays.
func (d *Desk) Require(ctx context.Context, o intake.Officer, r intake.Right) error {
	if o.Has(r) {
		return nil
	}
	return d.forbid(ctx, o, string(r), 0)
}

// RequireOn is Require for a right on a ticket.
func (d *Desk) RequireOn(ctx context.Context, o intake.Officer, r intake.Right, t intake.Ticket) error {
	if d.May(o, r, t) {
		return nil
	}
	return d.forbid(ctx, o, string(r), t.N)
}

// RequireStep is Require for a step with a ticket.
func (d *Desk) RequireStep(ctx context.Context, o intake.Officer, kind triage.IntentKind, n int64) error {
	t, err := d.store.Ticket(ctx, n)
	if err != nil {
		return err
	}
	if d.May(o, steps[kind].right, t) {
		return nil
	}
	return d.forbid(ctx, o, string(kind), n)
}

// forbid writes the audit of what an officer tried on a page.
func (d *Desk) forbid(ctx context.Context, o intake.Officer, what string, ticket int64) error {
	err := d.store.PutRefusal(ctx, intake.Refusal{
		At: d.now(), Channel: o.Channel, Sender: o.Sender, Officer: o.ID, Name: o.Name,
		Ticket: ticket, What: what, Why: intake.CodeForbidden,
	})
	if err != nil {
		return err
	}
	return &intake.Error{Code: intake.CodeForbidden, Message: "this is not for the officer: " + what}
}
