// Package channel is the built-in way to talk: a report form that opens a
// private conversation, and rooms where a neighbourhood talks. To the rest of
// the house it is an adapter like the others, whose chats happen to be pages.
//
// # Who is who
//
// A report has a random key; whoever knows its address is its reporter, so the
// sender of the chat "report-KEY" is "report-KEY". In a room a visitor is known
// by the digest of a random cookie, and staff who are logged in by
// "officer-ID", which the login makes an identity of the officer.
//
// # Goroutines
//
// [Adapter.Run] watches the database for news while somebody listens, and wakes
// the listeners. When it ends, their streams end.
package channel

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"snapgrid/bots"
	"snapgrid/bots/web/pace"
	"snapgrid/bots/web/page"
	"snapgrid/bots/web/photos"
	"snapgrid/geotag"
	"snapgrid/intake"
)

// Channel is the name of the built-in channel.
const Channel = page.Channel

// Store is what the pages of chats need of the database.
type Store interface {
	FindChat(ctx context.Context, ref intake.ChatRef) (intake.Chat, error)
	Chat(ctx context.Context, id int64) (intake.Chat, error)
	Door(ctx context.Context, code string) (intake.Door, error)
	memberStore
	PutChat(ctx context.Context, c intake.Chat) (intake.Chat, error)
	FindMessage(ctx context.Context, chat int64, id string) (intake.Heard, error)
	PostOf(ctx context.Context, chat int64, messageID string) (intake.Post, error)
	Ticket(ctx context.Context, n int64) (intake.Ticket, error)
	PhotoPublished(ctx context.Context, key string) (bool, error)
	ChatLines(ctx context.Context, chat int64, after int64, limit int) ([]intake.Line, error)
	ChangeSeq(ctx context.Context) (lines, events int64, err error)
	// Changes is closed when something changed, as a hint.
	Changes() <-chan struct{}
}

// Areas knows the areas that a link to the form can name.
type Areas interface {
	Cell(code string) (geotag.Cell, bool)
}

// Adapter is the built-in channel.
type Adapter struct {
	pages  *page.Pages
	store  Store
	blobs  photos.Blobs
	areas  Areas
	paces  *pace.Paces
	news   *news
	sealer photos.Sealer // of the photos of a form that has to be sent again

	mu   sync.RWMutex
	sink bots.Sink // nil while Run does not run
}

var _ bots.Poster = (*Adapter)(nil)

// New makes the channel. It hears nothing before Run.
func New(pages *page.Pages, store Store, blobs photos.Blobs, areas Areas) *Adapter {
	return &Adapter{
		pages: pages, store: store, blobs: blobs, areas: areas, news: newNews(),
		paces: pace.New(rate.Every(5*time.Second), 60), sealer: photos.NewSealer(),
	}
}

// Channel names the channel.
func (a *Adapter) Channel() intake.Channel { return Channel }

// Lease is empty: every node serves pages.
func (a *Adapter) Lease() string { return "" }

// Run lets the pages hand in what they hear, until ctx ends.
func (a *Adapter) Run(ctx context.Context, sink bots.Sink) error {
	a.setSink(sink)
	defer a.setSink(nil)
	a.news.watch(ctx, a.store.Changes, func() (int64, error) {
		lines, _, err := a.store.ChangeSeq(ctx)
		return lines, err
	})
	return nil
}

func (a *Adapter) setSink(sink bots.Sink) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.sink = sink
}

// hear hands in one thing that happened.
func (a *Adapter) hear(ctx context.Context, in intake.Inbound) error {
	a.mu.RLock()
	sink := a.sink
	a.mu.RUnlock()
	if sink == nil {
		return &page.Fault{Status: http.StatusServiceUnavailable, Sentence: notNow}
	}
	if err := sink(ctx, []intake.Inbound{in}); err != nil {
		return &page.Fault{Status: http.StatusServiceUnavailable, Sentence: notNow, Err: err}
	}
	return nil
}

const notNow = "没有送到：系统正忙。您写的都还在，请过一会儿再点发送"

// Post says one thing. The page shows sent posts out of the database, so it is
// enough to give it a number: the same one on every attempt.
func (a *Adapter) Post(_ context.Context, d intake.Delivery) (intake.Receipt, error) {
	switch {
	case d.To.Channel != Channel || d.To.ID == "":
		return intake.Receipt{}, &intake.Error{Code: intake.CodeNever, Message: fmt.Sprintf("%s is not a chat of the web channel", d.To)}
	case d.Text == "" && len(d.Pictures) == 0 && d.Reaction == "":
		return intake.Receipt{}, &intake.Error{Code: intake.CodeNever, Message: "there is nothing to say in the post"}
	case d.EditOf != "":
		return intake.Receipt{IDs: []string{d.EditOf}}, nil
	}
	return intake.Receipt{IDs: []string{"post-" + digest(d.Key)}}, nil
}

// Pace has no limits.
func (a *Adapter) Pace() intake.Pace { return intake.Pace{} }

// digest is a short name for a list of things; different lists have different
// names.
func digest(parts ...string) string {
	h := sha256.New()
	for _, part := range parts {
		fmt.Fprintf(h, "%d:%s", len(part), part)
	}
	return hex.EncodeToString(h.Sum(nil))[:24]
}

// Mount adds the pages of the channel.
func (a *Adapter) Mount(mux page.Mux) {
	mux.Handle("GET /report", a.pages.Handle(a.reportForm))
	mux.Handle("GET /chat", http.RedirectHandler("/#rooms", http.StatusSeeOther)) // where the rooms are listed
	mux.Handle("GET /report-worker.js", http.HandlerFunc(worker))
	mux.Handle("POST /report", a.pages.HandleDraft(a.report, a.reportAgain))
	a.mountTalk(mux, "/report/{key}", a.conversation)
	a.mountTalk(mux, "/chat/{room}", a.room)
	mux.Handle("POST /chat/{room}/name", a.pages.Handle(a.takeName))
	mux.Handle("GET /chat/{room}/join", a.pages.Handle(a.invitation))
	mux.Handle("POST /chat/{room}/join", a.pages.Handle(a.join))
}

func (a *Adapter) mountTalk(mux page.Mux, base string, find finder) {
	mux.Handle("GET "+base, a.pages.Handle(a.show(find)))
	mux.Handle("GET "+base+"/events", a.pages.Handle(a.events(find)))
	mux.Handle("GET "+base+"/photos/{name}", a.pages.Handle(a.photo(find)))
	mux.Handle("POST "+base+"/say", a.pages.HandleDraft(a.say(find), a.sayAgain(find)))
	mux.Handle("POST "+base+"/press", a.pages.Handle(a.press(find)))
}
