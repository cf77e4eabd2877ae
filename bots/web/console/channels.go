package console

import (
	"net/http"

	"snapgrid/bots"
	"snapgrid/bots/web/page"
	"snapgrid/intake"
)

// channel is one channel on the page.
type channel struct {
	bots.Health
	Pairing *bots.Pairing // nil if nobody has to log in
	Lost    []lost
}

// lost is a chat that waits to be found again.
type lost struct {
	bots.Lost
	Chat    int64  // our number of it; 0 if nobody ever spoke there
	Waiting int    // posts
	Last    string // what was said there last, to tell twins apart
}

// channelList shows how the channels are, and what to do about it.
func (c *Console) channelList(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	all, err := c.channelViews(r)
	if err != nil {
		return err
	}
	c.show(w, r, v, http.StatusOK, "channels", "渠道", all)
	return nil
}

func (c *Console) channelViews(r *http.Request) ([]channel, error) {
	var all []channel
	for _, h := range c.channels.Health() {
		view := channel{Health: h}
		for _, p := range c.channels.Pairings() {
			if p.Channel != h.Channel {
				continue
			}
			view.Pairing = &p
			var err error
			if view.Lost, err = c.lost(r, p.Waiting); err != nil {
				return nil, err
			}
		}
		all = append(all, view)
	}
	return all, nil
}

// lost looks up the chats that wait. One that was found again under another
// reference waits no more.
func (c *Console) lost(r *http.Request, waiting []bots.Lost) ([]lost, error) {
	var all []lost
	for _, l := range waiting {
		chat, err := c.store.FindChat(r.Context(), l.Ref)
		switch {
		case intake.CodeOf(err) == intake.CodeNotFound:
			all = append(all, lost{Lost: l})
			continue
		case err != nil:
			return nil, err
		case chat.Ref != l.Ref:
			continue
		}
		n, err := c.store.CountWaiting(r.Context(), chat.ID)
		if err != nil {
			return nil, err
		}
		lines, err := c.store.ChatLines(r.Context(), chat.ID, 0, 1)
		if err != nil {
			return nil, err
		}
		found := lost{Lost: l, Chat: chat.ID, Waiting: n}
		for _, line := range lines {
			found.Last = line.Text
		}
		all = append(all, found)
	}
	return all, nil
}

// pairingCode is the picture that the phone scans. Whoever scans it becomes the
// account, so nobody but leaders sees it, and nothing keeps it.
func (c *Console) pairingCode(w http.ResponseWriter, r *http.Request, _ page.Visitor) error {
	for _, p := range c.channels.Pairings() {
		if string(p.Channel) != r.PathValue("channel") || p.Code == "" {
			continue
		}
		picture, err := p.JPEG()
		if err != nil {
			return err
		}
		w.Header().Set("Content-Type", "image/jpeg")
		w.Header().Set("Cache-Control", "no-store")
		_, _ = w.Write(picture) // the visitor has gone: nobody to tell
		return nil
	}
	return page.NotFound()
}
