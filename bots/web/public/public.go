// Package public is what everybody may look at without saying who they are: what
// was reported and repaired lately, the page of a ticket, and the proof of a
// rider's stop.
//
// It shows what may be published and nothing else: masked words, renditions of
// photos, the place of the trouble. Nobody is named who reported, and of a ticket
// that was rejected neither words nor photos are shown.
package public

import (
	"context"

	"snapgrid/bots/web/page"
	"snapgrid/geotag"
	"snapgrid/intake"
)

// Store is what the public pages need of the database.
type Store interface {
	Ticket(ctx context.Context, n int64) (intake.Ticket, error)
	ListTickets(ctx context.Context, f intake.Filter) ([]intake.Ticket, error)
	CountTickets(ctx context.Context) (map[intake.Status]int, error)
	CountEndings(ctx context.Context) (map[intake.Ending]int, error)
	TicketMessages(ctx context.Context, ticket int64) ([]intake.Heard, error)
	Events(ctx context.Context, ticket int64) ([]intake.Event, error)
	Chats(ctx context.Context, channel intake.Channel) ([]intake.Chat, error)
}

// Areas is what the public pages need of the district.
type Areas interface {
	// Path lists a cell and all that contain it, the district first.
	Path(code string) []geotag.Cell
}

// Options is what the public pages need.
type Options struct {
	Pages  *page.Pages
	Store  Store
	Areas  Areas
	Proofs Proofs         // nil knows none
	Rooms  intake.Channel // whose groups can be entered from here; "" has none
}

// Face is the public pages.
type Face struct {
	pages  *page.Pages
	store  Store
	areas  Areas
	proofs Proofs
	rooms  intake.Channel
}

// New makes the public pages.
func New(o Options) *Face {
	return &Face{pages: o.Pages, store: o.Store, areas: o.Areas, proofs: o.Proofs, rooms: o.Rooms}
}

// Mount adds the pages.
func (f *Face) Mount(mux page.Mux) {
	mux.Handle("GET /{$}", f.pages.Handle(f.home))
	mux.Handle("GET /tickets/{n}", f.pages.Handle(f.ticket))
	mux.Handle("GET /p/{code}", f.pages.Handle(f.stopProof))
}

// visible are the statuses of tickets that the public sees in lists.
func visible() []intake.Status {
	var all []intake.Status
	for _, s := range intake.Statuses() {
		if s != intake.StatusRejected && s != intake.StatusMerged {
			all = append(all, s)
		}
	}
	return all
}
