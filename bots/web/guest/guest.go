// Package guest is the page of a handler without an account (访客办理人): somebody of
// a property company or a co-building unit who got a link to one ticket. They see
// what staff pass on to anybody, answer, and show the repair; everything they send
// goes the way that an officer's answer goes.
//
// # The link
//
// /g/CODE, a random code of 130 bits, is all that a guest needs, so it is all that
// is checked here: that it is good, and for which ticket. Whether its unit may do
// what is asked is the desk's decision. Codes appear in no log: requests are noted
// by route. Wrong codes are counted by address.
package guest

import (
	"context"
	"net/http"
	"strings"
	"time"

	"golang.org/x/time/rate"

	"snapgrid/bots/web/pace"
	"snapgrid/bots/web/page"
	"snapgrid/bots/web/photos"
	"snapgrid/intake"
)

// Store is what the page needs of the database.
type Store interface {
	FindGuest(ctx context.Context, code string) (intake.Guest, error)
	Ticket(ctx context.Context, n int64) (intake.Ticket, error)
	TicketMessages(ctx context.Context, ticket int64) ([]intake.Heard, error)
	FindChat(ctx context.Context, ref intake.ChatRef) (intake.Chat, error)
	ChatLines(ctx context.Context, chat int64, after int64, limit int) ([]intake.Line, error)
}

// Desk takes in what guests say.
type Desk interface {
	// Answer keeps what a guest says and does what it asks for, once for each key.
	// Errors are [intake.Error]: forbidden if the link is not good any more,
	// conflict if the ticket does not allow it.
	Answer(ctx context.Context, a Answer) error
}

// Answer is what a guest says.
type Answer struct {
	Guest  intake.Guest
	Done   bool // it is repaired
	Words  string
	Photos []intake.Media // of the repair, stored already
	Key    string         // names the answer: the same on every attempt
}

// Door serves the pages under /g.
type Door struct {
	pages *page.Pages
	store Store
	blobs photos.Blobs
	desk  Desk

	senders *pace.Paces // by address
	links   *pace.Paces // by guest
	wrong   *pace.Paces // by address: codes that are none
}

// New makes the door.
func New(pages *page.Pages, store Store, blobs photos.Blobs, desk Desk) *Door {
	return &Door{
		pages: pages, store: store, blobs: blobs, desk: desk,
		senders: pace.New(rate.Every(5*time.Second), 60),
		links:   pace.New(rate.Every(30*time.Second), 20),
		wrong:   pace.New(rate.Every(10*time.Second), 20),
	}
}

// Mount adds the pages.
func (d *Door) Mount(mux page.Mux) {
	mux.Handle("GET /g/{code}", d.pages.Handle(d.inside(d.show)))
	mux.Handle("POST /g/{code}", d.pages.HandleDraft(d.inside(d.answer), d.inside(d.again)))
}

// codeLetters are those of a code: base 32, as rand.Text writes it.
const (
	codeLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
	codeLength  = 26
)

// codeOf is the code of a request, however it was typed; "" if it is none.
func codeOf(r *http.Request) string {
	code := strings.ToUpper(r.PathValue("code"))
	if len(code) != codeLength || strings.Trim(code, codeLetters) != "" {
		return ""
	}
	return code
}

// errNoLink is said of a code that opens nothing.
var errNoLink = &page.Fault{
	Status: http.StatusNotFound, Sentence: "这个链接打不开：可能没有复制完整。请点收到的原链接，或请发给您的人再发一次",
}

// inside lets a request in whose link is good; others are told why not.
func (d *Door) inside(h func(w http.ResponseWriter, r *http.Request, v page.Visitor, g intake.Guest) error) page.Handler {
	return func(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
		w.Header().Set("Cache-Control", "no-store") // who has the address has the right
		g, err := d.guest(r)
		if err != nil {
			return err
		}
		if err := d.closed(g); err != nil {
			return err
		}
		return h(w, r, v, g)
	}
}

// guest finds who is behind the code of a request. Who tries many codes has to wait.
func (d *Door) guest(r *http.Request) (intake.Guest, error) {
	code, address := codeOf(r), pace.AddressOf(r)
	if !d.wrong.Left(address, d.pages.Now()) {
		return intake.Guest{}, &page.Fault{Status: http.StatusTooManyRequests, Sentence: "试得太多了，请过几分钟再点收到的原链接"}
	}
	if code == "" {
		return intake.Guest{}, errNoLink
	}
	g, err := d.store.FindGuest(r.Context(), code)
	if intake.CodeOf(err) == intake.CodeNotFound {
		d.wrong.Allow(address, d.pages.Now())
		return g, errNoLink
	}
	return g, err
}

// closed says why a link can not be used, kindly; nil if it can.
func (d *Door) closed(g intake.Guest) error {
	switch g.State(d.pages.Now()) {
	case intake.GuestExpired:
		return &page.Fault{Status: http.StatusGone, Sentence: "这个链接已经过期。还要办的话，请发给您的人再发一个"}
	case intake.GuestRevoked:
		return &page.Fault{Status: http.StatusGone, Sentence: "这个链接已经收回，这件事不用您再办了。谢谢您"}
	case intake.GuestGood:
	}
	return nil
}
