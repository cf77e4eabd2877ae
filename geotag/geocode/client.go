package geocode

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"sync"
	"time"

	"snapgrid/geotag"
)

// Limits of the answers that are kept.
const (
	keepAnswers = 7 * 24 * time.Hour
	keepNothing = time.Hour // an address that the service did not know
	maxAnswers  = 4096
	maxBody     = 256 << 10 // bytes
)

// ErrBusy says that a question would have to wait too long.
var ErrBusy = errors.New("too many addresses are asked for at once")

// Client asks one service. It may be used from many goroutines.
type Client struct {
	config  Config
	service service
	http    *http.Client
	now     func() time.Time

	mu      sync.Mutex
	next    time.Time // the next question may be asked then
	answers map[string]answer
}

type answer struct {
	pin   *geotag.Pin
	until time.Time
}

// New makes a client; nil if the configuration asks nobody.
func New(c Config, now func() time.Time) *Client {
	s, ok := services()[c.Service]
	if !ok {
		return nil
	}
	if c.URL != "" {
		s.url = c.URL
	}
	// A redirect would carry the key to who was never named.
	stay := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &Client{config: c, service: s, http: &http.Client{CheckRedirect: stay}, now: now, answers: map[string]answer{}}
}

// Ask returns where an address is, WGS-84; nil if the service does not know. The
// errors hold neither the address nor the key.
func (c *Client) Ask(ctx context.Context, address string) (*geotag.Pin, error) {
	wait, known, found := c.admit(address)
	switch {
	case found:
		return known, nil
	case wait > c.config.Timeout:
		return nil, ErrBusy
	}
	ctx, done := context.WithTimeout(ctx, c.config.Timeout)
	defer done()
	select {
	case <-ctx.Done():
		return nil, fmt.Errorf("ask the geocoder: %w", ctx.Err())
	case <-time.After(wait):
	}
	body, err := c.fetch(ctx, address)
	if err != nil {
		return nil, fmt.Errorf("ask the geocoder: %w", err)
	}
	pin, err := c.service.read(body)
	if err != nil {
		return nil, fmt.Errorf("read the geocoder's answer: %w", err)
	}
	c.keep(address, pin)
	return pin, nil
}

// admit returns a kept answer, or how long a question has to wait for its turn.
func (c *Client) admit(address string) (wait time.Duration, known *geotag.Pin, found bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := c.now()
	if a, ok := c.answers[address]; ok && now.Before(a.until) {
		return 0, a.pin, true
	}
	if c.next.Before(now) {
		c.next = now
	}
	if wait = c.next.Sub(now); wait <= c.config.Timeout {
		c.next = c.next.Add(c.config.Pause)
	}
	return wait, nil, false
}

func (c *Client) keep(address string, pin *geotag.Pin) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.answers) >= maxAnswers {
		clear(c.answers) // simpler than forgetting the oldest, and as good at this rate
	}
	keep := keepAnswers
	if pin == nil {
		keep = keepNothing
	}
	c.answers[address] = answer{pin, c.now().Add(keep)}
}

func (c *Client) fetch(ctx context.Context, address string) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, c.service.url+"?"+c.service.ask(c.config, address).Encode(), nil)
	if err != nil {
		return nil, errors.New("the address of the service cannot be used")
	}
	request.Header.Set("User-Agent", "SnapGrid") // Nominatim wants to know who asks
	response, err := c.http.Do(request)
	if wrapped := (*url.Error)(nil); errors.As(err, &wrapped) {
		err = wrapped.Err // without the URL, which holds the key
	}
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the service answered %s", response.Status)
	}
	return io.ReadAll(io.LimitReader(response.Body, maxBody))
}
