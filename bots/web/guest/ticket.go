package guest

import (
	"crypto/rand"
	"errors"
	"net/http"
	"slices"
	"strconv"

	"snapgrid/bots/web/page"
	"snapgrid/bots/web/photos"
	"snapgrid/intake"
)

// ticketView is what a guest sees: what may be published, and their own words.
type ticketView struct {
	Guest   intake.Guest
	Ticket  intake.Ticket
	Code    string
	Where   string
	Before  []string // keys of the photos of how it is
	Lines   []intake.Line
	Form    string
	Words   string
	Problem string
}

// Over reports whether there is nothing left to do.
func (v ticketView) Over() bool { return !v.Ticket.Status.Open() }

// Ours reports whether the guest's unit is the one that solved it.
func (v ticketView) Ours() bool {
	return v.Ticket.Ending == intake.EndingSolved && v.Ticket.DoneBy == v.Guest.Unit
}

func (d *Door) show(w http.ResponseWriter, r *http.Request, v page.Visitor, g intake.Guest) error {
	return d.showTicket(w, r, v, g, draft{}, nil)
}

// showTicket shows the ticket with what the guest typed and what is wrong with it,
// if anything.
func (d *Door) showTicket(w http.ResponseWriter, r *http.Request, v page.Visitor, g intake.Guest, typed draft, fault *page.Fault) error {
	t, err := d.store.Ticket(r.Context(), g.Ticket)
	if err != nil {
		return err
	}
	view := ticketView{Guest: g, Ticket: t, Code: codeOf(r), Where: page.Where(t.Fix), Form: typed.form, Words: typed.words}
	if view.Form == "" {
		view.Form = rand.Text()
	}
	if t.Status != intake.StatusRejected { // its photos are not published
		said, err := d.store.TicketMessages(r.Context(), t.N)
		if err != nil {
			return err
		}
		view.Before = photos.Ready(said, intake.PartReport)
	}
	if view.Lines, err = d.lines(r, g); err != nil {
		return err
	}
	status := http.StatusOK
	if fault != nil {
		status, view.Problem = fault.Status, fault.Sentence
	}
	d.pages.Show(w, r, v, status, "guest", "#"+strconv.FormatInt(t.N, 10), view)
	return nil
}

// shown is how many lines of their talk with us a guest sees.
const shown = 30

// lines are what the guest said and what was answered, oldest first.
func (d *Door) lines(r *http.Request, g intake.Guest) ([]intake.Line, error) {
	chat, err := d.store.FindChat(r.Context(), ChatOf(g))
	if intake.CodeOf(err) == intake.CodeNotFound {
		return nil, nil // nothing was said yet
	}
	if err != nil {
		return nil, err
	}
	lines, err := d.store.ChatLines(r.Context(), chat.ID, 0, shown)
	slices.SortStableFunc(lines, func(a, b intake.Line) int { return a.At.Compare(b.At) })
	return lines, err
}

// ChatOf is the chat in which a guest and we talk: nobody else is in it.
func ChatOf(g intake.Guest) intake.ChatRef {
	return intake.ChatRef{Channel: "web", ID: "handler-" + strconv.FormatInt(g.ID, 10)}
}

var errTooFast = &page.Fault{Status: http.StatusTooManyRequests, Sentence: "发得太快了，请过一分钟再点发送"}

// errOver is said when the ticket ended while the guest was writing.
var errOver = &page.Fault{Status: http.StatusConflict, Sentence: "没有收下：这件事已经不在办理中了"}

// faultOf says in a sentence for guests what the desk refused.
func faultOf(err error) *page.Fault {
	switch intake.CodeOf(err) {
	case intake.CodeConflict:
		return errOver
	case intake.CodeForbidden:
		return &page.Fault{Status: http.StatusForbidden, Sentence: "这个链接已经不能用了，没有收下您发的内容", Err: err}
	}
	f := (*page.Fault)(nil)
	if errors.As(err, &f) {
		return f
	}
	return page.AsFault(err)
}
