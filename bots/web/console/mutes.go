package console

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"snapgrid/bots/web/page"
	"snapgrid/intake"
)

// silenced is a mute with the name of who decided it.
type silenced struct {
	intake.Mute
	Who string // "" if the program did
}

// mutesView lists whom we do not answer, and through which channels people speak.
type mutesView struct {
	All      []silenced
	Channels []intake.Channel
}

const inMutes = 200

// mutes lists whom we do not answer.
func (c *Console) mutes(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	list, err := c.store.Mutes(r.Context(), c.pages.Now(), inMutes)
	if err != nil {
		return err
	}
	names, err := c.store.OfficerNames(r.Context())
	if err != nil {
		return err
	}
	view := mutesView{All: make([]silenced, len(list))}
	for i, m := range list {
		view.All[i] = silenced{m, names[m.By]}
	}
	for _, h := range c.channels.Health() {
		view.Channels = append(view.Channels, h.Channel)
	}
	c.show(w, r, v, http.StatusOK, "mutes", "不理的人", view)
	return nil
}

// mute adds somebody by channel and number.
func (c *Console) mute(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	m := intake.Mute{
		Channel: intake.Channel(r.PostFormValue("channel")), Sender: strings.TrimSpace(r.PostFormValue("sender")),
		Reason: page.Clean(r.PostFormValue("reason")),
	}
	if m.Channel == "" || m.Sender == "" || page.Clean(m.Sender) != m.Sender || len(m.Sender) > 256 || len(m.Reason) > 800 {
		return &intake.Error{Code: intake.CodeInvalid, Message: "请写明渠道和编号"}
	}
	if err := c.keepMute(r, v, m); err != nil {
		return err
	}
	http.Redirect(w, r, "/desk/mutes", http.StatusSeeOther)
	return nil
}

// muteSender mutes who sent a message that was laid aside.
func (c *Console) muteSender(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	number, err := numberOf(r, "number")
	if err != nil {
		return err
	}
	l, err := c.letterFor(r.Context(), v, number, false)
	if err != nil {
		return err
	}
	alone := []intake.Heard{l.Heard}
	if _, err := c.veil(r.Context(), v, alone); err != nil {
		return err
	}
	m := intake.Mute{Channel: l.Heard.Chat.Channel, Sender: l.Sender.ID, Name: alone[0].Sender.Name}
	if m.Sender == "" {
		return &intake.Error{Code: intake.CodeInvalid, Message: "不知道是谁说的"}
	}
	if err := c.keepMute(r, v, m); err != nil {
		return err
	}
	http.Redirect(w, r, "/desk/mutes", http.StatusSeeOther)
	return nil
}

// keepMute mutes somebody for the days that the form names, or for good.
func (c *Console) keepMute(r *http.Request, v page.Visitor, m intake.Mute) error {
	if days, err := strconv.Atoi(r.PostFormValue("days")); err == nil && days > 0 && days <= 3650 {
		m.Until = c.pages.Now().Add(time.Duration(days) * 24 * time.Hour)
	}
	return c.desk.Mute(r.Context(), v.Officer, m)
}

// unmute lets somebody speak again.
func (c *Console) unmute(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	channel, sender := intake.Channel(r.PostFormValue("channel")), r.PostFormValue("sender")
	if err := c.desk.Unmute(r.Context(), v.Officer, channel, sender); err != nil && intake.CodeOf(err) != intake.CodeNotFound {
		return err
	}
	http.Redirect(w, r, "/desk/mutes", http.StatusSeeOther)
	return nil
}
