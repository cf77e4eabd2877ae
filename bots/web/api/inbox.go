package api

import (
	"context"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"snapgrid/geotag"
	"snapgrid/intake"
)

// letterDesk takes the word of staff on what was laid aside.
type letterDesk interface {
	Correct(ctx context.Context, o intake.Officer, message int64, right intake.Verdict) error
}

// Letter is the path of a message that was laid aside.
type Letter struct {
	Number int64 `path:"number" minimum:"1"`
}

type correctIn struct {
	Letter
	Body struct {
		Kind     string `json:"kind" enum:"report,chatter,unsure" doc:"unsure takes it back that it is chatter"`
		Category string `json:"category,omitempty" doc:"of a report: the right class; empty: what triage says"`
		Severity string `json:"severity,omitempty" enum:"ordinary,urgent,emergency"`
	}
}

func (a *API) inbox() {
	handle(a, "list-inbox", func(ctx context.Context, c caller, in *Page) (*list[message], error) {
		return a.letters(ctx, c, in, a.options.Store.UnsureMessages)
	})
	handle(a, "list-held", func(ctx context.Context, c caller, in *Page) (*list[message], error) {
		return a.letters(ctx, c, in, a.options.Store.HeldMessages)
	})
	handle(a, "correct-message", func(ctx context.Context, c caller, in *correctIn) (*struct{}, error) {
		return nil, a.options.Desk.Correct(ctx, c.officer, in.Number, intake.Verdict{
			Kind: intake.VerdictKind(in.Body.Kind), Category: in.Body.Category, Severity: intake.Severity(in.Body.Severity),
		})
	}, func(o *huma.Operation) { o.DefaultStatus = 204 })
	handle(a, "read-original-letter", func(ctx context.Context, c caller, in *Letter) (*messageOut, error) {
		m, err := a.letter(ctx, c, in.Number)
		if err != nil {
			return nil, err
		}
		m, err = a.options.Desk.OriginalMessage(ctx, c.officer, m)
		return &messageOut{a.message(m)}, err
	})
}

type messageOut struct{ Body message }

// letter finds a message that was laid aside, in an area that the officer answers for.
func (a *API) letter(ctx context.Context, c caller, number int64) (intake.Heard, error) {
	m, err := a.options.Store.Message(ctx, number)
	if err != nil {
		return m, err
	}
	if m.State != intake.MessageUnsure && m.State != intake.MessageHeld {
		return m, huma.Error409Conflict("the message does not wait in the inbox")
	}
	chat, err := a.options.Store.Chat(ctx, m.ChatID)
	if err != nil {
		return m, err
	}
	return m, a.options.Desk.RequireOn(ctx, c.officer, intake.RightScreen, intake.Ticket{Fix: geotag.Fix{Cell: chat.Cell}})
}

// letters are messages of the areas that the officer answers for. A page may hold fewer
// than asked for, and go on.
func (a *API) letters(ctx context.Context, c caller, in *Page, read func(ctx context.Context, before int64, limit int) ([]intake.Heard, error)) (*list[message], error) {
	below, err := in.below()
	if err != nil {
		return nil, err
	}
	found, err := read(ctx, below, in.look())
	if err != nil {
		return nil, err
	}
	all := listed(found, in.Limit, func(m intake.Heard) int64 { return m.Number }, a.message)
	cells := map[int64]string{}
	for _, m := range found {
		if _, known := cells[m.ChatID]; known {
			continue
		}
		chat, err := a.options.Store.Chat(ctx, m.ChatID)
		if err != nil {
			return nil, err
		}
		cells[m.ChatID] = chat.Cell
	}
	all.Body.Items = slices.DeleteFunc(all.Body.Items, func(m message) bool {
		return !a.options.Desk.May(c.officer, intake.RightScreen, intake.Ticket{Fix: geotag.Fix{Cell: cells[m.Chat]}})
	})
	return all, nil
}
