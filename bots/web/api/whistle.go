package api

import (
	"context"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"snapgrid/bots/web/page"
	"snapgrid/intake"
	rules "snapgrid/intake/whistle"
)

// WhistleAct is what a program does with a whistle for an officer.
type WhistleAct struct {
	Act     // Ticket is of a draft only; there is no Deed
	Step    intake.WhistleStep
	Whistle int64    // 0 of a draft
	Part    int      // position of the unit that it is about; 0: the whole whistle
	Units   []string // of a draft: codes of those that are called
	Kind    string   // of a draft: code; "" is the usual one
}

// whistleDesk takes steps with whistles.
type whistleDesk interface {
	// TakeStep takes a step, or drafts a whistle, and returns what is answered.
	TakeStep(ctx context.Context, a WhistleAct) (answer string, err error)
	// WhistleSteps lists what an officer may do with the part of a whistle at a
	// position; with the whole of it for 0.
	WhistleSteps(o intake.Officer, w intake.Whistle, part int) []intake.WhistleStep
}

// whistle is a call of units to come.
type whistle struct {
	Number      int64                `json:"number"`
	Ticket      int64                `json:"ticket"`
	Kind        string               `json:"kind"`
	Status      string               `json:"status"`
	Reason      string               `json:"reason"`
	Urgent      bool                 `json:"urgent" doc:"it was blown before anybody approved it"`
	Late        bool                 `json:"late" doc:"a unit owes something"`
	By          int64                `json:"by" doc:"the officer who drafted it"`
	DraftedAt   time.Time            `json:"drafted_at"`
	BlownAt     *time.Time           `json:"blown_at"`
	DoneAt      *time.Time           `json:"done_at"`
	ConfirmedAt *time.Time           `json:"confirmed_at"`
	Rating      string               `json:"rating"`
	Units       []string             `json:"units"`
	Parts       []part               `json:"parts"`
	Steps       []intake.WhistleStep `json:"steps" doc:"that the officer of the token may take with the whole of it"`
	Answer      string               `json:"answer,omitempty" doc:"what was said to the step just taken"`
}

// part is what one of the units owes.
type part struct {
	Position int                  `json:"position" doc:"from 1: names the part in a step"`
	Unit     string               `json:"unit"`
	Status   string               `json:"status"`
	Reason   string               `json:"reason,omitempty"`
	Outcome  string               `json:"outcome,omitempty"`
	SignBy   *time.Time           `json:"sign_by"`
	ArriveBy *time.Time           `json:"arrive_by"`
	DoneBy   *time.Time           `json:"done_by"`
	DoneAt   *time.Time           `json:"done_at"`
	Steps    []intake.WhistleStep `json:"steps"`
}

func (a *API) viewWhistle(c caller, w intake.Whistle) whistle {
	steps := func(part int) []intake.WhistleStep {
		return append([]intake.WhistleStep{}, a.options.Desk.WhistleSteps(c.officer, w, part)...)
	}
	out := whistle{
		Number: w.N, Ticket: w.Ticket, Kind: w.Kind, Status: string(w.Status), Reason: w.Reason, Urgent: w.Urgent,
		Late: rules.Late(w, a.options.Now()), By: w.By, DraftedAt: w.DraftedAt, BlownAt: moment(w.BlownAt), DoneAt: moment(w.DoneAt),
		ConfirmedAt: moment(w.ConfirmedAt), Rating: string(w.Rating), Units: []string{}, Parts: []part{}, Steps: steps(0),
	}
	for _, p := range w.Parts {
		out.Units = append(out.Units, p.Unit)
		out.Parts = append(out.Parts, part{
			p.Position, p.Unit, string(p.Status), p.Reason, p.Outcome, moment(p.SignBy), moment(p.ArriveBy), moment(p.DoneBy), moment(p.DoneAt),
			steps(p.Position),
		})
	}
	return out
}

type whistleOut struct{ Body whistle }

type whistlesIn struct {
	Page
	Status []string `query:"status" doc:"statuses by comma"`
}

type draftIn struct {
	Numbered
	Key  string `header:"Idempotency-Key" maxLength:"200"`
	Body struct {
		Kind   string   `json:"kind,omitempty" doc:"code of the kind; empty: the usual one"`
		Units  []string `json:"units" minItems:"1" maxItems:"20" doc:"codes of the units that shall come"`
		Reason string   `json:"reason" minLength:"1" maxLength:"4000"`
	}
}

type stepIn struct {
	Letter
	Key  string `header:"Idempotency-Key" maxLength:"200"`
	Body struct {
		Step   string   `json:"step" enum:"approve,blow,cancel,sign,contact,arrive,done,refuse,insist,release,confirm,redo,good,fair,poor"`
		Part   int      `json:"part,omitempty" minimum:"0" doc:"position of the unit that it is about; 0: the whole whistle"`
		Words  string   `json:"words,omitempty" maxLength:"4000"`
		Photos []string `json:"photos,omitempty" maxItems:"9" doc:"keys that adding photos answered"`
	}
}

