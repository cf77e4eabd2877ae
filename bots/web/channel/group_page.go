package channel

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/url"

	"snapgrid/bots/web/page"
	"snapgrid/intake"
)

// The cookies that make a visitor the same person at the next visit.
const (
	guestCookie = "snapgrid_guest"
	nameCookie  = "snapgrid_name"
	maxName     = 24 // characters
)

// room is the talk of a configured chat. Staff rooms are for staff.
func (a *Adapter) room(r *http.Request, v page.Visitor) (talk, error) {
	id := page.Clean(r.PathValue("room"))
	if id == "" || id != r.PathValue("room") {
		return talk{}, page.NotFound()
	}
	chat, err := a.store.FindChat(r.Context(), intake.ChatRef{Channel: Channel, ID: id})
	switch {
	case err != nil:
		return talk{}, err
	case chat.Kind == intake.ChatPrivate, chat.Gone:
		return talk{}, page.NotFound()
	case chat.Kind == intake.ChatStaff && !v.Staff():
		return talk{}, &page.Fault{Status: http.StatusForbidden, Sentence: "这个群只给工作人员用，请先登录"}
	}
	title := chat.Title
	if title == "" {
		title = id
	}
	return talk{
		chat: chat, base: "/chat/" + url.PathEscape(id), page: "room", title: title, sender: speaker(r, v),
	}, nil
}

// speaker is who the visitor is in a room; no ID means that nobody knows yet.
func speaker(r *http.Request, v page.Visitor) intake.Sender {
	if v.Staff() {
		return intake.Sender{ID: OfficerSender(v.Officer), Name: v.Officer.Name}
	}
	guest, err := r.Cookie(guestCookie)
	if err != nil || !formID(guest.Value) {
		return intake.Sender{}
	}
	cookie, err := r.Cookie(nameCookie)
	if err != nil {
		return intake.Sender{}
	}
	raw, err := base64.RawURLEncoding.DecodeString(cookie.Value)
	name := page.CleanName(string(raw), maxName)
	if err != nil || name == "" {
		return intake.Sender{}
	}
	return intake.Sender{ID: "guest-" + digest(guest.Value), Name: name}
}

// OfficerSender is how an officer is known on this channel.
func OfficerSender(o intake.Officer) string { return fmt.Sprintf("%s%d", officerPrefix, o.ID) }

const officerPrefix = "officer-"

// takeName lets a visitor say how to be called.
func (a *Adapter) takeName(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	t, err := a.room(r, v)
	if err != nil {
		return err
	}
	name := page.CleanName(r.PostFormValue("name"), maxName)
	if name == "" {
		return a.showTalk(w, r, v, t, draft{}, &page.Fault{Status: http.StatusBadRequest, Sentence: "请写一个称呼"})
	}
	expires := a.pages.Now().AddDate(1, 0, 0)
	if guest, err := r.Cookie(guestCookie); err != nil || !formID(guest.Value) {
		a.pages.SetCookie(w, guestCookie, rand.Text(), expires)
	}
	a.pages.SetCookie(w, nameCookie, base64.RawURLEncoding.EncodeToString([]byte(name)), expires)
	http.Redirect(w, r, t.base, http.StatusSeeOther)
	return nil
}
