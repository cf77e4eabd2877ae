package console

import (
	"net/http"

	"snapgrid/bots/web/page"
	"snapgrid/intake"
)

// stuck is a post that could not be delivered.
type stuck struct {
	intake.Post
	Chat intake.Chat
}

type outboxView struct {
	Posts       []stuck
	DeadLetters int
}

const inOutbox = 100

// outbox shows what could not be said, and how much could not be read.
func (c *Console) outbox(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	posts, err := c.store.DeadPosts(r.Context(), inOutbox)
	if err != nil {
		return err
	}
	view := outboxView{}
	for _, p := range posts {
		chat, err := c.store.Chat(r.Context(), p.ChatID)
		if err != nil {
			return err
		}
		view.Posts = append(view.Posts, stuck{p, chat})
	}
	if view.DeadLetters, err = c.store.CountDeadLetters(r.Context()); err != nil {
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
	posts, err := c.store.DeadPosts(r.Context(), inOutbox)
	if err != nil {
		return err
	}
	for _, p := range posts {
		if p.ID == id {
			if err := c.desk.Retry(r.Context(), v.Officer, p); err != nil {
				return err
			}
			http.Redirect(w, r, "/desk/outbox", http.StatusSeeOther)
			return nil
		}
	}
	return &intake.Error{Code: intake.CodeConflict, Message: "the post does not wait for another try"}
}
