package api

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"snapgrid/intake"
)

// webhook is a program that is told of events.
type webhook struct {
	ID           int64      `json:"id"`
	Name         string     `json:"name"`
	URL          string     `json:"url"`
	Events       []string   `json:"events" doc:"kinds; empty: all"`
	Scope        string     `json:"scope"`
	Secret       string     `json:"secret,omitempty" doc:"shown when it is made, and never again"`
	State        string     `json:"state" enum:"on,off,failed"`
	MadeAt       time.Time  `json:"made_at"`
	FailingSince *time.Time `json:"failing_since"`
}

type webhookIn struct {
	Body struct {
		Name   string   `json:"name" maxLength:"80"`
		URL    string   `json:"url" format:"uri"`
		Events []string `json:"events,omitempty" doc:"kinds of events, such as opened, resolved, closed; empty: all"`
		Scope  string   `json:"scope,omitempty" enum:"public,staff" default:"public"`
	}
}

type webhookOut struct {
	Location string `header:"Location"`
	Body     webhook
}

type stateIn struct {
	Identified
	Body struct {
		State string `json:"state" enum:"on,off"`
	}
}

// call is one event told to one webhook.
type call struct {
	ID       int64      `json:"id"`
	Event    int64      `json:"event"`
	Ticket   int64      `json:"ticket"`
	Kind     string     `json:"kind"`
	State    string     `json:"state" enum:"waiting,done,dead"`
	Attempts int        `json:"attempts"`
	MadeAt   time.Time  `json:"made_at"`
	DueAt    *time.Time `json:"due_at" doc:"of the next attempt"`
	TriedAt  *time.Time `json:"tried_at"`
	Status   int        `json:"status" doc:"of the last answer; 0 if there was none"`
	Answer   string     `json:"answer" doc:"how it began"`
	Failure  string     `json:"failure"`
}

func viewWebhook(w intake.Webhook) webhook {
	out := webhook{w.ID, w.Name, w.URL, []string{}, string(w.Scope), w.Secret, string(w.State), w.MadeAt, moment(w.FailingSince)}
	for _, k := range w.Events {
		out.Events = append(out.Events, string(k))
	}
	return out
}

func viewCall(c intake.WebhookCall) call {
	return call{
		c.ID, c.Event, c.Ticket, string(c.Kind), string(c.State), c.Attempts, c.MadeAt, moment(c.DueAt), moment(c.TriedAt),
		c.Status, c.Answer, c.Failure,
	}
}

func (a *API) webhooks() {
	empty := func(o *huma.Operation) { o.DefaultStatus = 204 }
	handle(a, "list-webhooks", func(ctx context.Context, c caller, _ *struct{}) (*list[webhook], error) {
		found, err := a.options.Webhooks.List(ctx, c.officer)
		return listed(found, 0, nil, viewWebhook), err
	})
	handle(a, "add-webhook", a.addWebhook, func(o *huma.Operation) { o.DefaultStatus = 201 })
	handle(a, "switch-webhook", func(ctx context.Context, c caller, in *stateIn) (*struct{}, error) {
		return nil, a.options.Webhooks.Switch(ctx, c.officer, in.ID, intake.WebhookState(in.Body.State))
	}, empty)
	handle(a, "remove-webhook", func(ctx context.Context, c caller, in *Identified) (*struct{}, error) {
		return nil, a.options.Webhooks.Switch(ctx, c.officer, in.ID, intake.WebhookGone)
	}, empty)
	handle(a, "try-webhook", func(ctx context.Context, c caller, in *Identified) (*struct{}, error) {
		return nil, a.options.Webhooks.Try(ctx, c.officer, in.ID)
	}, empty)
	handle(a, "list-calls", func(ctx context.Context, c caller, in *struct {
		Identified
		Page
	}) (*list[call], error) {
		below, err := in.below()
		if err != nil {
			return nil, err
		}
		found, err := a.options.Webhooks.Calls(ctx, c.officer, in.ID, below, in.look())
		return listed(found, in.Limit, func(c intake.WebhookCall) int64 { return c.ID }, viewCall), err
	})
	handle(a, "repeat-call", func(ctx context.Context, c caller, in *Identified) (*struct{}, error) {
		return nil, a.options.Webhooks.Again(ctx, c.officer, in.ID)
	}, empty)
}

// kindWords are the kinds of events, in one line.
func kindWords() string {
	var words []string
	for _, k := range intake.EventKinds() {
		words = append(words, string(k))
	}
	return strings.Join(words, ", ")
}

func (a *API) addWebhook(ctx context.Context, c caller, in *webhookIn) (*webhookOut, error) {
	w := intake.Webhook{Name: in.Body.Name, URL: in.Body.URL, Scope: intake.WebhookScope(in.Body.Scope)}
	for _, k := range in.Body.Events {
		if !slices.Contains(intake.EventKinds(), intake.EventKind(k)) {
			return nil, huma.Error422UnprocessableEntity(fmt.Sprintf("there is no kind of events %q: the kinds are %s", k, kindWords()))
		}
		w.Events = append(w.Events, intake.EventKind(k))
	}
	made, err := a.options.Webhooks.Add(ctx, c.officer, w)
	if err != nil {
		return nil, err
	}
	return &webhookOut{Prefix + "/webhooks/" + strconv.FormatInt(made.ID, 10), viewWebhook(made)}, nil
}
