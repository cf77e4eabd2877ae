package console

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"snapgrid/bots/web/page"
	"snapgrid/intake"
)

// The times of a stream.
const (
	heartbeat  = 15 * time.Second // keeps proxies from closing a quiet one
	streamLife = 10 * time.Minute // then the browser comes back, and its rights are asked anew
)

// change is what a browser is told: which tickets changed, none for any, or that the
// inbox did.
type change struct {
	Tickets []int64 `json:"tickets"`
	Inbox   bool    `json:"inbox"`
}

// live tells as server-sent events what changed of the tickets that the visitor may
// see. The number of an event is that of the newest event in the database, so that a
// browser which comes back, perhaps to another node, goes on where it was. What
// changed it reads itself from the page that it shows.
func (c *Console) live(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	leave, ok := c.news.join()
	if !ok {
		return &intake.Error{Code: intake.CodeUnavailable, Message: "too many pages listen"}
	}
	defer leave()
	h := w.Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	s := stream{Console: c, w: w, control: http.NewResponseController(w), scope: c.desk.Scope(v.Officer), seen: seen{event: page.SeenBefore(r)}}
	ctx, cancel := context.WithTimeout(r.Context(), streamLife)
	defer cancel()
	s.run(ctx)
	return nil
}

// stream is one browser that listens.
type stream struct {
	*Console
	w       http.ResponseWriter
	control *http.ResponseController
	scope   intake.Scope
	seen    seen
}

// run sends until the browser leaves, its time is over or the server stops.
func (s *stream) run(ctx context.Context) {
	// The deadline for reading the request would end the stream.
	_ = s.control.SetReadDeadline(time.Time{})
	if !s.write("retry: 3000\n\n") {
		return
	}
	tick, beat := time.NewTicker(s.news.pause), time.NewTicker(heartbeat)
	defer tick.Stop()
	defer beat.Stop()
	hint := s.store.Changes()
	for s.send(ctx) {
		select {
		case <-ctx.Done():
			return
		case <-s.news.over:
			return
		case <-tick.C:
		case <-hint:
			hint = s.store.Changes()
		case <-beat.C:
			if !s.write(": still here\n\n") {
				return
			}
		}
	}
}

// send tells what is new. While the database is away there is nothing to tell.
func (s *stream) send(ctx context.Context) bool {
	tickets, now, all, err := s.news.since(ctx, s.store, s.seen, s.scope)
	if err != nil {
		return ctx.Err() == nil
	}
	inbox := s.seen.order != 0 && now.inbox != s.seen.inbox
	s.seen = now
	if s.seen.order == 0 {
		s.seen.order = -1 // nothing turned yet: from now on everything is new
	}
	if len(tickets) == 0 && !all && !inbox {
		return true
	}
	if all {
		tickets = nil
	}
	data, err := json.Marshal(change{tickets, inbox})
	return err == nil && s.write(fmt.Sprintf("id: %d\nevent: change\ndata: %s\n\n", now.event, data))
}

func (s *stream) write(text string) bool {
	// A recorder in a test has no deadlines; a connection has.
	_ = s.control.SetWriteDeadline(time.Now().Add(heartbeat))
	if _, err := s.w.Write([]byte(text)); err != nil {
		return false
	}
	return s.control.Flush() == nil
}
