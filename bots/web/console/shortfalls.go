package console

import (
	"net/http"
	"time"

	"snapgrid/bots/web/page"
	"snapgrid/intake"
)

const (
	inShortfalls = 100
	shortCounted = 30 * 24 * time.Hour
)

// short is a post that its channel could not say as it was meant.
type short struct {
	intake.ShortPost
	Chat intake.Chat
}

type shortfallsView struct {
	Counts []intake.ShortCount // of the last days
	Chosen intake.ShortFilter
	Posts  []short
}

// shortfalls shows what channels could not do of what posts asked for.
func (c *Console) shortfalls(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	query := r.URL.Query()
	view := shortfallsView{Chosen: intake.ShortFilter{
		Channel: intake.Channel(page.Clean(query.Get("channel"))), What: intake.Shortfall(page.Clean(query.Get("what"))),
	}}
	posts, err := c.store.ShortPosts(r.Context(), view.Chosen, inShortfalls)
	if err != nil {
		return err
	}
	chats := map[int64]intake.Chat{}
	for _, p := range posts {
		if _, known := chats[p.ChatID]; !known {
			if chats[p.ChatID], err = c.store.Chat(r.Context(), p.ChatID); err != nil {
				return err
			}
		}
		view.Posts = append(view.Posts, short{p, chats[p.ChatID]})
	}
	if view.Counts, err = c.store.CountShortfalls(r.Context(), c.pages.Now().Add(-shortCounted)); err != nil {
		return err
	}
	c.show(w, r, v, http.StatusOK, "shortfalls", "没做全的", view)
	return nil
}
