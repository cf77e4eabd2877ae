// Package public is what everybody may look at without saying who they are: what
// was reported and repaired lately, on a map and in a list, the page of a ticket,
// the proof of a rider's stop, and the same for other machines and sites.
//
// It shows what may be published and nothing else: masked words, renditions of
// photos, the place of the trouble. Nobody is named who reported, and of a ticket
// that was rejected neither words nor photos are shown. Where a visitor is, if they
// say so, narrows the list and is kept nowhere. docs/adr/0029 says how the newest are
// found.
package public

import (
	"context"
	"net/http"
	"slices"
	"time"

	"snapgrid/bots/web/page"
	"snapgrid/geotag"
	"snapgrid/intake"
)

// Store is what the public pages need of the database.
type Store interface {
	Ticket(ctx context.Context, n int64) (intake.Ticket, error)
	LatestTickets(ctx context.Context, f intake.Filter) ([]intake.Ticket, error)
	TallyTickets(ctx context.Context, since, now time.Time) ([]intake.Tally, error)
	Covers(ctx context.Context, tickets []int64) (map[int64]intake.Cover, error)
	TicketMessages(ctx context.Context, ticket int64) ([]intake.Heard, error)
	Events(ctx context.Context, ticket int64) ([]intake.Event, error)
	Rooms(ctx context.Context, channel intake.Channel) ([]intake.Chat, error)
}

// Areas is what the public pages need of the district: a [geotag.Atlas].
type Areas interface {
	// Path lists a cell and all that contain it, the district first.
	Path(code string) []geotag.Cell
	// Grid is all cells.
	Grid() *geotag.Grid
	// Locate finds the place that words name.
	Locate(c geotag.Clues) (geotag.Fix, bool)
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
	pages   *page.Pages
	store   Store
	areas   Areas
	proofs  Proofs
	rooms   intake.Channel
	figures figures
	seen    seen
}

// New makes the public pages.
func New(o Options) *Face {
	return &Face{pages: o.Pages, store: o.Store, areas: o.Areas, proofs: o.Proofs, rooms: o.Rooms, seen: newSeen()}
}

// Mount adds the pages.
func (f *Face) Mount(mux page.Mux) {
	mux.Handle("GET /{$}", f.pages.Handle(f.home))
	mux.Handle("GET /tickets/{n}", f.pages.Handle(f.ticket))
	mux.Handle("GET /p/{code}", f.pages.Handle(f.stopProof))
	mux.Handle("GET /tickets.geojson", http.HandlerFunc(f.geoJSON))
	mux.Handle("GET /tickets.atom", http.HandlerFunc(f.atom))
	mux.Handle("GET /embed", f.pages.HandleUnknown(f.embed))
}

// Where a ticket stands, as the public asks for it. The empty state is all that can
// be seen.
const (
	stateOpen = "open"
	stateDone = "done"
)

// visible are the statuses of a state that the public sees in lists.
func visible(state string) []intake.Status {
	return slices.DeleteFunc(intake.Statuses(), func(s intake.Status) bool {
		return s == intake.StatusRejected || s == intake.StatusMerged ||
			state == stateOpen && !s.Open() || state == stateDone && s.Open()
	})
}
