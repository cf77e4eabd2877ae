package console

import (
	"context"
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
	if !view.Mine {
		return &page.Fault{Status: http.StatusForbidden, Sentence: "这件事不归您办，所以看不到原话"}
	}
	if view.Said, err = c.disclose(r.Context(), intake.Disclosure{Officer: v.Officer.ID, Ticket: n}, view.Said); err != nil {
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
	l, err := c.letterFor(r.Context(), v, number)
	if err != nil {
		return err
	}
	typed, err := c.disclose(r.Context(), intake.Disclosure{Officer: v.Officer.ID, Message: number}, []intake.Heard{l.Heard})
	if err != nil {
		return err
	}
	l.Heard = typed[0]
	c.show(w, r, v, http.StatusOK, "inbox", "待判断", inboxView{Letters: []letter{l}})
	return nil
}

// disclose writes into the audit who looks, and gives out the words as typed.
func (c *Console) disclose(ctx context.Context, d intake.Disclosure, messages []intake.Heard) ([]intake.Heard, error) {
	d.At = c.pages.Now()
	err := c.store.InTx(ctx, func(ctx context.Context) error {
		if err := c.store.PutDisclosure(ctx, d); err != nil {
			return err
		}
		var err error
		messages, err = c.store.Unmask(ctx, messages)
		return err
	})
	return messages, err
}

// looked is an entry of the audit with the name of who looked.
type looked struct {
	intake.Disclosure
	Name string
}

// disclosures shows who looked at words and photos as they were sent.
func (c *Console) disclosures(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	entries, err := c.store.Disclosures(r.Context(), inAudit)
	if err != nil {
		return err
	}
	names, err := c.names(r.Context())
	if err != nil {
		return err
	}
	all := make([]looked, len(entries))
	for i, d := range entries {
		all[i] = looked{d, names[d.Officer]}
	}
	c.show(w, r, v, http.StatusOK, "disclosures", "看过原话和原图的记录", all)
	return nil
}

// names are those of the staff, by number.
func (c *Console) names(ctx context.Context) (map[int64]string, error) {
	officers, err := c.store.Officers(ctx)
	names := make(map[int64]string, len(officers))
	for _, o := range officers {
		names[o.ID] = o.Name
	}
	return names, err
}
