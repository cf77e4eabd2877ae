package api

import (
	"context"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"snapgrid/intake"
)

// post is something that could not be said.
type post struct {
	ID      int64     `json:"id"`
	Chat    int64     `json:"chat"`
	Ticket  int64     `json:"ticket,omitempty"`
	Kind    string    `json:"kind"`
	Text    string    `json:"text"`
	Failure string    `json:"failure"`
	MadeAt  time.Time `json:"made_at"`
}

// deadPosts is how many are looked at.
const deadPosts = 500

// Identified is the path of a thing with a number of its own.
type Identified struct {
	ID int64 `path:"id" minimum:"1"`
}

func (a *API) outbox() {
	handle(a, "list-dead-posts", func(ctx context.Context, c caller, _ *struct{}) (*list[post], error) {
		if err := a.options.Desk.Require(ctx, c.officer, intake.RightLead); err != nil {
			return nil, err
		}
		found, err := a.options.Store.DeadPosts(ctx, intake.DeadFilter{Limit: deadPosts})
		return listed(found, 0, nil, func(p intake.Post) post {
			return post{p.ID, p.ChatID, p.Ticket, string(p.Kind), p.Text, p.Failure, p.CreatedAt}
		}), err
	})
	handle(a, "retry-post", func(ctx context.Context, c caller, in *Identified) (*struct{}, error) {
		found, err := a.options.Store.DeadPosts(ctx, intake.DeadFilter{Limit: deadPosts})
		if err != nil {
			return nil, err
		}
		for _, p := range found {
			if p.ID == in.ID {
				return nil, a.options.Desk.Retry(ctx, c.officer, p)
			}
		}
		return nil, huma.Error409Conflict("the post does not wait for another try")
	}, func(o *huma.Operation) { o.DefaultStatus = 204 })
}
