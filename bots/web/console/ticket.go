package console

import (
	"context"
	"crypto/rand"
	"net/http"
	"slices"
	"strconv"

	"snapgrid/bots/web/page"
	"snapgrid/bots/web/photos"
	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/desk"
	"snapgrid/intake/sla"
)

type ticketView struct {
	intake.Ticket
	Light   sla.Light
	Mine    bool // the visitor may handle it, and so read its words
	Said    []intake.Heard
	Veiled  bool              // riders are shown by their aliases, and the visitor may learn who they are
	Names   []desk.Revealed   // behind the aliases, where they were asked for
	Hidden  bool              // some of it holds marks in place of numbers
	Second  string            // another trouble that it may tell of
	Classes intake.Categories // to choose from
	Events  []intake.Event
	// Disputes are clues to where it was that contradict the best one.
	Disputes []dispute
	Doubts   map[int64][]intake.Finding // by photo
	Whistles []whistleLine
	Choices  []geotag.Fix // places that the words may mean
	Form     string
	Typed    string
	Problem  string
	Acts     []choice      // that the visitor has now
	Judge    bool          // the visitor may say what it is
	Units    []intake.Unit // that it can be given to; none if not by the visitor
}

func (c *Console) ticket(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	n, err := numberOf(r, "n")
	if err != nil {
		return err
	}
	view, err := c.viewTicket(r.Context(), v, n)
	if err != nil {
		return err
	}
	c.showTicket(w, r, v, http.StatusOK, view)
	return nil
}

// viewTicket is all that the page of a ticket shows to a visitor.
func (c *Console) viewTicket(ctx context.Context, v page.Visitor, n int64) (ticketView, error) {
	t, err := c.store.Ticket(ctx, n)
	if err != nil {
		return ticketView{}, err
	}
	view := ticketView{
		Ticket: t, Light: c.desk.Light(t), Mine: c.desk.May(v.Officer, intake.RightSee, t), Form: rand.Text(),
		Acts: c.choicesFor(v.Officer, t), Judge: c.desk.Allows(v.Officer, Class, t), Classes: c.pages.Categories(),
	}
	if c.desk.Allows(v.Officer, Dispatch, t) {
		view.Units = c.pages.Units()
	}
	if view.Said, err = c.store.TicketMessages(ctx, n); err != nil {
		return view, err
	}
	if split, err := c.store.SplitOf(ctx, n); err == nil && split.Became == 0 {
		view.Second = split.Second.Masked
	} else if err != nil && intake.CodeOf(err) != intake.CodeNotFound {
		return view, err
	}
	if view.Whistles, err = c.whistles(ctx, n); err != nil {
		return view, err
	}
	veiled, err := c.veil(ctx, v, view.Said)
	if err != nil {
		return view, err
	}
	view.Veiled = veiled && v.Officer.Has(intake.RightReveal)
	view.Hidden = slices.ContainsFunc(view.Said, func(m intake.Heard) bool { return m.Hidden })
	if view.Disputes, err = c.disputes(ctx, t, view.Said); err != nil {
		return view, err
	}
	if view.Doubts, err = c.doubts(ctx, n); err != nil {
		return view, err
	}
	if view.Choices, err = c.choices(ctx, t, view.Said); err != nil {
		return view, err
	}
	view.Events, err = c.store.Events(ctx, n)
	return view, err
}

func (c *Console) showTicket(w http.ResponseWriter, r *http.Request, v page.Visitor, status int, view ticketView) {
	c.show(w, r, v, status, "ticket", "#"+strconv.FormatInt(view.N, 10), view)
}

// refuseAct shows the page again with what was typed and what is wrong.
func (c *Console) refuseAct(w http.ResponseWriter, r *http.Request, v page.Visitor, n int64, typed string, fault *page.Fault) error {
	view, err := c.viewTicket(r.Context(), v, n)
	if err != nil {
		return err
	}
	view.Typed, view.Problem = typed, fault.Sentence
	c.showTicket(w, r, v, fault.Status, view)
	return nil
}

// doubts are what was found on a ticket, by photo.
func (c *Console) doubts(ctx context.Context, n int64) (map[int64][]intake.Finding, error) {
	found, err := c.store.Findings(ctx, n)
	doubts := map[int64][]intake.Finding{}
	for _, f := range found {
		doubts[f.Photo] = append(doubts[f.Photo], f)
	}
	return doubts, err
}

// act does what the pressed button says.
func (c *Console) act(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	n, err := numberOf(r, "n")
	if err != nil {
		return err
	}
	if err := c.takeAct(r, v, n); err != nil {
		fault := page.AsFault(err)
		if fault.Status >= http.StatusInternalServerError || fault.Status == http.StatusNotFound {
			return err
		}
		return c.refuseAct(w, r, v, n, page.Clean(r.PostFormValue("words")), fault)
	}
	http.Redirect(w, r, "/desk/tickets/"+strconv.FormatInt(n, 10), http.StatusSeeOther)
	return nil
}

func (c *Console) actAgain(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	n, err := numberOf(r, "n")
	if err != nil {
		return err
	}
	fault := &page.Fault{Status: http.StatusForbidden, Sentence: page.StaleForm}
	return c.refuseAct(w, r, v, n, page.Clean(r.PostFormValue("words")), fault)
}

func (c *Console) takeAct(r *http.Request, v page.Visitor, n int64) error {
	deed := Deed(r.PostFormValue("deed"))
	words, err := wordsOf(r, deed, c.pages.Here())
	if err != nil {
		return err
	}
	kept, err := photos.Keep(r.Context(), c.blobs, r.MultipartForm, "photos")
	if err != nil {
		return err
	}
	return notYours(c.desk.Act(r.Context(), Act{
		Officer: v.Officer, Ticket: n, Deed: deed, Words: words, Photos: kept, Key: actKey(r),
	}))
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
