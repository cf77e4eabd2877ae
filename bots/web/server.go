package web

import (
	"context"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/rs/zerolog"

	"snapgrid/bots"
	"snapgrid/bots/web/assets"
	"snapgrid/bots/web/channel"
	"snapgrid/bots/web/console"
	"snapgrid/bots/web/figures"
	"snapgrid/bots/web/guest"
	"snapgrid/bots/web/open311"
	"snapgrid/bots/web/page"
	"snapgrid/bots/web/photos"
	"snapgrid/bots/web/programs"
	"snapgrid/bots/web/public"
	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/ledger"
)

// Store is what the pages need of the database.
type Store interface {
	page.Sessions
	channel.Store
	console.Store
	guest.Store
	programs.Store
	open311.Store
	public.Store
	photoStore
	loginStore
}

// Areas is what the pages need of the district: a [geotag.Atlas].
type Areas interface {
	channel.Areas
	open311.Areas
	public.Areas
}

// Desk is what the pages ask the rooms to do.
type Desk interface {
	console.Desk
	guest.Desk
	// Admit uses up the code of a login or of an officer, and returns the officer.
	Admit(ctx context.Context, code string) (intake.Officer, error)
}

// Options is what the server needs.
type Options struct {
	Listener   net.Listener // Run closes it
	PublicURL  string       // where people reach us, without a slash at the end
	Language   string       // for visitors whose browser names none that we speak
	Zone       *time.Location
	Channel    Config
	Open311    open311.Config
	Categories intake.Categories
	Units      []intake.Unit
	Store      Store
	Blobs      photos.Blobs
	Originals  console.Originals
	Areas      Areas // nil knows no area
	Desk       Desk
	Channels   console.Channels
	Proofs     public.Proofs // nil knows none
	Tokens     programs.Tokens
	Webhooks   programs.Webhooks
	Getter     open311.Getter // of photos behind a media_url; nil fetches none
	Rules      console.Rules
	Jobs       console.Jobs
	Figures    figures.Counts
	Clerk      figures.Clerk
	Ledger     ledger.Words
	TLS        TLS
	Proxies    Proxies // in front of us
	Waits      Waits
	Grace      time.Duration // for requests that run when the server stops; 0 means 10 s
	Now        func() time.Time
	Bare       bool // no pages: only what Mount adds, and how the node is
}

// Server serves all pages.
type Server struct {
	options Options
	pages   *page.Pages
	channel *channel.Adapter
	console *console.Console
	open311 *open311.Adapter
	inner   *page.Routes // with the form guard: faces
	outer   *page.Routes // without it: hooks, assets, states
	handler http.Handler
	checks  []namedCheck
}

// New makes a server that does not listen yet.
func New(o Options) (*Server, error) {
	if o.Grace == 0 {
		o.Grace = 10 * time.Second
	}
	o.Waits = o.Waits.filled()
	if o.Areas == nil {
		o.Areas = geotag.NewAtlas(nil, nil)
	}
	pages, err := page.New(page.Options{
		Sessions: o.Store, PublicURL: o.PublicURL, Language: o.Language, Zone: o.Zone,
		Categories: o.Categories, Units: o.Units, Now: o.Now,
	})
	if err != nil {
		return nil, err
	}
	s := &Server{
		options: o, pages: pages, inner: page.NewRoutes(), outer: page.NewRoutes(),
		channel: channel.New(pages, o.Store, o.Blobs, o.Areas),
	}
	s.open311 = open311.New(open311.Options{
		Config: o.Open311, PublicURL: o.PublicURL, Zone: o.Zone, Categories: o.Categories, Units: o.Units,
		Store: o.Store, Blobs: o.Blobs, Areas: o.Areas, Getter: o.Getter, Now: o.Now,
	})
	s.mount()
	if s.handler, err = s.chain(); err != nil {
		return nil, err
	}
	return s, nil
}

// Adapters are the channels that the server brings with it, for the host.
func (s *Server) Adapters() []bots.Adapter {
	adapters := []bots.Adapter{s.open311}
	if s.options.Channel.Enabled {
		adapters = append(adapters, s.channel)
	}
	return adapters
}

// Mount serves one more handler, such as the webhook of an adapter or the
// metrics. The form guard does not apply to it. Call it before Run.
func (s *Server) Mount(pattern string, h http.Handler) { s.outer.Handle(pattern, h) }

// Routes lists all that is served, as patterns of [http.ServeMux].
func (s *Server) Routes() []string {
	return append(append(s.inner.Patterns(), s.outer.Patterns()...), open311Prefix)
}

