package telegramtest

import (
	"net/http"
	"time"
)

// conflictDelay is how late a poller is refused that fights with another one.
const conflictDelay = 3 * time.Second

// getUpdates answers with the head of the queue, or waits for one.
func (s *Server) getUpdates(q *request) reply {
	s.mu.Lock()
	if s.hook.url != "" {
		s.mu.Unlock()
		return conflict("can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first").reply()
	}
	limit, timeout := s.pollOptions(q)
	s.allow(q)
	s.queue.confirm(q.number("offset", 0))
	mine := s.takeTurn()
	defer s.endTurn(mine)
	var late <-chan time.Time
	if timeout > 0 {
		t := time.NewTimer(timeout)
		defer t.Stop()
		late = t.C
	}
	for {
		found, changed := s.queue.head(limit), s.changed
		s.mu.Unlock()
		if len(found) > 0 || late == nil {
			return reply{OK: true, Result: found}
		}
		select {
		case <-changed:
		case no := <-mine:
			return no.reply()
		case <-late:
			late = nil
		case <-s.ctx.Done():
			late = nil
		case <-q.http.Context().Done():
			return (&refusal{Code: http.StatusInternalServerError, Description: "gone"}).reply()
		}
		s.mu.Lock()
	}
}

// pollOptions reads limit and timeout. Who asks for the same offset again at
// once is slowed down. s.mu is held.
func (s *Server) pollOptions(q *request) (limit int, timeout time.Duration) {
	limit = int(q.number("limit", 100))
	if limit < 1 || limit > 100 {
		limit = 100
	}
	timeout = time.Duration(min(max(q.number("timeout", 0), 0), 50)) * time.Second
	offset, now := q.number("offset", 0), time.Now()
	if offset == s.queue.lastOffset && !s.queue.lastStart.IsZero() {
		if since := now.Sub(s.queue.lastStart); since < 500*time.Millisecond {
			limit = 1
		}
		if since := now.Sub(s.queue.lastStart); since < 3*time.Second {
			timeout = max(timeout, 3*time.Second)
		}
	}
	s.queue.lastOffset, s.queue.lastStart = offset, now
	return limit, timeout
}

// takeTurn makes the caller the one poller and refuses the one before. s.mu is
// held.
func (s *Server) takeTurn() chan *refusal {
	if before := s.queue.poller; before != nil {
		no := conflict("terminated by other getUpdates request; make sure that only one bot instance is running")
		if time.Since(s.queue.conflicted) < conflictDelay {
			s.running.Go(func() { s.refuseLate(before, no) })
		} else {
			before <- no
		}
		s.queue.conflicted = time.Now()
		s.queue.conflicts++
	}
	mine := make(chan *refusal, 1)
	s.queue.poller = mine
	return mine
}

func (s *Server) refuseLate(poller chan *refusal, no *refusal) {
	t := time.NewTimer(conflictDelay)
	defer t.Stop()
	select {
	case <-t.C:
	case <-s.ctx.Done():
	}
	poller <- no
}

func (s *Server) endTurn(mine chan *refusal) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.queue.poller == mine {
		s.queue.poller = nil
	}
}
