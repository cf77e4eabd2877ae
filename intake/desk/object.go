package desk

import (
	"context"
	"fmt"

	"snapgrid/intake"
	"snapgrid/intake/notice"
	"snapgrid/intake/sla"
)

// object keeps that a reporter does not agree that a matter is not for us. It stays
// refused: the street is shown the objection, and may take it up again.
func (d *Desk) object(ctx context.Context, c Call, t intake.Ticket) error {
	objected := intake.Event{Kind: intake.EventObjected, Actor: reporter(c.Sender)}
	id, err := d.record(ctx, &t, objected)
	if err != nil {
		return err
	}
	chats, err := d.leaders(ctx, t, sla.Verify)
	if err != nil {
		return err
	}
	for _, chat := range chats {
		facts := notice.Facts{Ticket: t, Quote: d.mask(intake.Report{Messages: c.Messages}.Words())}
		err := d.post(ctx, intake.Post{
			Key: fmt.Sprintf("objection/%d/%d", id, chat.ID), ChatID: chat.ID, Ticket: t.N, Kind: intake.PostCard,
			Text: d.writer.Write(chat.Language, notice.Objected, facts),
		})
		if err != nil {
			return err
		}
	}
	return d.answer(ctx, c, c.Key+"/objected", notice.Heard, notice.Facts{Ticket: t})
}
