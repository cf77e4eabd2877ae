package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/signal"
	"time"

	"github.com/rs/zerolog"

	"snapgrid/bots"
	"snapgrid/bots/fetch"
	"snapgrid/bots/web"
	"snapgrid/bots/web/api"
	"snapgrid/bots/web/console"
	"snapgrid/bots/web/open311"
	"snapgrid/configs"
	"snapgrid/geotag"
	"snapgrid/geotag/geocode"
	"snapgrid/intake"
	"snapgrid/intake/advice"
	"snapgrid/intake/desk"
	"snapgrid/intake/examine"
	"snapgrid/intake/learn"
	"snapgrid/intake/lease"
	"snapgrid/intake/notice"
	"snapgrid/intake/outbox"
	"snapgrid/intake/photo"
	"snapgrid/intake/pipeline"
	"snapgrid/intake/proof"
	"snapgrid/intake/search"
	"snapgrid/intake/stats"
	"snapgrid/intake/stats/weekly"
	"snapgrid/intake/tidy"
	"snapgrid/intake/token"
	"snapgrid/intake/triage"
	"snapgrid/intake/webhook"
	"snapgrid/intake/whistle"
	"snapgrid/storage"
	"snapgrid/storage/blob"
	"snapgrid/storage/queue"
	"snapgrid/storage/trace"
)

// program is everything that serve runs, in the order a message travels.
type program struct {
	cfg      configs.Config
	url      string // where the pages are
	listener net.Listener
	screen   io.Writer // for what a person has to see, such as a code to scan
	meter    *metrics

	role   role
	node   string // this process among those that share the database
	leases *lease.Keeper
	traces *trace.Store // nil: nobody is told

	hangups chan os.Signal
	now     func() time.Time
	fetcher pipeline.Fetcher // of photos; nil: the channels hand them over
	poster  outbox.Poster    // nil: the channels speak
	reword  func() error     // reads the operator's sentences

	lock  io.Closer // of a database that only one program may serve
	db    storage.Database
	blobs blob.Store
	atlas *geotag.Atlas
	areas int64 // the version of cells and places that is in the atlas

	categories intake.Categories

	host     *bots.Host
	learner  *learn.Learner
	line     *pipeline.Line
	proofs   *proof.Office
	desk     *desk.Desk
	whistles *whistle.Room
	webhooks *webhook.Room
	tokens   *token.Room
	api      *api.API
	figures  *stats.Office
	weekly   *weekly.Herald
	examiner *examine.Examiner
	announce *notice.Announcer
	outbox   *outbox.Outbox
	queue    *queue.Queue
	server   *web.Server
}

// build makes the program: listens, opens the database, brings it up to date,
// loads the district, and wires the rooms. The caller runs or closes it.
//
// change, if given, can put something in the place of the clock, the database or
// the channels' photos before the rooms are wired to them.
func build(ctx context.Context, cfg configs.Config, screen io.Writer, change ...func(*program)) (p *program, err error) {
	p = &program{cfg: cfg, role: roleAll, screen: screen, meter: newMetrics(), atlas: &geotag.Atlas{}, hangups: catchHangups(), now: time.Now}
	defer func() {
		if err != nil {
			_ = p.close()
		}
	}()
	log := *zerolog.Ctx(ctx)
	if p.listener, err = (&net.ListenConfig{}).Listen(ctx, "tcp", cfg.Listen); err != nil {
		return p, fmt.Errorf("listen on %s: %w; another program may use the port: set listen to another one", cfg.Listen, err)
	}
	p.url = cfg.BaseURL(p.listener.Addr())
	if p.lock, err = lockDatabase(cfg); err != nil {
		return p, err
	}
	p.node = p.nodeName()
	if p.db, err = openNode(ctx, cfg, storage.Options{Logger: log, Node: p.node}); err != nil {
		return p, err
	}
	if err := p.followAll(ctx); err != nil {
		return p, err
	}
	p.leases = lease.NewKeeper(p.db, p.node)
	if p.blobs, err = blob.OpenStore(cfg.Photos, credentials(cfg)); err != nil {
		return p, fmt.Errorf("open the photo store: %w", err)
	}
	if err := settle(ctx, cfg, p.db); err != nil {
		return p, err
	}
	if err := p.chart(ctx); err != nil {
		return p, err
	}
	for _, f := range change {
		f(p)
	}
	return p, p.wire(ctx)
}

// photos is where the bytes of photos come from.
func (p *program) photos() pipeline.Fetcher {
	if p.fetcher != nil {
		return p.fetcher
	}
	return p.host
}

// mouth is who says what is to be said.
func (p *program) mouth() outbox.Poster {
	poster := p.poster
	if poster == nil {
		poster = p.host
	}
	if p.traces != nil {
		return trace.Poster{Poster: poster, Store: *p.traces}
	}
	return poster
}

