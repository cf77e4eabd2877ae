package api

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2/conditional"

	"snapgrid/intake"
	"snapgrid/intake/desk"
	"snapgrid/intake/outline"
)

// Numbered is the path of one ticket.
type Numbered struct {
	Number int64 `path:"number" minimum:"1" doc:"#N"`
}

// filter is what a list of tickets can be narrowed by.
type filter struct {
	Page
	Status        []string  `query:"status" doc:"statuses by comma"`
	Category      []string  `query:"category" doc:"codes by comma"`
	Cell          []string  `query:"cell" doc:"codes of cells by comma, without what they contain"`
	Unit          string    `query:"unit"`
	Channel       string    `query:"channel"`
	From          time.Time `query:"from" doc:"opened from then on"`
	To            time.Time `query:"to" doc:"opened before"`
	ChangedSince  time.Time `query:"changed_since"`
	ChangedBefore time.Time `query:"changed_before"`
}

func (f filter) intake() (intake.Filter, error) {
	below, err := f.below()
	out := intake.Filter{
		Categories: f.Category, Cells: f.Cell, Unit: f.Unit, Channel: intake.Channel(f.Channel), From: f.From, To: f.To,
		ChangedIn: [2]time.Time{f.ChangedSince, f.ChangedBefore}, Before: below, Limit: f.look(),
	}
	for _, word := range f.Status {
		out.Statuses = append(out.Statuses, intake.Status(word))
	}
	return out, err
}

// ticketOut is one ticket with the tag by which it is known whether it changed.
type ticketOut struct {
	ETag string `header:"ETag"`
	Body outline.Ticket
}

// me tells a program who it is.
type me struct {
	Body struct {
		Token   string              `json:"token"`
		Scopes  []intake.TokenScope `json:"scopes"`
		Officer int64               `json:"officer"`
		Name    string              `json:"name"`
		Offices []Office            `json:"offices"`
		Expires *time.Time          `json:"expires"`
	}
}

func (a *API) tickets() {
	handle(a, "me", func(_ context.Context, c caller, _ *struct{}) (*me, error) {
		out := &me{}
		out.Body.Token, out.Body.Scopes, out.Body.Officer, out.Body.Name = c.token.Name, c.token.Scopes, c.officer.ID, c.officer.Name
		out.Body.Offices = officesOf(c.officer)
		if !c.token.Expires.IsZero() {
			out.Body.Expires = &c.token.Expires
		}
		return out, nil
	})
	handle(a, "list-tickets", func(ctx context.Context, c caller, in *filter) (*list[outline.Ticket], error) {
		f, err := in.intake()
		if err != nil {
			return nil, err
		}
		found, err := a.options.Store.ListTickets(ctx, f)
		return listed(found, in.Limit, func(t intake.Ticket) int64 { return t.N }, func(t intake.Ticket) outline.Ticket {
			return outline.OfTicket(t, a.words(c, t))
		}), err
	})
	handle(a, "get-ticket", func(ctx context.Context, c caller, in *struct {
		Numbered
		conditional.Params
	}) (*ticketOut, error) {
		t, err := a.options.Store.Ticket(ctx, in.Number)
		if err != nil {
			return nil, err
		}
		if in.HasConditionalParams() {
			if err := in.PreconditionFailed(bare(tag(t)), t.ChangeAt); err != nil {
				return nil, err
			}
		}
		return &ticketOut{tag(t), outline.OfTicket(t, a.words(c, t))}, nil
	})
	handle(a, "list-events", a.events)
	handle(a, "list-messages", a.messages)
	handle(a, "list-original-words", a.original)
	handle(a, "get-original-photo", a.originalPhoto)
	handle(a, "search-tickets", a.search)
	handle(a, "list-choices", a.choices)
	handle(a, "choose-place", a.choosePlace)
	handle(a, "reveal-reporters", a.reveal)
}

// tag changes with every event of a ticket.
func tag(t intake.Ticket) string { return fmt.Sprintf(`"%d-%d"`, t.N, t.ChangeAt.UnixMicro()) }

func bare(tag string) string { return strings.Trim(tag, `"`) }

func (a *API) events(ctx context.Context, _ caller, in *Numbered) (*list[outline.Event], error) {
	t, err := a.options.Store.Ticket(ctx, in.Number)
	if err != nil {
		return nil, err
	}
	found, err := a.options.Store.Events(ctx, in.Number)
	return listed(found, 0, nil, func(e intake.Event) outline.Event { return outline.OfEvent(t, e) }), err
}

func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// reporter is who reported a ticket under an alias.
type reporter struct {
	Alias int64  `json:"alias"`
	Name  string `json:"name"`
}

// reveal tells who reported a ticket under an alias, to whom it is for. It is noted,
// and they hear of it.
func (a *API) reveal(ctx context.Context, c caller, in *Numbered) (*list[reporter], error) {
	found, err := a.options.Desk.Reveal(ctx, c.officer, in.Number)
	return listed(found, 0, nil, func(r desk.Revealed) reporter { return reporter{r.Alias, r.Name} }), err
}
