package api

import (
	"context"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"snapgrid/bots"
	"snapgrid/intake"
	"snapgrid/intake/learn"
)

// Channels tell how they are.
type Channels interface {
	Health() []bots.Health
	Pairings() []bots.Pairing
}

// Jobs are what the house still has to do.
type Jobs interface {
	Tally(ctx context.Context) ([]intake.JobTally, error)
	Failed(ctx context.Context, limit int) ([]intake.FailedJob, error)
	Retry(ctx context.Context, id int64) error
}

// channel is how a channel is.
type channel struct {
	Channel   string     `json:"channel"`
	State     string     `json:"state"`
	Healthy   bool       `json:"healthy"`
	LastHeard *time.Time `json:"last_heard"`
	LastSaid  *time.Time `json:"last_said"`
	LastError string     `json:"last_error"`
	Trouble   string     `json:"trouble" doc:"why a person has to act: scan, confirm, logout or silent; empty: nobody has to"`
	Code      string     `json:"code,omitempty" doc:"scope house:write: content of the QR code that waits; whoever scans it becomes the account"`
}

// tally is how many jobs of a kind are in a state.
type tally struct {
	Kind   string    `json:"kind"`
	State  string    `json:"state"`
	Jobs   int       `json:"jobs"`
	Oldest time.Time `json:"oldest" doc:"when the oldest was, or is, due"`
}

// failedJob is a job that failed, and is tried again later or was given up.
type failedJob struct {
	ID       int64     `json:"id"`
	Kind     string    `json:"kind"`
	State    string    `json:"state"`
	Attempts int       `json:"attempts"`
	DueAt    time.Time `json:"due_at"`
	Failure  string    `json:"failure"`
}

// learning is how well one question of triage was learned.
type learning struct {
	Question string `json:"question"`
	Examples int    `json:"examples" doc:"that the model was not trained on"`
	Rules    int    `json:"rules" doc:"how many of them the rules got right"`
	Model    int    `json:"model" doc:"how many of them the model got right"`
	Used     bool   `json:"used" doc:"the model is asked"`
}

const mostFailed = 500

func (a *API) house() {
	handle(a, "list-channels", func(_ context.Context, c caller, _ *struct{}) (*list[channel], error) {
		return listed(a.options.Channels.Health(), 0, nil, func(h bots.Health) channel { return a.viewChannel(c, h) }), nil
	})
	handle(a, "list-jobs", func(ctx context.Context, _ caller, _ *struct{}) (*list[tally], error) {
		found, err := a.options.Jobs.Tally(ctx)
		return listed(found, 0, nil, func(t intake.JobTally) tally { return tally{t.Kind, string(t.State), t.Jobs, t.Oldest} }), err
	})
	handle(a, "list-failed-jobs", func(ctx context.Context, _ caller, _ *struct{}) (*list[failedJob], error) {
		found, err := a.options.Jobs.Failed(ctx, mostFailed)
		return listed(found, 0, nil, func(j intake.FailedJob) failedJob {
			return failedJob{j.ID, j.Kind, string(j.State), j.Attempts, j.DueAt, j.Failure}
		}), err
	})
	handle(a, "retry-job", func(ctx context.Context, _ caller, in *Identified) (*struct{}, error) {
		return nil, a.options.Jobs.Retry(ctx, in.ID)
	}, func(o *huma.Operation) { o.DefaultStatus = 204 })
	handle(a, "list-learning", func(ctx context.Context, _ caller, _ *struct{}) (*list[learning], error) {
		report, err := a.options.Desk.Learning(ctx)
		return listed(report.Figures, 0, nil, func(f learn.Figure) learning {
			return learning{string(f.Question), f.Examples, f.Rules, f.Model, f.Used}
		}), err
	})
	handle(a, "list-audit", a.audit)
}

func (a *API) viewChannel(c caller, h bots.Health) channel {
	view := channel{
		Channel: string(h.Channel), State: h.State, Healthy: h.Healthy(), LastHeard: moment(h.LastHeard), LastSaid: moment(h.LastSaid), LastError: h.LastError,
	}
	for _, p := range a.options.Channels.Pairings() {
		if p.Channel != h.Channel {
			continue
		}
		if view.Trouble = string(p.Trouble()); c.token.Allows(intake.ScopeHouseWrite) {
			view.Code = p.Code
		}
	}
	return view
}
