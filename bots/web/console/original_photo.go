package console

import (
	"fmt"
	"net/http"
	"time"

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
	p, ticket, err := c.desk.PhotoOf(r.Context(), v.Officer, id)
	switch {
	case intake.CodeOf(err) == intake.CodeForbidden:
		return &page.Fault{Status: http.StatusForbidden, Sentence: "这件事不归您办，所以不能看原图"}
	case err != nil:
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
	if err := c.desk.LookAt(r.Context(), v.Officer, p, ticket); err != nil {
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
