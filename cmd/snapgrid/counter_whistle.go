package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"snapgrid/bots/web/console"
	"snapgrid/intake"
	"snapgrid/intake/whistle"
)

// Whistle takes a step with a whistle, once for each key, and returns what the room
// answers. It begins as an act on a ticket does: what is said and shown with it is
// kept as a message.
//
// What the officer may not do is forbidden, and written into the audit; what the state
// of the whistle does not allow is a conflict.
func (c counter) Whistle(ctx context.Context, a console.WhistleAct) (answer string, err error) {
	if a.Step != intake.StepDraft {
		if err := c.requireStep(ctx, a); err != nil {
			return "", err
		}
	}
	err = c.db.InTx(ctx, func(ctx context.Context) error {
		heard, err := c.keep(ctx, c.said(a.Act))
		if err != nil || len(heard) == 0 {
			return err
		}
		chat, err := c.deskChat(ctx, a.Act, heard)
		if err != nil {
			return err
		}
		said, err := c.whistles.Press(ctx, whistle.Call{
			Step: a.Step, Whistle: a.Whistle, Part: a.Part, Ticket: a.Ticket, Words: a.Words, Units: a.Units, Kind: a.Kind, Chat: chat,
			MessageID: a.Key, Key: "act/" + a.Key, Sender: heard[0].Sender, Officer: a.Officer, Messages: heard,
		})
		answer = said.Text
		return err
	})
	return answer, err
}

// requireStep fails if an officer may not take a step with a whistle as it is now. Who
// may take others with it is only late.
func (c counter) requireStep(ctx context.Context, a console.WhistleAct) error {
	w, err := c.db.Whistle(ctx, a.Whistle)
	if err != nil {
		return err
	}
	switch {
	case a.Part > len(w.Parts):
		return &intake.Error{Code: intake.CodeNotFound, Message: fmt.Sprintf("whistle %d has no part %d", w.N, a.Part)}
	case slices.Contains(whistle.Allowed(a.Officer, w, a.Part), a.Step):
		return nil
	case whistle.Concerned(a.Officer, w, a.Part):
		return &intake.Error{Code: intake.CodeConflict, Message: "the whistle is " + string(w.Status) + " now"}
	}
	refusal := intake.Refusal{
		At: c.program.now(), Channel: a.Officer.Channel, Sender: a.Officer.Sender, Officer: a.Officer.ID, Name: a.Officer.Name,
		Ticket: w.Ticket, What: "whistle " + string(a.Step), Why: intake.CodeForbidden,
	}
	forbidden := &intake.Error{Code: intake.CodeForbidden, Message: "this whistle belongs to others"}
	return errors.Join(forbidden, c.db.PutRefusal(ctx, refusal))
}

// WhistleSteps lists what an officer may do with a whistle, or with a part of it.
func (c counter) WhistleSteps(o intake.Officer, w intake.Whistle, part int) []intake.WhistleStep {
	return whistle.Allowed(o, w, part)
}
