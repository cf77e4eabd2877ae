package console

import (
	"net/http"

	"snapgrid/bots/web/page"
	"snapgrid/intake"
)

const inAudit = 200

// refused is an entry of the audit with the names of who and where.
type refused struct {
	intake.Refusal
	Who  string // "" if nobody knows
	Chat intake.Chat
}

// refusals shows who tried what they may not do, and where.
func (c *Console) refusals(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	entries, err := c.store.Refusals(r.Context(), inAudit)
	if err != nil {
		return err
	}
	names, err := c.store.OfficerNames(r.Context())
	if err != nil {
		return err
	}
	chats, err := c.store.Chats(r.Context(), "")
	if err != nil {
		return err
	}
	known := make(map[int64]intake.Chat, len(chats))
	for _, chat := range chats {
		known[chat.ID] = chat
	}
	all := make([]refused, len(entries))
	for i, e := range entries {
		all[i] = refused{e, e.Name, known[e.ChatID]}
		if name := names[e.Officer]; name != "" {
			all[i].Who = name
		}
	}
	c.show(w, r, v, http.StatusOK, "refusals", "被拒绝的操作", all)
	return nil
}
