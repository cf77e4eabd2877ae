package open311

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"snapgrid/bots"
	"snapgrid/bots/web/photos"
	"snapgrid/geotag"
	"snapgrid/intake"
)

// Channel is the name of the channel behind POST.
const Channel intake.Channel = "open311"

// Store is what Open311 needs of the database. Of a list it is asked for all at once.
type Store interface {
	ListTickets(ctx context.Context, f intake.Filter) ([]intake.Ticket, error)
	Shots(ctx context.Context, tickets []int64) (map[int64]intake.Shots, error)
	Reports(ctx context.Context, tickets []int64) (map[int64]int, error)
	EventsOf(ctx context.Context, tickets []int64) (map[int64][]intake.Event, error)
	EventsIn(ctx context.Context, f intake.EventFilter) ([]intake.Event, error)
	FindChat(ctx context.Context, ref intake.ChatRef) (intake.Chat, error)
	FindMessage(ctx context.Context, chat int64, id string) (intake.Heard, error)
}

// Areas knows where the district is.
type Areas interface {
	// CellAt finds the finest cell around a point.
	CellAt(p geotag.Point) (geotag.Cell, bool)
	// Grid is all cells.
	Grid() *geotag.Grid
}

// Options is what Open311 needs.
type Options struct {
	Config     Config
	PublicURL  string
	Zone       *time.Location
	Categories intake.Categories
	Units      []intake.Unit
	Store      Store
	Blobs      photos.Blobs
	Areas      Areas
	Getter     Getter // of what media_url leads to; nil fetches nothing
	Now        func() time.Time
}

// Adapter serves the interface under /open311/ and hears what is posted.
type Adapter struct {
	options Options
	routes  []route

	mu   sync.RWMutex
	sink bots.Sink // nil while Run does not run
}

var (
	_ bots.Poster  = (*Adapter)(nil)
	_ bots.Fetcher = (*Adapter)(nil)
	_ http.Handler = (*Adapter)(nil)
)

// New makes the interface. It accepts no POST before Run.
func New(o Options) *Adapter {
	a := &Adapter{options: o}
	a.routes = []route{
		{http.MethodGet, "discovery", a.discovery},
		{http.MethodGet, "v2/services", a.services},
		{http.MethodGet, "v2/services/*", a.definition},
		{http.MethodGet, "v2/requests", a.list},
		{http.MethodPost, "v2/requests", a.create},
		{http.MethodGet, "v2/requests/*", a.one},
		{http.MethodGet, "v2/tokens/*", a.token},
		{http.MethodGet, "v2/servicerequestupdates", a.updates},
		{http.MethodPost, "v2/servicerequestupdates", a.update},
		// the endpoint to try clients against: it reads, and takes nothing in
		{http.MethodGet, "test/services", a.services},
		{http.MethodGet, "test/services/*", a.definition},
		{http.MethodGet, "test/requests", a.list},
		{http.MethodGet, "test/requests/*", a.one},
		{http.MethodGet, "test/tokens/*", a.token},
		{http.MethodGet, "test/servicerequestupdates", a.updates},
	}
	return a
}

// Channel names the channel.
func (a *Adapter) Channel() intake.Channel { return Channel }

// Lease is empty: every node serves the interface.
func (a *Adapter) Lease() string { return "" }

// Run lets POST hand in what it hears, until ctx ends.
func (a *Adapter) Run(ctx context.Context, sink bots.Sink) error {
	a.setSink(sink)
	defer a.setSink(nil)
	<-ctx.Done()
	return nil
}

func (a *Adapter) setSink(sink bots.Sink) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.sink = sink
}

func (a *Adapter) hear(ctx context.Context, m intake.Message) error {
	a.mu.RLock()
	sink := a.sink
	a.mu.RUnlock()
	if sink == nil {
		return &intake.Error{Code: intake.CodeUnavailable, Message: "this service does not take requests at the moment"}
	}
	return sink(ctx, []intake.Inbound{{At: a.options.Now().UTC(), Said: &m}})
}

