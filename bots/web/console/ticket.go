package console

import (
	"crypto/rand"
	"net/http"
	"strconv"

	"snapgrid/bots/web/page"
	"snapgrid/bots/web/photos"
	"snapgrid/intake"
)

type ticketView struct {
	intake.Ticket
	Light  Light
	Mine   bool // the visitor may handle it, and so read its words
	Said   []intake.Heard
	Events []intake.Event
	// Disputes are clues to where it was that contradict the best one.
	Disputes []dispute
	Form     string
	Typed    string
	Problem  string
	CanTake  bool
	CanEnd   bool
}

func (c *Console) ticket(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	return c.showTicket(w, r, v, "", nil)
}

func (c *Console) showTicket(w http.ResponseWriter, r *http.Request, v page.Visitor, typed string, fault *page.Fault) error {
	n, err := numberOf(r, "n")
	if err != nil {
		return err
	}
	t, err := c.store.Ticket(r.Context(), n)
	if err != nil {
		return err
	}
	view := ticketView{
		Ticket: t, Light: LightOf(t, c.pages.Now()), Mine: c.desk.May(v.Officer, t), Form: rand.Text(), Typed: typed,
		CanTake: t.Status.CanBecome(intake.StatusInProgress), CanEnd: t.Status.CanBecome(intake.StatusResolved),
	}
	if view.Said, err = c.store.TicketMessages(r.Context(), n); err != nil {
		return err
	}
	if view.Disputes, err = c.disputes(r.Context(), t, view.Said); err != nil {
		return err
	}
	if view.Events, err = c.store.Events(r.Context(), n); err != nil {
		return err
	}
	status := http.StatusOK
	if fault != nil {
		status, view.Problem = fault.Status, fault.Sentence
	}
	c.show(w, r, v, status, "ticket", "#"+strconv.FormatInt(n, 10), view)
	return nil
}

// act does what the pressed button says.
func (c *Console) act(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	n, err := numberOf(r, "n")
	if err != nil {
		return err
	}
	words := page.Clean(r.PostFormValue("words"))
	if err := c.takeAct(r, v, n, words); err != nil {
		fault := page.AsFault(err)
		if fault.Status >= http.StatusInternalServerError || fault.Status == http.StatusNotFound {
			return err
		}
		return c.showTicket(w, r, v, words, fault)
	}
	http.Redirect(w, r, "/desk/tickets/"+strconv.FormatInt(n, 10), http.StatusSeeOther)
	return nil
}

func (c *Console) actAgain(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	fault := &page.Fault{Status: http.StatusForbidden, Sentence: page.StaleForm}
	return c.showTicket(w, r, v, page.Clean(r.PostFormValue("words")), fault)
}

func (c *Console) takeAct(r *http.Request, v page.Visitor, n int64, words string) error {
	t, err := c.store.Ticket(r.Context(), n)
	if err != nil {
		return err
	}
	if !c.desk.May(v.Officer, t) {
		return &page.Fault{Status: http.StatusForbidden, Sentence: "这件事不归您办，所以不能改"}
	}
	deed := Deed(r.PostFormValue("deed"))
	switch deed {
	case Accept, Resolve:
	case Reject:
		if words == "" {
			return &intake.Error{Code: intake.CodeInvalid, Message: "退回要写明原因"}
		}
	default:
		return &intake.Error{Code: intake.CodeInvalid, Message: "请点一个按钮：签收、办结或退回"}
	}
	if len(words) > 4*4000 {
		return &intake.Error{Code: intake.CodeInvalid, Message: "写得太长了，请不要超过 4000 字"}
	}
	kept, err := photos.Keep(r.Context(), c.blobs, r.MultipartForm, "photos")
	if err != nil {
		return err
	}
	return c.desk.Act(r.Context(), Act{
		Officer: v.Officer, Ticket: n, Deed: deed, Words: words, Photos: kept, Key: actKey(r),
	})
}

// actKey is the form's own random name, so that a form sent twice acts once.
func actKey(r *http.Request) string {
	key := r.PostFormValue("form")
	if len(key) < 16 || len(key) > 64 || page.Clean(key) != key {
		return rand.Text()
	}
	return key
}
