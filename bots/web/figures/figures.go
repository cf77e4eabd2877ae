// Package figures is what staff look at to see how it goes: the figures with what is
// behind each of them, the places where the same trouble comes back, and the ledger to
// be printed.
//
// Everybody on the staff sees what they answer for: the street everything, a unit its
// own tickets, a grid officer those of their cells. There is no figure by person.
package figures

import (
	"context"
	"net/http"
	"time"

	"snapgrid/bots/web/page"
	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/ledger"
	"snapgrid/intake/stats"
)

// Store is what the pages need of the database.
type Store interface {
	ListTickets(ctx context.Context, f intake.Filter) ([]intake.Ticket, error)
}

// Areas is what they need of the district.
type Areas interface {
	// Path lists a cell and all that contain it, the district first.
	Path(code string) []geotag.Cell
}

// Desk decides who may see what.
type Desk interface {
	// May reports whether an officer has a right on a ticket.
	May(o intake.Officer, r intake.Right, t intake.Ticket) bool
}

// Counts answers questions: a [stats.Office].
type Counts interface {
	Here() time.Time
	Report(ctx context.Context, q stats.Question) (r stats.Report, asOf time.Time, err error)
	Spots(ctx context.Context, q stats.Question) (hot []stats.Spot, adrift int, err error)
	Tickets(ctx context.Context, q stats.Question, k stats.Key, part stats.Part) ([]int64, error)
	Numbers(ctx context.Context, q stats.Question) ([]int64, error)
}

// Clerk finds out whom the ledger names beside a ticket.
type Clerk interface {
	Entry(ctx context.Context, t intake.Ticket) (ledger.Entry, error)
}

// Options is what the pages need.
type Options struct {
	Pages  *page.Pages
	Store  Store
	Areas  Areas
	Desk   Desk
	Counts Counts
	Clerk  Clerk
	Words  ledger.Words
}

// Face serves the pages.
type Face struct{ Options }

// New makes the pages.
func New(o Options) *Face { return &Face{o} }

// Mount adds the pages.
func (f *Face) Mount(mux page.Mux) {
	staff := func(h page.Handler) http.Handler { return f.Pages.Handle(page.Staff(h)) }
	mux.Handle("GET /desk/stats", staff(f.stats))
	mux.Handle("GET /desk/stats/spots", staff(f.spots))
	mux.Handle("GET /desk/stats/tickets", staff(f.tickets))
	mux.Handle("GET /desk/ledger", staff(f.ledger))
}

// view is what the pages have in common with those of the desk.
type view struct {
	Menu []page.MenuGroup
	Data any
}

func (f *Face) show(w http.ResponseWriter, r *http.Request, v page.Visitor, name, title string, data any) {
	f.Pages.Show(w, r, v, http.StatusOK, "desk_"+name, title, view{page.Menu(v.Officer, name, intake.Waiting{}), data})
}
