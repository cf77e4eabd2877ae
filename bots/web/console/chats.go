package console

import (
	"net/http"
	"slices"
	"strconv"

	"snapgrid/bots/web/page"
	"snapgrid/intake"
)

// chats lists where we talk; private conversations are nobody's business here.
func (c *Console) chats(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	chats, err := c.store.GroupChats(r.Context())
	if err != nil {
		return err
	}
	weekly, err := c.store.Weeklies(r.Context())
	if err != nil {
		return err
	}
	c.show(w, r, v, http.StatusOK, "chats", "群", chatsView{Chats: chats, Weekly: weekly})
	return nil
}

type chatsView struct {
	Chats  []intake.Chat
	Weekly []int64     // those that want the picture of each week
	Code   string      // that was just made
	For    intake.Chat // the chat it is for
}

// group is the chat of a page; those in private have none.
func (c *Console) group(r *http.Request) (intake.Chat, error) {
	id, err := numberOf(r, "id")
	if err != nil {
		return intake.Chat{}, err
	}
	chat, err := c.store.Chat(r.Context(), id)
	if err == nil && chat.Kind == intake.ChatPrivate {
		err = page.NotFound()
	}
	return chat, err
}

// bindingCode makes a one-time code. The chat in which it is written is the
// one that was lost sight of.
func (c *Console) bindingCode(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	chat, err := c.group(r)
	if err != nil {
		return err
	}
	code, err := c.desk.ChatCode(r.Context(), v.Officer, chat)
	if err != nil {
		return err
	}
	c.show(w, r, v, http.StatusOK, "chats", "群", chatsView{Code: code, For: chat})
	return nil
}

// Tells reports whether a chat wants the picture of each week.
func (v chatsView) Tells(chat int64) bool { return slices.Contains(v.Weekly, chat) }

// setWeekly does what the pressed button says.
func (c *Console) setWeekly(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	chat, err := c.group(r)
	if err != nil {
		return err
	}
	if err := c.desk.SetWeekly(r.Context(), v.Officer, chat, r.PostFormValue("weekly") == "on"); err != nil {
		return err
	}
	http.Redirect(w, r, "/desk/chats/"+strconv.FormatInt(chat.ID, 10), http.StatusSeeOther)
	return nil
}
