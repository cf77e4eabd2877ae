package console

import (
	"net/http"

	"snapgrid/bots/web/page"
	"snapgrid/intake"
)

// original shows a ticket with the words as they were typed, to those who handle
// it. That they looked is written down before they see anything.
func (c *Console) original(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	n, err := numberOf(r, "n")
	if err != nil {
		return err
	}
	view, err := c.viewTicket(r.Context(), v, n)
	if err != nil {
		return err
	}
	view.Said, err = c.desk.OriginalWords(r.Context(), v.Officer, n)
	switch {
	case intake.CodeOf(err) == intake.CodeForbidden:
		return &page.Fault{Status: http.StatusForbidden, Sentence: "这件事不归您办，所以看不到原话"}
	case err != nil:
		return err
	}
	if _, err := c.veil(r.Context(), v, view.Said); err != nil {
		return err
	}
	c.showTicket(w, r, v, http.StatusOK, view)
	return nil
}

// originalLetter shows a message that was laid aside as it was typed.
func (c *Console) originalLetter(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	number, err := numberOf(r, "number")
	if err != nil {
		return err
	}
	l, err := c.letterFor(r.Context(), v, number, false)
	if err != nil {
		return err
	}
	if l.Heard, err = c.desk.OriginalMessage(r.Context(), v.Officer, l.Heard); err != nil {
		return err
	}
	alone := []intake.Heard{l.Heard}
	if _, err := c.veil(r.Context(), v, alone); err != nil {
		return err
	}
	l.Heard = alone[0]
	c.show(w, r, v, http.StatusOK, "inbox", "待判断", inboxView{Letters: []letter{l}})
	return nil
}