func (a *API) whistles() {
	handle(a, "list-whistles", func(ctx context.Context, c caller, in *Numbered) (*list[whistle], error) {
		if _, err := a.options.Store.Ticket(ctx, in.Number); err != nil {
			return nil, err
		}
		found, err := a.options.Store.WhistlesOf(ctx, in.Number)
		return listed(found, 0, nil, func(w intake.Whistle) whistle { return a.viewWhistle(c, w) }), err
	})
	handle(a, "list-all-whistles", func(ctx context.Context, c caller, in *whistlesIn) (*list[whistle], error) {
		below, err := in.below()
		if err != nil {
			return nil, err
		}
		f := intake.WhistleFilter{Before: below, Limit: in.look()}
		for _, word := range in.Status {
			f.Statuses = append(f.Statuses, intake.WhistleStatus(word))
		}
		found, err := a.options.Store.ListWhistles(ctx, f)
		return listed(found, in.Limit, func(w intake.Whistle) int64 { return w.N }, func(w intake.Whistle) whistle { return a.viewWhistle(c, w) }), err
	})
	handle(a, "get-whistle", func(ctx context.Context, c caller, in *Letter) (*whistleOut, error) {
		w, err := a.options.Store.Whistle(ctx, in.Number)
		return &whistleOut{a.viewWhistle(c, w)}, err
	})
	handle(a, "list-whistle-events", a.whistleEvents)
	handle(a, "draft-whistle", a.draft, func(o *huma.Operation) { o.DefaultStatus = 201 })
	handle(a, "take-step", a.step)
}

// draft writes a whistle for a ticket. Where nothing came of it, such as for a unit
// that there is not, the answer says why.
func (a *API) draft(ctx context.Context, c caller, in *draftIn) (*whistleOut, error) {
	t, err := a.options.Store.Ticket(ctx, in.Number)
	if err != nil {
		return nil, err
	}
	if err := a.options.Desk.RequireOn(ctx, c.officer, intake.RightWhistle, t); err != nil {
		return nil, err
	}
	before, err := a.latest(ctx, in.Number)
	if err != nil {
		return nil, err
	}
	answer, err := a.options.Desk.TakeStep(ctx, WhistleAct{Step: intake.StepDraft, Units: in.Body.Units, Kind: in.Body.Kind, Act: Act{
		Officer: c.officer, Ticket: in.Number, Words: page.Clean(in.Body.Reason), Key: keyOf(c, in.Key),
	}})
	if err != nil {
		return nil, err
	}
	drafted, err := a.latest(ctx, in.Number)
	if err == nil && drafted.N == before.N && answer != "" {
		err = huma.Error422UnprocessableEntity(answer)
	}
	out := &whistleOut{a.viewWhistle(c, drafted)}
	out.Body.Answer = answer
	return out, err
}

// latest is the newest whistle of a ticket; the zero one if there is none.
func (a *API) latest(ctx context.Context, ticket int64) (newest intake.Whistle, err error) {
	all, err := a.options.Store.WhistlesOf(ctx, ticket)
	for _, w := range all {
		if w.N > newest.N {
			newest = w
		}
	}
	return newest, err
}

// step takes a step, and answers the whistle as it is then.
func (a *API) step(ctx context.Context, c caller, in *stepIn) (*whistleOut, error) {
	kept, err := a.kept(ctx, c, in.Body.Photos)
	if err != nil {
		return nil, err
	}
	w, err := a.options.Store.Whistle(ctx, in.Number)
	if err != nil {
		return nil, err
	}
	answer, err := a.options.Desk.TakeStep(ctx, WhistleAct{
		Whistle: w.N, Step: intake.WhistleStep(in.Body.Step), Part: in.Body.Part,
		Act: Act{Officer: c.officer, Ticket: w.Ticket, Words: page.Clean(in.Body.Words), Photos: kept, Key: keyOf(c, in.Key)},
	})
	if err != nil {
		return nil, err
	}
	if w, err = a.options.Store.Whistle(ctx, in.Number); err != nil {
		return nil, err
	}
	out := &whistleOut{a.viewWhistle(c, w)}
	out.Body.Answer = answer
	return out, nil
}

// whistleEvent is one entry of a whistle's history.
type whistleEvent struct {
	At      time.Time `json:"at"`
	Step    string    `json:"step"`
	Part    int       `json:"part"`
	Status  string    `json:"status" doc:"of the whistle after it"`
	Officer int64     `json:"officer"`
	Text    string    `json:"text" doc:"masked"`
}

func (a *API) whistleEvents(ctx context.Context, _ caller, in *Letter) (*list[whistleEvent], error) {
	if _, err := a.options.Store.Whistle(ctx, in.Number); err != nil {
		return nil, err
	}
	found, err := a.options.Store.WhistleEvents(ctx, in.Number)
	return listed(found, 0, nil, func(e intake.WhistleEvent) whistleEvent {
		return whistleEvent{e.At, string(e.Step), e.Part, string(e.Status), e.Actor.Officer, e.Text}
	}), err
}