// The parts of the 15 s within which the program stops; the channels take a
// second or two before.
const (
	queueGrace = 6 * time.Second
	pagesGrace = 3 * time.Second
)

// wire makes the rooms and connects them.
func (p *program) wire(ctx context.Context) error {
	t, err := loadTables(p.cfg)
	if err != nil {
		return err
	}
	p.categories = t.categories
	zone, err := p.cfg.Zone()
	if err != nil {
		return err
	}
	writer, err := newWriter(p.cfg, t.categories)
	if err != nil {
		return err
	}
	writer.AdviseBy(t.judge)
	plan, err := p.plan(ctx, t.categories)
	if err != nil {
		return err
	}
	adapters, err := channels(outside{cfg: p.cfg, url: p.url, zone: zone, chats: p.db, blobs: p.blobs, screen: p.screen})
	if err != nil {
		return err
	}
	asker, err := fetch.New(p.cfg.Outgoing)
	if err != nil {
		return err
	}
	room := newRoom()
	p.proofs = proof.New(p.db)
	p.learner = learn.New(p.cfg.Learning, p.db, t.judge, func(words string) bool { return pipeline.NamesPlace(p.atlas, words) }, p.now)
	p.webhooks = webhook.New(webhook.Needs{
		Store: p.db, Guard: p, Sender: postman{asker}, Alarm: func(ctx context.Context, w intake.Webhook) error { return p.desk.WarnOfWebhook(ctx, w) },
		Pages: func() string { return p.url }, Now: p.now,
	})
	if err := p.webhooks.Reload(ctx); err != nil {
		return err
	}
	told := telling{p.db, p.webhooks}
	p.desk = desk.New(desk.Needs{
		Store: told, Writer: writer, Router: plan.Router(), Areas: p.atlas,
		Categories: t.categories, Book: t.book, Mask: triage.Mask, StaffMask: triage.MaskForStaff, Meter: p.meter, Now: p.now,
		Attester: p.proofs, Rules: desk.Rules{
			Config: p.cfg.Desk, PublicURL: func() string { return p.url }, Zone: zone, Invitations: invitations(adapters),
			Tiers: p.cfg.TierRules(), Orders: p.cfg.Offers.Units, OfferGood: p.cfg.Offers.Good, GuestGood: p.cfg.Guests.Good,
		},
	})
	p.whistles = whistle.New(whistle.Needs{
		Config: p.cfg.Whistles, Store: p.db, Desk: p.desk, Writer: writer, Units: units(p.cfg),
		Days: workdays(t.book), Mask: triage.Mask, Now: p.now,
	})
	proxies, err := web.ParseProxies(p.cfg.TrustedProxies)
	if err != nil {
		return fmt.Errorf("trusted_proxies: %w", err)
	}
	p.tokens = token.New(p.db, p.desk, p.now)
	counter := counter{p.desk, p.db, p.atlas, p.learner, p.whistles, p}
	book := ledgerWords(t.categories, units(p.cfg), zone)
	p.figures = newFigures(p.db, p.atlas, t.categories, zone, p.now)
	p.api = api.New(api.Options{
		PublicURL: p.url, Version: release, Categories: t.categories, Units: units(p.cfg), Store: p.db, Desk: hatch{counter},
		Tokens: p.tokens, Webhooks: p.webhooks, Shelf: pages{p.blobs}, Areas: p.atlas, Plan: plan, Book: t.book,
		Figures: p.figures, Clerk: clerk{db: p.db, units: book.Unit}, Ledger: book, Channels: channelStates{p}, Jobs: jobs{p}, Now: p.now,
	})
	p.weekly = weekly.New(weekly.Needs{
		Store: p.db, Office: p.figures, Writer: writer, Shelf: p.blobs, Hours: workdays(t.book), Areas: p.atlas,
	})
	p.server, err = web.New(web.Options{
		Figures: p.figures, Clerk: clerk{db: p.db, units: book.Unit}, Ledger: book,
		Listener: p.listener, TLS: p.cfg.TLS, Proxies: proxies, PublicURL: p.url, Language: p.cfg.Language, Zone: zone,
		Channel: p.cfg.Web, Open311: p.cfg.Open311, Categories: t.categories, Units: units(p.cfg),
		Store: p.db, Blobs: pages{p.blobs}, Originals: pages{p.blobs}, Areas: p.atlas, Desk: counter, Channels: channelStates{p}, Proofs: p.proofs,
		Tokens: p.tokens, Webhooks: p.webhooks,
		Jobs: jobs{p}, Rules: console.Rules{Plan: plan, Book: t.book, Whistles: p.cfg.Whistles.Kinds},
		Getter: getter(p.cfg, asker), Grace: pagesGrace, Now: p.now,
		Bare: !p.role.serves(),
	})
	if err != nil {
		return err
	}
	p.reword = func() error { return loadSentences(p.cfg, writer, adapters) }
	if err := p.reword(); err != nil {
		return err
	}
	if err := settleTitles(ctx, p.cfg, p.db, adapters); err != nil {
		return err
	}
	p.host = bots.NewHost(p.leases, p.now, append(adapters, p.server.Adapters()...)...)
	p.line = pipeline.New(pipeline.Needs{
		Config: p.cfg.Intake, Store: p.db, Judge: p.learner, Atlas: p.atlas, Geocoder: geocoder(p.cfg), Adviser: p.adviser(t),
		Desk: p.desk, Whistles: p.whistles,
		Darkroom: darkroom{room, zone}, Fetcher: p.photos(), Toaster: p.host, Shelf: shelf{p.blobs}, Meter: p.meter, Now: p.now,
		Tracer: p.lineTracer(),
	})
	p.examiner = examine.New(p.db, p.desk, writer, p.now)
	p.announce = notice.NewAnnouncer(notice.Needs{
		Store: p.db, Desk: p.desk, Examiner: p.examiner, Shelf: shelf{p.blobs}, Pair: photo.Pair, Writer: writer, Pages: func() string { return p.url }, Now: p.now,
	})
	p.outbox, err = outbox.New(outbox.Needs{
		Config: p.cfg.Outbox, Zone: zone, Store: told, Poster: p.mouth(), Quoter: notice.NewQuoter(p.db, writer, triage.Mask),
		Lister: notice.NewLister(p.db, writer, func() string { return p.url }), Shelf: shelf{p.blobs}, Meter: p.meter, Now: p.now,
	})
	if err != nil {
		return err
	}
	if p.queue, err = p.db.Queue(p.workers(), queue.Config{
		Logger: *zerolog.Ctx(ctx), StopTimeout: queueGrace, Leases: p.leases, Idle: !p.role.works(), Tracer: p.queueTracer(), GiveWay: p.line.GiveWay,
	}); err != nil {
		return err
	}
	p.mount()
	return nil
}

