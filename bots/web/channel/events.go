package channel

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"snapgrid/bots/web/page"
)

// heartbeat keeps proxies from closing a quiet stream.
const heartbeat = 15 * time.Second

// events sends new and changed lines as server-sent events. An event's number
// is the line's Seq, so a browser that reconnects goes on where it was.
func (a *Adapter) events(find finder) page.Handler {
	return func(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
		t, err := find(r, v)
		if err != nil {
			return err
		}
		h := w.Header()
		h.Set("Content-Type", "text/event-stream; charset=utf-8")
		h.Set("Cache-Control", "no-store")
		h.Set("X-Accel-Buffering", "no")
		s := stream{Adapter: a, w: w, control: http.NewResponseController(w), talk: t, visitor: v, after: page.SeenBefore(r)}
		leave, over, ok := a.news.join()
		if !ok {
			s.begin() // and end: the browser comes back
			return nil
		}
		defer leave()
		s.run(r.Context(), over)
		return nil
	}
}

// stream is one browser that listens to one talk.
type stream struct {
	*Adapter
	w       http.ResponseWriter
	control *http.ResponseController
	talk    talk
	visitor page.Visitor
	after   int64
}

// run sends until the browser leaves or the channel ends. A stream that fails
// just ends: the browser comes back by itself.
func (s *stream) run(ctx context.Context, over <-chan struct{}) {
	if !s.begin() {
		return
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for {
		changed := s.news.next()
		if !s.send(ctx) {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-over:
			return
		case <-changed:
		case <-beat.C:
			if !s.write(": still here\n\n") {
				return
			}
		}
	}
}

// begin tells the browser when to come back after the end.
func (s *stream) begin() bool {
	// The deadline for reading the request would end the stream.
	_ = s.control.SetReadDeadline(time.Time{})
	return s.write("retry: 2000\n\n")
}

// send sends what is new.
func (s *stream) send(ctx context.Context) bool {
	for {
		lines, err := s.store.ChatLines(ctx, s.talk.chat.ID, s.after, shown)
		if err != nil {
			return false
		}
		views, err := s.views(ctx, s.talk, lines)
		if err != nil {
			return false
		}
		for _, view := range views {
			if !s.sendLine(view) {
				return false
			}
			s.after = view.Seq
		}
		if len(lines) < shown {
			return true
		}
	}
}

func (s *stream) sendLine(view lineView) bool {
	html, err := s.pages.Fragment(s.visitor, s.talk.page, "line", view)
	if err != nil {
		return false
	}
	data, err := json.Marshal(html)
	if err != nil {
		return false
	}
	return s.write(fmt.Sprintf("id: %d\nevent: line\ndata: %s\n\n", view.Seq, data))
}

func (s *stream) write(text string) bool {
	// A recorder in a test has no deadlines; a connection has.
	_ = s.control.SetWriteDeadline(time.Now().Add(heartbeat))
	if _, err := s.w.Write([]byte(text)); err != nil {
		return false
	}
	return s.control.Flush() == nil
}
