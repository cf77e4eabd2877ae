package console

import (
	"context"
	"net/http"

	"snapgrid/bots/web/page"
	"snapgrid/intake"
)

// veil puts aliases in the place of riders' names, and reports whether there were
// any.
func (c *Console) veil(ctx context.Context, v page.Visitor, messages []intake.Heard) (veiled bool, err error) {
	ids := make([]int64, len(messages))
	for i, m := range messages {
		ids[i] = m.ChatID
	}
	chats, err := c.store.ChatsBy(ctx, ids)
	if err != nil {
		return false, err
	}
	for i, m := range messages {
		number, err := c.desk.Alias(ctx, chats[m.ChatID], m.Sender.ID)
		if err != nil {
			return veiled, err
		}
		if number != 0 {
			messages[i].Sender.Name, veiled = page.Translate(v.Language, "流动网格员 %02d", number), true
		}
	}
	return veiled, nil
}

// reveal shows a ticket with the names behind the aliases, to the one role that may
// know.
func (c *Console) reveal(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	n, err := numberOf(r, "n")
	if err != nil {
		return err
	}
	view, err := c.viewTicket(r.Context(), v, n)
	if err != nil {
		return err
	}
	view.Names, err = c.desk.Reveal(r.Context(), v.Officer, n)
	switch {
	case intake.CodeOf(err) == intake.CodeForbidden:
		return &page.Fault{Status: http.StatusForbidden, Sentence: "您看不到实名"}
	case err != nil:
		return err
	}
	c.showTicket(w, r, v, http.StatusOK, view)
	return nil
}
