package console

import (
	"net/http"
	"slices"

	"snapgrid/bots/web/page"
	"snapgrid/intake"
)

// chats lists where we talk; private conversations are nobody's business here.
func (c *Console) chats(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	chats, err := c.store.Chats(r.Context(), "")
	if err != nil {
		return err
	}
	chats = slices.DeleteFunc(chats, func(chat intake.Chat) bool { return chat.Kind == intake.ChatPrivate })
	c.show(w, r, v, http.StatusOK, "chats", "群", chats)
	return nil
}
