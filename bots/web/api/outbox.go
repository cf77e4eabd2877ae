package api

import (
	"context"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"snapgrid/intake"
)

// Post is something that could not be said.
type Post struct {
	ID      int64     `json:"id"`
	Chat    int64     `json:"chat"`
	Ticket  int64     `json:"ticket,omitempty"`
	Kind    string    `json:"kind"`
	Text    string    `json:"text"`
	Failure string    `json:"failure"`
	MadeAt  time.Time `json:"made_at"`
}

// Identified is the path of a thing with a number of its own.
type Identified struct {
	ID int64 `path:"id" minimum:"1"`
}

// shortPost is a post that its channel could not say as it was meant.
type shortPost struct {
	Post
	Short []intake.Shortfall `json:"short"`
}

// waitingPosts are those that wait in one chat.
type waitingPosts struct {
	Chat  int64     `json:"chat"`
	Posts int       `json:"posts"`
	Since time.Time `json:"since" doc:"when the oldest was written"`
}

const mostWaiting = 500

func viewPost(p intake.Post) Post {
	return Post{p.ID, p.ChatID, p.Ticket, string(p.Kind), p.Text, p.Failure, p.CreatedAt}
}

func (a *API) outbox() {
	handle(a, "list-dead-posts", func(ctx context.Context, c caller, in *Page) (*list[Post], error) {
		below, err := in.below()
		if err != nil {
			return nil, err
		}
		found, err := a.options.Store.DeadPosts(ctx, intake.DeadFilter{Before: below, Limit: in.look()})
		return listed(found, in.Limit, func(p intake.Post) int64 { return p.ID }, viewPost), err
	})
	handle(a, "list-waiting-posts", func(ctx context.Context, c caller, _ *struct{}) (*list[waitingPosts], error) {
		found, err := a.options.Store.Backlogs(ctx, mostWaiting)
		return listed(found, 0, nil, func(b intake.Backlog) waitingPosts { return waitingPosts{b.ChatID, b.Posts, b.Since} }), err
	})
	handle(a, "list-short-posts", func(ctx context.Context, c caller, in *struct {
		Channel string `query:"channel"`
		What    string `query:"what" doc:"one shortfall, such as photo"`
		Limit   int    `query:"limit" minimum:"1" maximum:"500" default:"50"`
	}) (*list[shortPost], error) {
		found, err := a.options.Store.ShortPosts(ctx, intake.ShortFilter{Channel: intake.Channel(in.Channel), What: intake.Shortfall(in.What)}, in.Limit)
		return listed(found, 0, nil, func(p intake.ShortPost) shortPost { return shortPost{viewPost(p.Post), p.Short} }), err
	})
	handle(a, "retry-post", func(ctx context.Context, c caller, in *Identified) (*struct{}, error) {
		p, err := a.options.Store.DeadPost(ctx, in.ID)
		if intake.CodeOf(err) == intake.CodeNotFound {
			return nil, huma.Error409Conflict("the post does not wait for another try")
		}
		if err != nil {
			return nil, err
		}
		return nil, a.options.Desk.Retry(ctx, c.officer, p)
	}, func(o *huma.Operation) { o.DefaultStatus = 204 })
}
