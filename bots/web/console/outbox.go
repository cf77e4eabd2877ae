package console

import (
	"net/http"

	"snapgrid/bots/web/page"
	"snapgrid/intake"
)

// backlog is a chat in which posts wait.
type backlog struct {
	intake.Backlog
	Chat intake.Chat
}

type outboxView struct {
	Posts       []toldLine // that could not be said
	Waiting     []backlog
	Only        intake.Chat // whose posts are shown; ID 0 is all
	More        int64       // number for the next page; 0 if there is none
	DeadLetters int
}

const (
	inOutbox  = 50
	inBacklog = 30
)

// outbox shows what could not be said, what waits, and how much could not be read.
func (c *Console) outbox(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	ctx := r.Context()
	only := wholeNumber(r.URL.Query().Get("chat"))
	posts, err := c.store.DeadPosts(ctx, intake.DeadFilter{ChatID: only, Before: after(r), Limit: inOutbox})
	if err != nil {
		return err
	}
	waiting, err := c.store.Backlogs(ctx, inBacklog)
	if err != nil {
		return err
	}
	ids := []int64{only}
	for _, p := range posts {
		ids = append(ids, p.ChatID)
	}
	for _, b := range waiting {
		ids = append(ids, b.ChatID)
	}
	chats, err := c.store.ChatsBy(ctx, ids)
	if err != nil {
		return err
	}
	view := outboxView{Only: chats[only]}
	for _, p := range posts {
		view.Posts = append(view.Posts, toldLine{p, chats[p.ChatID]})
	}
	for _, b := range waiting {
		view.Waiting = append(view.Waiting, backlog{b, chats[b.ChatID]})
	}
	if len(posts) == inOutbox {
		view.More = posts[inOutbox-1].ID
	}
	if view.DeadLetters, err = c.store.CountDeadLetters(ctx); err != nil {
		return err
	}
	c.show(w, r, v, http.StatusOK, "outbox", "没送到的", view)
	return nil
}

// retry lets a post be tried again: it waits again and its delivery is owed, in
// one transaction.
func (c *Console) retry(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	id, err := numberOf(r, "id")
	if err != nil {
		return err
	}
	p, err := c.store.DeadPost(r.Context(), id)
	if intake.CodeOf(err) == intake.CodeNotFound {
		return &intake.Error{Code: intake.CodeConflict, Message: "the post does not wait for another try"}
	}
	if err != nil {
		return err
	}
	if err := c.desk.Retry(r.Context(), v.Officer, p); err != nil {
		return err
	}
	http.Redirect(w, r, "/desk/outbox", http.StatusSeeOther)
	return nil
}
