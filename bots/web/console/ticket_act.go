package console

import (
	"crypto/rand"
	"net/http"
	"slices"
	"strconv"

	"snapgrid/bots/web/page"
	"snapgrid/bots/web/photos"
	"snapgrid/intake"
	"snapgrid/intake/outbox"
)

// act does what the pressed button says, or shows first what the chats would read
// of it.
func (c *Console) act(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	n, err := numberOf(r, "n")
	if err != nil {
		return err
	}
	a, err := c.readAct(r, v, n)
	if err == nil && r.PostFormValue("back") != "" {
		return c.backToWork(w, r, v, a)
	}
	if err == nil && r.PostFormValue("look") != "" && slices.Contains(told, a.Deed) {
		if err = c.preview(w, r, v, a); err == nil {
			return nil
		}
	}
	answer := ""
	if err == nil {
		answer, err = c.desk.Act(r.Context(), a)
	}
	if err != nil {
		fault := page.AsFault(notYours(err))
		if fault.Status >= http.StatusInternalServerError || fault.Status == http.StatusNotFound {
			return err
		}
		return c.refuseAct(w, r, v, a, fault)
	}
	return c.acted(w, r, v, n, answer)
}

// acted shows what the desk answered, or else the ticket as it is now.
func (c *Console) acted(w http.ResponseWriter, r *http.Request, v page.Visitor, n int64, answer string) error {
	if answer == "" {
		http.Redirect(w, r, "/desk/tickets/"+strconv.FormatInt(n, 10), http.StatusSeeOther)
		return nil
	}
	view, err := c.viewTicket(r.Context(), v, n)
	if err != nil {
		return err
	}
	view.Answer = answer
	c.showTicket(w, r, v, http.StatusOK, view)
	return nil
}

// readAct reads what the form says and keeps its photos. What was read comes back
// with an error as well, so that nothing has to be typed or chosen twice.
func (c *Console) readAct(r *http.Request, v page.Visitor, n int64) (Act, error) {
	a := Act{
		Officer: v.Officer, Language: v.Language, Ticket: n, Deed: Deed(r.PostFormValue("deed")), Key: actKey(r),
		Words: page.Clean(r.PostFormValue("words")),
	}
	a.Photos = c.sealer.Open(a.Key, r.PostForm["kept"])
	chosen, err := photos.Keep(r.Context(), c.blobs, r.MultipartForm, "photos")
	a.Photos = append(a.Photos, chosen...)
	if err != nil || r.PostFormValue("back") != "" {
		return a, err
	}
	if a.Words, err = wordsOf(r, a.Deed, c.pages.Here()); err != nil {
		a.Words = page.Clean(r.PostFormValue("words"))
		return a, err
	}
	if a.Deed == Offer {
		a.Units = r.PostForm["unit"]
	}
	if a.Deed == Merge {
		if a.Other, err = strconv.ParseInt(r.PostFormValue("other"), 10, 64); err != nil || a.Other < 1 {
			return a, invalid("请写明并到哪一件，例如 12")
		}
	}
	return a, nil
}

// refuseAct shows the page again with what was typed and what is wrong.
func (c *Console) refuseAct(w http.ResponseWriter, r *http.Request, v page.Visitor, a Act, fault *page.Fault) error {
	view, err := c.viewTicket(r.Context(), v, a.Ticket)
	if err != nil {
		return err
	}
	view.Typed, view.Problem = a.Words, fault.Sentence
	view.Kept = c.sealer.Seal(view.Form, a.Photos)
	c.showTicket(w, r, v, fault.Status, view)
	return nil
}

// backToWork shows the page with what was typed, to be changed.
func (c *Console) backToWork(w http.ResponseWriter, r *http.Request, v page.Visitor, a Act) error {
	view, err := c.viewTicket(r.Context(), v, a.Ticket)
	if err != nil {
		return err
	}
	view.Typed, view.Kept = a.Words, c.sealer.Seal(view.Form, a.Photos)
	c.showTicket(w, r, v, http.StatusOK, view)
	return nil
}

func (c *Console) actAgain(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	n, err := numberOf(r, "n")
	if err != nil {
		return err
	}
	fault := &page.Fault{Status: http.StatusForbidden, Sentence: page.StaleForm}
	return c.refuseAct(w, r, v, Act{Ticket: n, Words: page.Clean(r.PostFormValue("words"))}, fault)
}

// previewView is what every chat would read of a deed.
type previewView struct {
	Act
	Label string
	Chats []outbox.Foreseen
	Kept  []string
}

// preview shows what would be said where, and the button that says it.
func (c *Console) preview(w http.ResponseWriter, r *http.Request, v page.Visitor, a Act) error {
	chats, err := c.desk.Preview(r.Context(), a)
	if err != nil {
		return err
	}
	view := previewView{Act: a, Chats: chats, Kept: c.sealer.Seal(a.Key, a.Photos)}
	for _, b := range choices {
		if b.Deed == a.Deed {
			view.Label = b.Label
		}
	}
	c.show(w, r, v, http.StatusOK, "preview", "发出前看一眼", view)
	return nil
}

// notYours words a refusal about a ticket.
func notYours(err error) error {
	if intake.CodeOf(err) == intake.CodeForbidden {
		return &page.Fault{Status: http.StatusForbidden, Sentence: "这件事不归您办，所以不能改", Err: err}
	}
	return err
}

// actKey is the form's own random name, so that a form sent twice acts once.
func actKey(r *http.Request) string {
	key := r.PostFormValue("form")
	if len(key) < 16 || len(key) > 64 || page.Clean(key) != key {
		return rand.Text()
	}
	return key
}
