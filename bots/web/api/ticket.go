package api

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2/conditional"

	"snapgrid/intake"
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
		ChangedIn: [2]time.Time{f.ChangedSince, f.ChangedBefore}, Before: below, Limit: f.Limit,
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
		Offices []office            `json:"offices"`
		Expires *time.Time          `json:"expires"`
	}
}

type office struct {
	Role  string   `json:"role"`
	Cells []string `json:"cells"`
	Unit  string   `json:"unit"`
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
	handle(a, "list-whistles", a.whistles)
}

// tag changes with every event of a ticket.
func tag(t intake.Ticket) string { return fmt.Sprintf(`"%d-%d"`, t.N, t.ChangeAt.UnixMicro()) }

func bare(tag string) string { return strings.Trim(tag, `"`) }

func officesOf(o intake.Officer) []office {
	var all []office
	for _, held := range o.Offices() {
		all = append(all, office{string(held.Role), held.Cells, held.Unit})
	}
	return all
}

func (a *API) events(ctx context.Context, _ caller, in *Numbered) (*list[outline.Event], error) {
	t, err := a.options.Store.Ticket(ctx, in.Number)
	if err != nil {
		return nil, err
	}
	found, err := a.options.Store.Events(ctx, in.Number)
	return listed(found, 0, nil, func(e intake.Event) outline.Event { return outline.OfEvent(t, e) }), err
}

// message is what somebody said. Who it was is not told.
type message struct {
	Number int64     `json:"number"`
	Ticket int64     `json:"ticket,omitempty"`
	Chat   int64     `json:"chat"`
	At     time.Time `json:"at"`
	Part   string    `json:"part,omitempty" doc:"report, fix or note"`
	Text   string    `json:"text" doc:"masked"`
	Reason string    `json:"reason,omitempty" doc:"what triage thought"`
	Photos []photo   `json:"photos"`
}

type photo struct {
	State string `json:"state" enum:"pending,ready,refused,missing"`
	URL   string `json:"url,omitempty" doc:"of the published rendition"`
	Why   string `json:"why,omitempty"`
}

func (a *API) message(m intake.Heard) message {
	out := message{Number: m.Number, Ticket: m.Ticket, Chat: m.ChatID, At: m.SentAt, Part: string(m.Part), Text: m.Text, Reason: m.Verdict.Reason, Photos: []photo{}}
	for _, p := range m.Photos {
		seen := photo{State: string(p.State), Why: p.Reason}
		if p.State == intake.PhotoReady {
			seen.URL = fmt.Sprintf("%s/photos/%s_%d.jpg", a.options.PublicURL, p.Media.Key, intake.SizeLarge)
		}
		out.Photos = append(out.Photos, seen)
	}
	return out
}

func (a *API) messages(ctx context.Context, _ caller, in *Numbered) (*list[message], error) {
	if _, err := a.options.Store.Ticket(ctx, in.Number); err != nil {
		return nil, err
	}
	found, err := a.options.Store.TicketMessages(ctx, in.Number)
	return listed(found, 0, nil, a.message), err
}

// original shows the words as they were typed. The desk asks for the right and notes who
// looks.
func (a *API) original(ctx context.Context, c caller, in *Numbered) (*list[message], error) {
	found, err := a.options.Desk.OriginalWords(ctx, c.officer, in.Number)
	return listed(found, 0, nil, a.message), err
}

// whistle is a call of units to come.
type whistle struct {
	Number  int64      `json:"number"`
	Kind    string     `json:"kind"`
	Status  string     `json:"status"`
	Reason  string     `json:"reason"`
	Units   []string   `json:"units"`
	BlownAt *time.Time `json:"blown_at"`
	DoneAt  *time.Time `json:"done_at"`
}

func (a *API) whistles(ctx context.Context, _ caller, in *Numbered) (*list[whistle], error) {
	if _, err := a.options.Store.Ticket(ctx, in.Number); err != nil {
		return nil, err
	}
	found, err := a.options.Store.WhistlesOf(ctx, in.Number)
	return listed(found, 0, nil, func(w intake.Whistle) whistle {
		out := whistle{Number: w.N, Kind: w.Kind, Status: string(w.Status), Reason: w.Reason, BlownAt: moment(w.BlownAt), DoneAt: moment(w.DoneAt), Units: []string{}}
		for _, p := range w.Parts {
			out.Units = append(out.Units, p.Unit)
		}
		return out
	}), err
}

func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
