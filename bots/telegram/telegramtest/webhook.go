package telegramtest

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"time"
)

// webhook is where the bot wants to be called. Calls about one chat are made
// one after the other, those about different chats side by side.
type webhook struct {
	url         string
	secret      string
	connections int
	errorDate   int64
	failure     string
	wake        chan struct{}
	stop        context.CancelFunc
	client      http.Client
}

var secretForm = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

const maxSecret = 256

func (s *Server) setWebhook(q *request) (any, *refusal) {
	to, secret := q.text("url"), q.text("secret_token")
	if to == "" {
		return s.deleteWebhook(q)
	}
	if u, err := url.Parse(to); err != nil || u.Host == "" || (u.Scheme != "https" && u.Scheme != "http") {
		return nil, badRequest("bad webhook: invalid webhook URL specified")
	}
	if secret != "" && (len(secret) > maxSecret || !secretForm.MatchString(secret)) {
		return nil, badRequest("secret token contains unallowed characters")
	}
	s.endHook()
	s.allow(q)
	if q.yes("drop_pending_updates") {
		s.queue.waiting = nil
	}
	if s.queue.poller != nil {
		s.queue.poller <- conflict("terminated by setWebhook request")
		s.queue.poller = nil
	}
	ctx, stop := context.WithCancel(s.ctx)
	s.hook.url, s.hook.secret, s.hook.stop = to, secret, stop
	s.hook.connections = int(min(max(q.number("max_connections", 40), 1), 100))
	wake := make(chan struct{}, 1)
	s.hook.wake = wake
	s.running.Go(func() { s.deliver(ctx, wake) })
	s.wakeHook()
	return true, nil
}

func (s *Server) deleteWebhook(q *request) (any, *refusal) {
	s.endHook()
	if q.yes("drop_pending_updates") {
		s.queue.waiting = nil
	}
	return true, nil
}

func (s *Server) getWebhookInfo(*request) (any, *refusal) {
	return wireHook{
		URL: s.hook.url, Pending: len(s.queue.waiting), ErrorDate: s.hook.errorDate,
		Error: s.hook.failure, Connections: s.hook.connections, Allowed: s.queue.allowed,
	}, nil
}

func (s *Server) endHook() {
	if s.hook.stop != nil {
		s.hook.stop()
	}
	s.hook.url, s.hook.secret, s.hook.stop = "", "", nil
}

func (s *Server) wakeHook() {
	select {
	case s.hook.wake <- struct{}{}:
	default:
	}
}

// deliver calls the webhook until ctx ends.
func (s *Server) deliver(ctx context.Context, wake chan struct{}) {
	for {
		pause := s.launch(ctx)
		t := time.NewTimer(pause)
		select {
		case <-ctx.Done():
			t.Stop()
			return
		case <-wake:
		case <-t.C:
		}
		t.Stop()
	}
}

// launch begins a call for the first update of each chat that has none under
// way, and says when the next one is due.
func (s *Server) launch(ctx context.Context) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	pause, now := time.Minute, time.Now()
	busy, flying := map[int64]bool{}, 0
	for _, u := range s.queue.waiting {
		if u.flying {
			flying++
		}
	}
	for _, u := range s.queue.waiting {
		if busy[u.chat] {
			continue
		}
		busy[u.chat] = true
		switch {
		case u.flying || flying >= s.hook.connections:
		case now.Before(u.due):
			pause = min(pause, u.due.Sub(now))
		default:
			u.flying = true
			flying++
			to, secret := s.hook.url, s.hook.secret
			s.running.Go(func() { s.callHook(ctx, u, to, secret) })
		}
	}
	return pause
}

func (s *Server) callHook(ctx context.Context, u *update, to, secret string) {
	status, after, err := s.knock(ctx, u, to, secret)
	s.mu.Lock()
	defer s.mu.Unlock()
	defer s.wakeHook()
	u.flying = false
	if err == nil && status/100 == 2 {
		s.queue.waiting = slices.DeleteFunc(s.queue.waiting, func(other *update) bool { return other == u })
		s.notify()
		return
	}
	pause := min(s.cfg.RetryAfter<<min(u.tries, 6), time.Minute)
	u.tries++
	u.due = time.Now().Add(max(pause, after))
	s.hook.errorDate = s.now().Unix()
	s.hook.failure = "Wrong response from the webhook: " + strconv.Itoa(status)
}

func (s *Server) knock(ctx context.Context, u *update, to, secret string) (int, time.Duration, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, to, bytes.NewReader(u.raw))
	if err != nil {
		return 0, 0, err
	}
	req.Header.Set("Content-Type", "application/json")
	if secret != "" {
		req.Header.Set("X-Telegram-Bot-Api-Secret-Token", secret)
	}
	resp, err := s.hook.client.Do(req)
	if err != nil {
		return 0, 0, err
	}
	_ = resp.Body.Close()
	seconds, _ := strconv.Atoi(resp.Header.Get("Retry-After"))
	return resp.StatusCode, time.Duration(min(max(seconds, 0), 3600)) * time.Second, nil
}
