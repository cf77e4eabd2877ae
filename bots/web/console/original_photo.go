package console

import (
	"fmt"
	"net/http"
	"time"

	webchat "snapgrid/bots/web/channel"
	"snapgrid/bots/web/page"
	"snapgrid/intake"
)

// originalPhoto gives out a photo as it was sent to an officer who may handle its
// ticket. That they looked is written down before a byte of it leaves; so is a
// refusal.
func (c *Console) originalPhoto(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	id, err := numberOf(r, "id")
	if err != nil {
		return err
	}
	p, ticket, err := c.photoFor(r, v, id)
	if err != nil {
		return err
	}
	file, err := c.originals.OpenOriginal(r.Context(), p.Media.Key)
	if intake.CodeOf(err) == intake.CodeNotFound {
		return &page.Fault{Status: http.StatusGone, Sentence: "原图已按规定期限删除"}
	}
	if err != nil {
		return err
	}
	defer file.Close()
	look := intake.Disclosure{At: c.pages.Now(), Officer: v.Officer.ID, Ticket: ticket, Photo: p.ID}
	if err := c.store.PutDisclosure(r.Context(), look); err != nil {
		return err
	}
	// Whatever a stranger sent is saved as a file, and never shown by the browser as
	// a part of our pages.
	h := w.Header()
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Content-Disposition", fmt.Sprintf(`attachment; filename="ticket-%d-photo-%d%s"`, ticket, p.ID, extension(p.Media.Type)))
	h.Set("Cache-Control", "private, no-store")
	http.ServeContent(w, r, "", time.Time{}, file)
	return nil
}

// photoFor finds a photo and its ticket, if the visitor may handle that.
func (c *Console) photoFor(r *http.Request, v page.Visitor, id int64) (p intake.Photo, ticket int64, err error) {
	if p, err = c.store.Photo(r.Context(), id); err != nil {
		return p, 0, err
	}
	m, err := c.store.PhotoMessage(r.Context(), id)
	if err != nil {
		return p, 0, err
	}
	if m.Ticket == 0 || p.Media.Key == "" {
		return p, 0, page.NotFound()
	}
	t, err := c.store.Ticket(r.Context(), m.Ticket)
	if err != nil || c.desk.May(v.Officer, intake.RightSee, t) {
		return p, m.Ticket, err
	}
	refusal := intake.Refusal{
		At: c.pages.Now(), Sender: webchat.OfficerSender(v.Officer), Ticket: t.N, What: "original", Why: intake.CodeForbidden,
	}
	if err := c.store.PutRefusal(r.Context(), refusal); err != nil {
		return p, 0, err
	}
	return p, 0, &page.Fault{Status: http.StatusForbidden, Sentence: "这件事不归您办，所以不能看原图"}
}

// extension is how the file's name ends, by the type that its sender declared.
func extension(kind string) string {
	switch kind {
	case "image/jpeg", "":
		return ".jpg"
	case "image/png":
		return ".png"
	case "image/webp":
		return ".webp"
	case "image/heic", "image/heif":
		return ".heic"
	case "image/gif":
		return ".gif"
	}
	return ".bin"
}
