package public

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strconv"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"snapgrid/bots/web/page"
	"snapgrid/intake"
)

// The limits of a feed.
const (
	inFeed   = 100
	mostFeed = 500
)

// feed is what other machines get of a wish: the same that people see.
type feed struct {
	wish     wish
	language string
	limit    int
	tickets  []listed
}

// read reads a feed. An address without a limit gets the newest hundred.
func (f *Face) read(r *http.Request) (feed, error) {
	answer := feed{wish: f.wishOf(r), language: f.pages.Wanted(r), limit: inFeed}
	if n, err := strconv.Atoi(r.URL.Query().Get("limit")); err == nil && n > 0 {
		answer.limit = min(n, mostFeed)
	}
	var err error
	answer.tickets, err = f.list(r.Context(), answer.wish, answer.limit)
	return answer, err
}

// list are the newest tickets of a wish, with their pictures.
func (f *Face) list(ctx context.Context, w wish, limit int) ([]listed, error) {
	tickets, err := f.store.LatestTickets(ctx, f.filter(w, limit))
	if err != nil {
		return nil, err
	}
	return f.covered(ctx, tickets)
}

// next is the end of the address of what comes after the feed; "" if nothing does.
func (a feed) next(r *http.Request) string {
	if len(a.tickets) < a.limit {
		return ""
	}
	q := r.URL.Query()
	q.Set("before", strconv.FormatInt(a.tickets[len(a.tickets)-1].N, 10))
	return r.URL.Path + "?" + q.Encode()
}

// address is the address of a ticket, or of anything else of ours.
func (f *Face) address(path string) string { return f.pages.PublicURL() + path }

func (f *Face) ticketAddress(t intake.Ticket) string {
	return f.address("/tickets/" + strconv.FormatInt(t.N, 10))
}

// title is a ticket in a line.
func (f *Face) title(language string, t intake.Ticket) string {
	return "#" + strconv.FormatInt(t.N, 10) + " " + f.pages.Class(language, t.Category) + " · " + f.pages.State(language, t)
}

// give gives out a feed to any site, unless the asker has it already.
func (f *Face) give(w http.ResponseWriter, r *http.Request, kind string, body []byte) {
	sum := sha256.Sum256(body)
	tag := `W/"` + hex.EncodeToString(sum[:12]) + `"`
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("ETag", tag)
	h.Set("Cache-Control", "public, max-age=60")
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Access-Control-Expose-Headers", "ETag, Last-Modified, Link")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	since := f.seen.since(r.URL.String(), tag, f.pages.Now())
	http.ServeContent(w, r, "", since, bytes.NewReader(body))
}

// refuse says that a feed can not be had.
func (f *Face) refuse(w http.ResponseWriter, r *http.Request, err error) {
	fault := page.AsFault(err)
	if fault.Status >= http.StatusInternalServerError {
		zerolog.Ctx(r.Context()).Error().Err(err).Str("route", r.Pattern).Msg("feed failed")
	}
	http.Error(w, page.Translate(f.pages.Wanted(r), fault.Sentence), fault.Status)
}

// seen remembers since when feeds have been what they are. The time of the newest
// change would not do: what was taken out of a feed left no trace there.
type seen struct {
	mu    *sync.Mutex
	feeds map[string]version
}

type version struct {
	tag   string
	since time.Time
}

// mostSeen is how many feeds are remembered.
const mostSeen = 1000

func newSeen() seen { return seen{&sync.Mutex{}, map[string]version{}} }

// since is when a feed first was what it is now, as far as this process knows.
func (s seen) since(address, tag string, now time.Time) time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	if v, ok := s.feeds[address]; ok && v.tag == tag {
		return v.since
	}
	if len(s.feeds) >= mostSeen {
		clear(s.feeds)
	}
	s.feeds[address] = version{tag, now}
	return now
}