// Require asks the desk whether an officer has a right.
func (p *program) Require(ctx context.Context, o intake.Officer, r intake.Right) error {
	return p.desk.Require(ctx, o, r)
}

// mount gives the server what is not a page: webhooks, metrics, states.
func (p *program) mount() {
	for path, hook := range p.host.Hooks(p.line.Receive) {
		p.server.Mount(path, hook)
	}
	p.meter.registry.MustRegister(nodeMetrics{p})
	if p.role.serves() {
		p.server.Mount(api.Prefix+"/", p.api)
	}
	p.server.Mount("GET /metrics", p.meter.handler())
	p.server.Watch("node", func(context.Context) (bool, string) { return true, p.standing() })
	p.server.Watch("database", p.databaseState)
	p.server.Watch("queue", p.queueState)
	for _, h := range p.host.Health() {
		p.meter.announce(h.Channel)
		p.meter.watch(h.Channel, func() bots.Health { return p.host.HealthOf(h.Channel) })
		p.server.Watch(string(h.Channel), func(context.Context) (bool, string) {
			now := p.host.HealthOf(h.Channel)
			return now.Healthy(), now.State
		})
	}
}

// workers says which room works which jobs, and what is done from time to time.
func (p *program) workers() *queue.Workers {
	w := queue.NewWorkers()
	queue.Handle(w, p.line.Assemble)
	queue.Handle(w, p.line.Develop)
	queue.Handle(w, p.line.HandlePress)
	queue.Handle(w, p.line.HandleReaction)
	queue.Handle(w, p.line.ReadAgain)
	queue.Handle(w, p.desk.Close)
	queue.Handle(w, p.examiner.Examine)
	queue.Handle(w, p.announce.Announce)
	queue.Handle(w, p.whistles.Report)
	queue.Handle(w, p.outbox.Deliver)
	queue.Handle(w, p.webhooks.Tell)
	queue.Handle(w, p.webhooks.Call)
	queue.Handle(w, p.line.SeekAdvice)
	p.chores(w)
	p.habits(w)
	return w
}

