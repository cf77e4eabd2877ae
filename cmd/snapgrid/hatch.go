package main

import (
	"context"
	"net/http"

	"snapgrid/bots/fetch"
	"snapgrid/bots/web/api"
	"snapgrid/bots/web/console"
	"snapgrid/intake"
	"snapgrid/intake/outbox"
	"snapgrid/intake/webhook"
	"snapgrid/storage"
)

// hatch lets other programs work at the counter.
type hatch struct{ counter }

// Act changes a ticket as a page does.
func (h hatch) Act(ctx context.Context, a api.Act) (answer string, err error) {
	return h.act(ctx, h.onPage(a), a.Seen)
}

// Preview tells what each chat would read.
func (h hatch) Preview(ctx context.Context, a api.Act) ([]outbox.Foreseen, error) {
	return h.counter.Preview(ctx, h.onPage(a))
}

// TakeStep takes a step with a whistle as a page does.
func (h hatch) TakeStep(ctx context.Context, a api.WhistleAct) (answer string, err error) {
	return h.counter.Whistle(ctx, console.WhistleAct{Act: h.onPage(a.Act), Step: a.Step, Whistle: a.Whistle, Part: a.Part, Units: a.Units, Kind: a.Kind})
}

// onPage is an act as the pages have it.
func (hatch) onPage(a api.Act) console.Act {
	return console.Act{
		Officer: a.Officer, Ticket: a.Ticket, Deed: console.Deed(a.Deed), Words: a.Words, Units: a.Units, Other: a.Other, Photos: a.Photos, Key: a.Key,
	}
}

// telling is the database with an ear: an event that is kept is told to other programs.
type telling struct {
	storage.Database
	room *webhook.Room
}

// PutEvent keeps an event, and owes the telling of it in the same transaction.
func (t telling) PutEvent(ctx context.Context, e intake.Event) (id int64, err error) {
	err = t.InTx(ctx, func(ctx context.Context) error {
		if id, err = t.Database.PutEvent(ctx, e); err != nil {
			return err
		}
		e.ID = id
		return t.room.Happened(ctx, e)
	})
	return id, err
}

// postman carries calls to webhooks.
type postman struct{ *fetch.Client }

// Send hands a body over.
func (p postman) Send(ctx context.Context, address string, header map[string]string, body []byte) (int, string, error) {
	h := http.Header{}
	for name, value := range header {
		h.Set(name, value)
	}
	answer, err := p.Post(ctx, address, h, body, webhook.MaxAnswer)
	return answer.Status, answer.Body, err
}
