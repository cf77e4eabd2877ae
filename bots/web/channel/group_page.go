package channel

import (
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"net/http"

	"snapgrid/bots/web/page"
	"snapgrid/intake"
)

// The cookies that make a visitor the same person at the next visit.
const (
	guestCookie = "snapgrid_guest"
	nameCookie  = "snapgrid_name"
)

// openRoom is a configured chat that the visitor may enter. Staff rooms are for staff.
func (a *Adapter) openRoom(r *http.Request, v page.Visitor) (intake.Chat, error) {
	id := page.Clean(r.PathValue("room"))
	if id == "" || id != r.PathValue("room") {
		return intake.Chat{}, page.NotFound()
	}
	chat, err := a.store.FindChat(r.Context(), intake.ChatRef{Channel: Channel, ID: id})
	switch {
	case err != nil:
		return chat, err
	case chat.Kind == intake.ChatPrivate, chat.Gone:
		return chat, page.NotFound()
	case chat.Kind == intake.ChatStaff && !v.Staff():
		return chat, &page.Fault{Status: http.StatusForbidden, Sentence: "这个群只给工作人员用，请先登录"}
	}
	if chat.Title == "" {
		chat.Title = id
	}
	return chat, nil
}

// room is the talk of a group.
func (a *Adapter) room(r *http.Request, v page.Visitor) (talk, error) {
	chat, err := a.openRoom(r, v)
	if err != nil {
		return talk{}, err
	}
	sender, err := a.speaker(r, v, chat.ID)
	return talk{chat: chat, base: page.RoomPath(chat), page: "room", title: chat.Title, sender: sender}, err
}

// speaker is who the visitor is in a room; no ID means that nobody knows yet. The
// name of somebody who was invited is nobody else's.
func (a *Adapter) speaker(r *http.Request, v page.Visitor, chat int64) (intake.Sender, error) {
	if v.Staff() {
		return intake.Sender{ID: OfficerSender(v.Officer), Name: v.Officer.Name}, nil
	}
	cookie, err := r.Cookie(guestCookie)
	if err != nil || !formID(cookie.Value) {
		return intake.Sender{}, nil
	}
	guest := "guest-" + digest(cookie.Value)
	member, err := a.store.MemberOf(r.Context(), chat, guest)
	if err == nil {
		return intake.Sender{ID: member.Sender, Name: member.Name}, nil
	}
	name := nameOf(r)
	if intake.CodeOf(err) != intake.CodeNotFound || name == "" {
		return intake.Sender{}, ignoreMissing(err)
	}
	taken, err := a.taken(r.Context(), chat, name)
	if err != nil || taken {
		return intake.Sender{}, err
	}
	return intake.Sender{ID: guest, Name: name}, nil
}

// nameOf is how the visitor wants to be called.
func nameOf(r *http.Request) string {
	cookie, err := r.Cookie(nameCookie)
	if err != nil {
		return ""
	}
	raw, err := base64.RawURLEncoding.DecodeString(cookie.Value)
	if err != nil {
		return ""
	}
	return page.CleanName(string(raw), page.MaxName)
}

// guestOf is the digest of the browser's cookie, which it gets if it has none.
func (a *Adapter) guestOf(w http.ResponseWriter, r *http.Request) string {
	cookie, err := r.Cookie(guestCookie)
	if err == nil && formID(cookie.Value) {
		return "guest-" + digest(cookie.Value)
	}
	value := rand.Text()
	a.pages.SetCookie(w, guestCookie, value, a.pages.Now().AddDate(1, 0, 0))
	return "guest-" + digest(value)
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
	name := page.CleanName(r.PostFormValue("name"), page.MaxName)
	if name == "" {
		return a.showTalk(w, r, v, t, draft{}, &page.Fault{Status: http.StatusBadRequest, Sentence: "请写一个称呼"})
	}
	taken, err := a.taken(r.Context(), t.chat.ID, name)
	if err != nil {
		return err
	}
	if taken {
		return a.showTalk(w, r, v, t, draft{}, &page.Fault{Status: http.StatusConflict, Sentence: "这个称呼已经有人用了，请换一个"})
	}
	a.guestOf(w, r)
	a.pages.SetCookie(w, nameCookie, base64.RawURLEncoding.EncodeToString([]byte(name)), a.pages.Now().AddDate(1, 0, 0))
	http.Redirect(w, r, t.base, http.StatusSeeOther)
	return nil
}