// chores are done from time to time by one node for all.
func (p *program) chores(w *queue.Workers) {
	queue.ByLease(w, tierPause, p.desk.RaiseTiers)
	queue.ByLease(w, tierPause, p.desk.EndOffers)
	queue.ByLease(w, whistlePause, p.whistles.Watch)
	queue.ByLease(w, sweepPause(p.cfg.Intake), p.line.Sweep)
	queue.ByLease(w, time.Minute, p.line.SweepPhotos)
	queue.ByLease(w, p.cfg.Learning.Every, p.learner.Train)
	queue.ByLease(w, time.Hour, p.line.Forget)
	queue.ByLease(w, time.Hour, p.line.ForgetAllowances)
	queue.ByLease(w, tidy.Pause, tidy.New(p.db, shelf{p.blobs}, p.node, p.cfg.Intake.KeepOriginals, time.Now).Tidy)
	queue.ByLease(w, time.Second, p.outbox.Release)
	queue.ByLease(w, followUpPause(p.cfg.Desk), p.desk.FollowUp)
	queue.ByLease(w, time.Second, p.desk.LookAfter)
	queue.ByLease(w, 6*time.Hour, p.desk.WatchCalendar)
	queue.ByLease(w, time.Hour, p.webhooks.Forget)
	queue.ByLease(w, time.Hour, p.forgetAnswers)
	queue.ByLease(w, time.Hour, p.forgetTraces)
	queue.ByLease(w, stats.Pause, stats.NewKeeper(p.db, time.Now).Keep)
	queue.ByLease(w, weekly.Pause, p.weekly.Tell)
	queue.ByLease(w, fillPause, search.NewFiller(p.db, p.desk.Wind).Fill)
}

// habits are what each node does from time to time for itself: it takes over what
// others changed, watches its own channels, and looks for posts that it can say.
func (p *program) habits(w *queue.Workers) {
	queue.Every(w, 5*time.Second, p.learner.Reload)
	queue.Every(w, 5*time.Second, p.rechart)
	queue.Every(w, 5*time.Second, p.webhooks.Reload)
	queue.Every(w, 5*time.Second, p.relearn())
	watch := newWatch(p.host, p.blobs, p.desk, p.cfg.AlarmAfter)
	queue.Every(w, watch.pause(), watch.look)
	if p.role.works() {
		queue.Every(w, 500*time.Millisecond, p.outbox.Sweep)
		queue.AtHints(w, 500*time.Millisecond, p.db.Changes, p.outbox.SweepTied)
	}
}

// forgetAnswers deletes what programs were answered long ago.
func (p *program) forgetAnswers(ctx context.Context) error {
	return p.db.ForgetAnswers(ctx, p.now().Add(-api.KeepAnswers))
}

// followUpPause is how often it is looked for tickets to follow up: often enough that
// a question comes when it is due, within reason.
func followUpPause(c desk.Config) time.Duration {
	return min(max(c.Question/10, time.Second), time.Minute)
}

// fillPause is how often old tickets are filled into the search.
const fillPause = time.Second

// whistlePause is how often the promises of whistles are looked at.
const whistlePause = 5 * time.Second

// tierPause is how often it is looked whether a tier or an order ran out: both looks
// are at an index.
const tierPause = 5 * time.Second

// adviser is the model that is asked where triage is unsure; nil if there is none.
func (p *program) adviser(t tables) pipeline.Adviser {
	if !p.cfg.Advice.Enabled {
		return nil
	}
	return advice.New(p.cfg.Advice, t.categories, p.db, time.Now)
}

// sweepPause is how often bursts are looked at whose sender went quiet: often
// enough that the quiet time is kept to a tenth, within reason.
func sweepPause(c pipeline.Config) time.Duration {
	return min(max(c.QuietTime/10, 200*time.Millisecond), time.Second)
}

// run runs the program until ctx ends. What hears stops first, then what works,
// then the pages, then the database.
func (p *program) run(ctx context.Context) error {
	return runStages(ctx,
		stage{"hangups", p.reread},
		stage{"hints", p.db.PassHints},
		stage{"pages", p.server.Run},
		stage{"queue", p.queue.Run},
		stage{"channels", func(ctx context.Context) error { return p.host.Run(ctx, p.line.Receive, p.role.hears) }},
	)
}

func (p *program) close() error {
	signal.Stop(p.hangups)
	var errs []error
	if p.listener != nil {
		_ = p.listener.Close() // the server has closed it already, if there was one
	}
	if p.traces != nil {
		p.closeTraces()
	}
	if p.db != nil {
		errs = append(errs, p.db.Close())
	}
	if p.lock != nil {
		errs = append(errs, p.lock.Close())
	}
	return errors.Join(errs...)
}

// getter fetches the photos behind a media_url; nil where that is switched off.
func getter(cfg configs.Config, asker *fetch.Client) open311.Getter {
	if !cfg.Open311.FetchMedia {
		return nil
	}
	return asker
}

// geocoder is the online service that the configuration names; nil if none.
func geocoder(cfg configs.Config) pipeline.Geocoder {
	if c := geocode.New(cfg.Geocoder, time.Now); c != nil {
		return c
	}
	return nil
}
