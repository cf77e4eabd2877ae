package telegramtest

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Config says what kind of server and bot to play. The zero value is a bot
// without privacy mode on a server without rate limits.
type Config struct {
	Token      string           // default "4242:loopback-double_of-Telegram"
	Username   string           // default "SnapGridTestBot"
	Privacy    bool             // hide ordinary messages of groups from the bot
	Limits     bool             // answer 429 to a bot that talks too fast
	Now        func() time.Time // default time.Now
	LocalFiles string           // a folder: act as a local server, whose file paths are absolute
	RetryAfter time.Duration    // first pause before a webhook is called again; default 1 s, doubled up to 60 s
}

// Server is the double.
type Server struct {
	cfg   Config
	botID int64

	mu       sync.Mutex
	users    map[int64]*User
	chats    map[int64]*Chat
	files    map[string]*file
	presses  map[string]*Press
	faults   []*Fault
	calls    map[string]int
	queue    queue
	hook     webhook
	limits   limits
	account  int // numbers of messages in private chats and basic groups
	lastUser int64
	lastChat int64
	lastFile int
	changed  chan struct{} // closed and replaced whenever something happened

	listener net.Listener
	http     *http.Server
	ctx      context.Context // of webhook deliveries; ends with Close
	stop     context.CancelFunc
	running  sync.WaitGroup
}

// New makes a server without a port; it is an [http.Handler].
func New(cfg Config) (*Server, error) {
	if cfg.Token == "" {
		cfg.Token = "4242:loopback-double_of-Telegram"
	}
	if cfg.Username == "" {
		cfg.Username = "SnapGridTestBot"
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.RetryAfter == 0 {
		cfg.RetryAfter = time.Second
	}
	number, _, _ := strings.Cut(cfg.Token, ":")
	id, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return nil, fmt.Errorf("token: want NUMBER:SECRET: %w", err)
	}
	ctx, stop := context.WithCancel(context.Background())
	return &Server{
		cfg: cfg, botID: id,
		users: map[int64]*User{}, chats: map[int64]*Chat{}, files: map[string]*file{},
		presses: map[string]*Press{}, calls: map[string]int{},
		queue: newQueue(), limits: limits{now: cfg.Now},
		lastUser: 700_000_000, lastChat: 1000, changed: make(chan struct{}),
		ctx: ctx, stop: stop,
	}, nil
}

// Start makes a server that listens on a free port of the loopback.
func Start(cfg Config) (*Server, error) {
	s, err := New(cfg)
	if err != nil {
		return nil, err
	}
	s.listener, err = net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("listen for the double of Telegram: %w", err)
	}
	s.http = &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second}
	s.running.Go(func() {
		if err := s.http.Serve(s.listener); !errors.Is(err, http.ErrServerClosed) {
			s.stop()
		}
	})
	return s, nil
}

// Close ends the server and waits for what it runs.
func (s *Server) Close() {
	s.stop()
	if s.http != nil {
		_ = s.http.Close()
	}
	s.running.Wait()
	s.hook.client.CloseIdleConnections()
}

// URL is the address for telegram.api_url; "" without a port.
func (s *Server) URL() string {
	if s.listener == nil {
		return ""
	}
	return "http://" + s.listener.Addr().String()
}

// Token is the bot's token.
func (s *Server) Token() string { return s.cfg.Token }

// Username is the bot's name, without "@".
func (s *Server) Username() string { return s.cfg.Username }

// Calls counts the requests for a method.
func (s *Server) Calls(method string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls[method]
}

// SetPrivacy switches the bot's privacy mode.
func (s *Server) SetPrivacy(on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.cfg.Privacy = on
}

// notify wakes everyone who waits for something to happen. s.mu is held.
func (s *Server) notify() {
	close(s.changed)
	s.changed = make(chan struct{})
}

func (s *Server) now() time.Time { return s.cfg.Now() }

func (s *Server) bot() wireUser {
	return wireUser{ID: s.botID, IsBot: true, FirstName: "SnapGrid", Username: s.cfg.Username}
}
