package console

import (
	"net/http"

	"snapgrid/bots/web/page"
	"snapgrid/bots/web/qr"
	"snapgrid/intake"
)

// posterView is what hangs on a wall.
type posterView struct {
	Door intake.Door
	Chat intake.Chat
	Link string
}

// openDoor makes the link by which people report from a group, and shows its poster.
func (c *Console) openDoor(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	chat, err := c.group(r)
	if err != nil {
		return err
	}
	door, err := c.desk.OpenDoor(r.Context(), v.Officer, chat)
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/desk/doors/"+door.Code, http.StatusSeeOther)
	return nil
}

// closeDoor withdraws it.
func (c *Console) closeDoor(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	if err := c.desk.CloseDoor(r.Context(), v.Officer, r.PathValue("code")); err != nil {
		return err
	}
	http.Redirect(w, r, "/desk/chats", http.StatusSeeOther)
	return nil
}

// poster is a page to print.
func (c *Console) poster(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	door, err := c.openDoorOf(r)
	if err != nil {
		return err
	}
	view := posterView{Door: door, Link: c.pages.PublicURL() + door.Path()}
	if view.Chat, err = c.store.Chat(r.Context(), door.ChatID); err != nil {
		return err
	}
	c.show(w, r, v, http.StatusOK, "poster", "反映码", view)
	return nil
}

// doorPicture is the QR code, as qr.svg or qr.png.
func (c *Console) doorPicture(w http.ResponseWriter, r *http.Request, _ page.Visitor) error {
	door, err := c.openDoorOf(r)
	if err != nil {
		return err
	}
	var picture []byte
	switch r.PathValue("picture") {
	case "qr.svg":
		w.Header().Set("Content-Type", "image/svg+xml")
		drawn, drawErr := qr.SVG(c.pages.PublicURL() + door.Path())
		picture, err = []byte(drawn), drawErr
	case "qr.png":
		w.Header().Set("Content-Type", "image/png")
		w.Header().Set("Content-Disposition", `attachment; filename="qr.png"`)
		picture, err = qr.PNG(c.pages.PublicURL()+door.Path(), pngSide)
	default:
		return page.NotFound()
	}
	if err != nil {
		return err
	}
	w.Header().Set("Cache-Control", "private, max-age=3600")
	_, _ = w.Write(picture) // the visitor has gone: nobody to tell
	return nil
}

// pngSide is wide enough to print a hand's breadth at 300 dots an inch, in pixels.
const pngSide = 1200

// openDoorOf finds the door of a path; one that was withdrawn is not there any more.
func (c *Console) openDoorOf(r *http.Request) (intake.Door, error) {
	door, err := c.store.Door(r.Context(), r.PathValue("code"))
	if err == nil && !door.Open() {
		err = page.NotFound()
	}
	return door, err
}