// Post drops what is said: a client of the interface reads the ticket instead.
func (a *Adapter) Post(_ context.Context, d intake.Delivery) (intake.Receipt, error) {
	return intake.Receipt{IDs: []string{"post-" + digest(d.Key)}}, nil
}

// Pace has no limits.
func (a *Adapter) Pace() intake.Pace { return intake.Pace{} }

// route is one endpoint; a star stands for one part of the path.
type route struct {
	method string
	path   string
	answer func(c call) (reply, error)
}

// call is one request to one endpoint.
type call struct {
	w      http.ResponseWriter
	r      *http.Request
	id     string // what the star stands for
	format format
}

// ServeHTTP answers in the format that the extension of the path asks for.
func (a *Adapter) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Access-Control-Allow-Origin", "*")
	path, f, known := split(r.URL.Path)
	c := call{w: w, r: r, format: f}
	if !known {
		a.write(c, fail(notFound("there is no such address; it has to end in .xml or .json")))
		return
	}
	answer, err := a.find(&c, path)
	if err != nil {
		a.write(c, fail(err))
		return
	}
	if answer == nil { // OPTIONS
		w.WriteHeader(http.StatusNoContent)
		return
	}
	out, err := answer(c)
	if err != nil {
		out = fail(err)
		if out.status >= http.StatusInternalServerError {
			zerolog.Ctx(r.Context()).Error().Err(err).Str("endpoint", path).Msg("open311 request failed")
		}
	}
	a.write(c, out)
}

// TooMany answers a client that asks more than it may, in the format that it asked for.
func (a *Adapter) TooMany(w http.ResponseWriter, r *http.Request) {
	_, f, _ := split(r.URL.Path)
	a.write(call{w: w, r: r, format: f}, fail(&failure{
		status: http.StatusTooManyRequests, faults: []string{"too many requests: please wait as long as Retry-After says, and try again"},
	}))
}

// find chooses the endpoint.
func (a *Adapter) find(c *call, path string) (func(call) (reply, error), error) {
	var allowed []string
	for _, route := range a.routes {
		id, ok := match(route.path, path)
		if !ok {
			continue
		}
		c.id = id
		allowed = append(allowed, route.method)
		if c.r.Method == route.method || c.r.Method == http.MethodHead && route.method == http.MethodGet {
			return route.answer, nil
		}
	}
	if allowed == nil {
		return nil, notFound("there is no such address")
	}
	if slices.Contains(allowed, http.MethodGet) {
		allowed = append(allowed, http.MethodHead)
	}
	methods := strings.Join(append(allowed, http.MethodOptions), ", ")
	c.w.Header().Set("Allow", methods)
	if c.r.Method == http.MethodOptions {
		c.w.Header().Set("Access-Control-Allow-Methods", methods)
		c.w.Header().Set("Access-Control-Allow-Headers", "Content-Type, Idempotency-Key")
		return nil, nil
	}
	return nil, &failure{status: http.StatusMethodNotAllowed, faults: []string{"this address takes " + methods + " only"}}
}

// split takes "/open311//v2/services.xml" apart. Clients join addresses
// carelessly, so slashes too many do no harm.
func split(path string) (rest string, f format, known bool) {
	parts := strings.FieldsFunc(path, func(r rune) bool { return r == '/' })
	if len(parts) < 2 {
		return "", xmlFormat, false
	}
	rest = strings.Join(parts[1:], "/")
	for f, extension := range map[format]string{xmlFormat: ".xml", jsonFormat: ".json"} {
		if cut, ok := strings.CutSuffix(rest, extension); ok {
			return cut, f, true
		}
	}
	return rest, xmlFormat, false
}

func match(pattern, path string) (id string, ok bool) {
	prefix, star := strings.CutSuffix(pattern, "*")
	if !star {
		return "", pattern == path
	}
	id, ok = strings.CutPrefix(path, prefix)
	return id, ok && id != "" && !strings.Contains(id, "/")
}