func (s *Server) mount() {
	s.outer.Handle("GET /healthz", http.HandlerFunc(s.healthz))
	s.outer.Handle("GET /readyz", http.HandlerFunc(s.readyz))
	if s.options.Bare {
		return
	}
	rooms := intake.Channel("")
	if s.options.Channel.Enabled {
		rooms = channel.Channel
		s.channel.Mount(s.inner)
	}
	public.New(public.Options{
		Pages: s.pages, Store: s.options.Store, Areas: s.options.Areas, Proofs: s.options.Proofs, Rooms: rooms,
	}).Mount(s.inner)
	s.mountCommon(s.inner)
	s.mountLogin(s.inner)
	s.console = console.New(s.pages, console.Options{
		Store: s.options.Store, Blobs: s.options.Blobs, Originals: s.options.Originals, Areas: s.options.Areas,
		Desk: s.options.Desk, Channels: s.options.Channels, Rules: s.options.Rules, Jobs: s.options.Jobs,
	})
	s.console.Mount(s.inner)
	programs.New(s.pages, s.options.Store, s.options.Tokens, s.options.Webhooks).Mount(s.inner)
	figures.New(figures.Options{
		Pages: s.pages, Store: s.options.Store, Areas: s.options.Areas, Desk: s.options.Desk,
		Counts: s.options.Figures, Clerk: s.options.Clerk, Words: s.options.Ledger,
	}).Mount(s.inner)
	guest.New(s.pages, s.options.Store, s.options.Blobs, s.options.Desk).Mount(s.inner)
	s.outer.Handle("/", s.inner)
	s.outer.Handle("/assets/", assets.Handler())
}

// chain is what a request passes, the outermost last.
func (s *Server) chain() (http.Handler, error) {
	h := newThrottle(s.pages.Now, s.open311.TooMany).guard(http.HandlerFunc(s.serve))
	h = observe(recoverer(harden(h, s.options.Waits)))
	h, err := compress(h)
	if err != nil {
		return nil, fmt.Errorf("compress pages: %w", err)
	}
	return s.options.Proxies.believe(h), nil
}

// Handler answers requests as the running server does.
func (s *Server) Handler() http.Handler { return s.handler }

const open311Prefix = "/open311/"

// serve keeps Open311 out of the routes, which would redirect the careless
// slashes of its clients, and POST does not follow redirects.
func (s *Server) serve(w http.ResponseWriter, r *http.Request) {
	if !s.options.Bare && strings.HasPrefix(r.URL.Path, open311Prefix) {
		r.Pattern = open311Prefix
		s.open311.ServeHTTP(w, r)
		return
	}
	s.outer.ServeHTTP(w, r)
}

// Addr is the real address of the server: "127.0.0.1:41231".
func (s *Server) Addr() string { return s.options.Listener.Addr().String() }

// Run serves until ctx ends, and then gives the running requests Options.Grace
// to finish. It returns nil if all of them did.
func (s *Server) Run(ctx context.Context) error {
	waits := s.options.Waits
	server := &http.Server{
		Handler: s.Handler(), ReadHeaderTimeout: waits.Headers, ReadTimeout: waits.Photos,
		WriteTimeout: waits.Photos + time.Minute, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10,
		BaseContext: func(net.Listener) context.Context { return context.WithoutCancel(ctx) },
		ErrorLog:    log.New(nameless{zerolog.Ctx(ctx)}, "", 0),
	}
	if !s.options.Bare {
		server.RegisterOnShutdown(s.console.Close)
	}
	serve := func() error { return server.Serve(s.options.Listener) }
	if s.options.TLS.Enabled() {
		pair, err := openCertificate(s.options.TLS, s.options.Now)
		if err != nil {
			return err
		}
		server.TLSConfig = pair.config()
		serve = func() error { return server.ServeTLS(s.options.Listener, "", "") }
	}
	served := make(chan error, 1)
	go func() { served <- serve() }()
	select {
	case err := <-served:
		return fmt.Errorf("serve pages: %w", err)
	case <-ctx.Done():
	}
	return s.stop(ctx, server, served)
}

func (s *Server) stop(ctx context.Context, server *http.Server, served <-chan error) error {
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.options.Grace)
	defer cancel()
	err := server.Shutdown(grace)
	if err != nil {
		zerolog.Ctx(ctx).Warn().Err(err).Msg("some requests did not finish in time")
		err = errors.Join(fmt.Errorf("stop serving pages: %w", err), server.Close())
	}
	<-served
	return err
}
