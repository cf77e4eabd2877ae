package api

import (
	"context"
	"io"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"snapgrid/bots/web/pace"
	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/desk"
	"snapgrid/intake/dispatch"
	"snapgrid/intake/learn"
	"snapgrid/intake/ledger"
	"snapgrid/intake/search"
	"snapgrid/intake/sla"
)

// Prefix is where the API is.
const Prefix = "/api/v1"

// Store is what the API reads of the database.
type Store interface {
	Ticket(ctx context.Context, n int64) (intake.Ticket, error)
	ListTickets(ctx context.Context, f intake.Filter) ([]intake.Ticket, error)
	FindTickets(ctx context.Context, q search.Query) ([]intake.Ticket, error)
	Events(ctx context.Context, ticket int64) ([]intake.Event, error)
	TicketMessages(ctx context.Context, ticket int64) ([]intake.Heard, error)
	PhotosLike(ctx context.Context, p intake.Photo) ([]intake.Sighting, error)
	Whistle(ctx context.Context, n int64) (intake.Whistle, error)
	WhistleEvents(ctx context.Context, n int64) ([]intake.WhistleEvent, error)
	WhistlesOf(ctx context.Context, ticket int64) ([]intake.Whistle, error)
	ListWhistles(ctx context.Context, f intake.WhistleFilter) ([]intake.Whistle, error)
	Message(ctx context.Context, number int64) (intake.Heard, error)
	UnsureMessages(ctx context.Context, before int64, limit int) ([]intake.Heard, error)
	HeldMessages(ctx context.Context, before int64, limit int) ([]intake.Heard, error)
	Mutes(ctx context.Context, now time.Time, limit int) ([]intake.Mute, error)
	DeadPosts(ctx context.Context, f intake.DeadFilter) ([]intake.Post, error)
	DeadPost(ctx context.Context, id int64) (intake.Post, error)
	Backlogs(ctx context.Context, limit int) ([]intake.Backlog, error)
	ShortPosts(ctx context.Context, f intake.ShortFilter, limit int) ([]intake.ShortPost, error)
	Chat(ctx context.Context, id int64) (intake.Chat, error)
	Chats(ctx context.Context, channel intake.Channel) ([]intake.Chat, error)
	Doors(ctx context.Context, chat int64) ([]intake.Door, error)
	Weeklies(ctx context.Context) ([]int64, error)
	Members(ctx context.Context, chat int64) ([]intake.Member, error)
	Officers(ctx context.Context) ([]intake.Officer, error)
	OfficerChannels(ctx context.Context) (map[int64][]intake.Channel, error)
	Claims(ctx context.Context, now time.Time, limit int) ([]intake.Claim, error)
	Audit(ctx context.Context, f intake.AuditFilter) ([]intake.AuditEntry, error)
	Cells(ctx context.Context) ([]geotag.Cell, error)
	Places(ctx context.Context) ([]geotag.Place, error)
	Learnt(ctx context.Context) ([]geotag.Learnt, error)
	BeginAnswer(ctx context.Context, a intake.Answer, gone time.Time) (known intake.Answer, began bool, err error)
	EndAnswer(ctx context.Context, a intake.Answer) error
	DropAnswer(ctx context.Context, a intake.Answer) error
}

// Desk is what the API asks the rooms to do. Rights are asked there.
type Desk interface {
	May(o intake.Officer, r intake.Right, t intake.Ticket) bool
	Require(ctx context.Context, o intake.Officer, r intake.Right) error
	RequireOn(ctx context.Context, o intake.Officer, r intake.Right, t intake.Ticket) error
	// Scope is which tickets an officer may see; Under lists the codes of a cell and of
	// all that it contains.
	Scope(o intake.Officer) intake.Scope
	Under(cell string) []string
	// Reveal tells who reported a ticket under an alias.
	Reveal(ctx context.Context, o intake.Officer, n int64) ([]desk.Revealed, error)
	Retry(ctx context.Context, o intake.Officer, p intake.Post) error
	Learning(ctx context.Context) (learn.Report, error)
	deedDesk
	originals
	letterDesk
	muteDesk
	whistleDesk
	placeDesk
	chatDesk
	peopleDesk
}

// Tokens lets programs in; token.Room is one.
type Tokens interface {
	Admit(ctx context.Context, key string) (intake.Token, intake.Officer, error)
}

// Webhooks tells programs of events; webhook.Room is one.
type Webhooks interface {
	Add(ctx context.Context, by intake.Officer, w intake.Webhook) (intake.Webhook, error)
	List(ctx context.Context, by intake.Officer) ([]intake.Webhook, error)
	Switch(ctx context.Context, by intake.Officer, id int64, to intake.WebhookState) error
	Try(ctx context.Context, by intake.Officer, id int64) error
	Calls(ctx context.Context, by intake.Officer, id, before int64, limit int) ([]intake.WebhookCall, error)
	Again(ctx context.Context, by intake.Officer, call int64) error
}

// Shelf keeps photos.
type Shelf interface {
	// Create keeps bytes and returns the key they are known by.
	Create(ctx context.Context, r io.Reader, limit int64) (key string, size int64, err error)
	// OpenOriginal opens them; [intake.CodeNotFound] if they are not there.
	OpenOriginal(ctx context.Context, key string) (io.ReadSeekCloser, error)
}

// Options is what the API needs.
type Options struct {
	PublicURL  string
	Version    string
	Categories intake.Categories
	Units      []intake.Unit
	Store      Store
	Desk       Desk
	Tokens     Tokens
	Webhooks   Webhooks
	Shelf      Shelf
	Areas      Areas
	Plan       dispatch.Plan
	Book       *sla.Book // what is promised; nil: nothing
	Figures    Counts
	Clerk      Clerk
	Ledger     ledger.Words
	Channels   Channels
	Jobs       Jobs
	Now        func() time.Time
}

// API answers under [Prefix].
type API struct {
	options Options
	huma    huma.API
	paces   *pace.Paces
	handler http.Handler
}

// New makes the API.
func New(o Options) *API {
	a := &API{options: o, paces: pace.New(perSecond, burst)}
	mux := http.NewServeMux()
	a.huma = humago.NewWithPrefix(mux, Prefix, config(o))
	a.tickets()
	a.deeds()
	a.whistles()
	a.inbox()
	a.mutes()
	a.outbox()
	a.chats()
	a.people()
	a.areas()
	a.places()
	a.routes()
	a.promises()
	a.stats()
	a.house()
	a.webhooks()
	mux.HandleFunc(Prefix+"/", func(w http.ResponseWriter, _ *http.Request) {
		refuse(w, http.StatusNotFound, "there is no such operation: see "+Prefix+"/openapi.json")
	})
	guarded := a.admit(a.once(mux))
	outside := http.NewServeMux()
	outside.Handle("GET "+Prefix+"/openapi.json", mux)
	outside.Handle("GET "+Prefix+"/openapi.yaml", mux)
	outside.Handle(Prefix+"/", guarded)
	a.handler = outside
	return a
}

func config(o Options) huma.Config {
	c := huma.DefaultConfig("SnapGrid", o.Version)
	c.Info.Description = "Tickets from street reports: read them, work on them, be told of them."
	c.Servers = []*huma.Server{{URL: o.PublicURL + Prefix}}
	c.DocsPath, c.SchemasPath, c.CreateHooks = "", "", nil // nothing of other hosts, no links in the bodies
	c.Components.SecuritySchemes = map[string]*huma.SecurityScheme{"token": {Type: "http", Scheme: "bearer"}}
	return c
}

// ServeHTTP answers a request.
func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	a.handler.ServeHTTP(w, r)
}
