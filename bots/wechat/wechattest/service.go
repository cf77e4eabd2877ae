package wechattest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"
)

// The hosts a client has to address; they arrive in X-Forwarded-Host.
const (
	loginHost = "login.wx.qq.com"
	baseHost  = "wx2.qq.com"
	fileHost  = "file.wx2.qq.com"
	pushHost  = "webpush.wx2.qq.com"
	ourKey    = "us" // the key of our own account among the people
	uin       = 3000000001
	holdTime  = 25 * time.Second
)

// Service is the double: one account's view of the service.
type Service struct {
	server *http.Server
	url    string
	done   chan struct{} // closed when the server's goroutine has ended

	mu       sync.Mutex
	changed  chan struct{} // closed and replaced at every change
	asleep   bool          // nobody scans
	pushed   bool          // the service asks the phone to confirm a new session
	confirms bool          // and its owner does
	plainIDs bool
	login    int // number of the newest login
	code     int // 0: the session lives; else what synccheck answers
	log      []*entry
	chats    []*Chat
	uploads  map[string][]byte // finished, by media id
	parts    map[string][]byte // unfinished, by checksum
	faults   []*fault
	requests map[string]int
	page     int    // contacts in one answer
	uuid     string // of the newest code
}

// Start serves on a free loopback port.
func Start() (*Service, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("start the wechat double: %w", err)
	}
	s := &Service{
		url:      "http://" + listener.Addr().String(),
		done:     make(chan struct{}),
		changed:  make(chan struct{}),
		uploads:  map[string][]byte{},
		parts:    map[string][]byte{},
		requests: map[string]int{},
		page:     2,
	}
	s.server = &http.Server{Handler: s.faulty(s.routes()), ReadHeaderTimeout: time.Minute}
	go func() {
		defer close(s.done)
		_ = s.server.Serve(listener) // always ends with ErrServerClosed
	}()
	return s, nil
}

// URL is what a client is given as its endpoint.
func (s *Service) URL() string { return s.url }

// Close ends all requests and the server.
func (s *Service) Close() {
	_ = s.server.Close() // the listener and all connections; nothing is left to save
	<-s.done
}

// Sleep makes the phone's owner stop (true) or start (false) scanning codes.
func (s *Service) Sleep(asleep bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asleep = asleep
	s.wake()
}

// Push lets the service ask the phone to confirm a new session instead of
// showing a code; confirms says whether its owner does.
func (s *Service) Push(confirms bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pushed, s.confirms = true, confirms
	s.wake()
}

// TellPlainIDs makes the service send, after every login, the list that pairs
// session names with lasting ones.
func (s *Service) TellPlainIDs(tell bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.plainIDs = tell
}

// Logout ends the web session with a return code: 1101 for a login elsewhere,
// 1102 for a logout on the phone.
func (s *Service) Logout(code int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.code = code
	s.wake()
}

// Logins counts the logins by scanning.
func (s *Service) Logins() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.login
}

// Requests counts the requests to an operation, such as "synccheck".
func (s *Service) Requests(operation string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.requests[operation]
}

// wake tells all who wait that something changed. The caller holds the lock.
func (s *Service) wake() {
	close(s.changed)
	s.changed = make(chan struct{})
}

// wait blocks until ready, called under the lock, says so, or until ctx ends or
// the time is over; it reports whether ready did.
func (s *Service) wait(ctx context.Context, limit time.Duration, ready func() bool) bool {
	timer := time.NewTimer(limit)
	defer timer.Stop()
	for {
		s.mu.Lock()
		ok, changed := ready(), s.changed
		s.mu.Unlock()
		if ok {
			return true
		}
		select {
		case <-changed:
		case <-timer.C:
			return false
		case <-ctx.Done():
			return false
		}
	}
}

// name is the name of somebody, or of a group, in one login.
func name(login int, key string, group bool) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%d|%s", login, key))
	prefix := "@"
	if group {
		prefix = "@@"
	}
	return prefix + hex.EncodeToString(sum[:])
}

func secret(login int, what string) string {
	return what + "_" + name(login, what, false)[1:25]
}
