package fetch

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"syscall"
	"time"

	"snapgrid/intake"
)

// The limits of one conversation.
const (
	DialTime   = 5 * time.Second
	AnswerTime = 10 * time.Second // until the head of the answer is there
	WholeTime  = 30 * time.Second
	redirects  = 3
	maxAddress = 2000 // bytes of an address
)

// Client talks to addresses that strangers gave us.
type Client struct {
	allowed []netip.Prefix
	follow  *http.Client // follows a few redirects
	plain   *http.Client // follows none
}

// New makes a client.
func New(c Config) (*Client, error) {
	networks, err := c.networks()
	if err != nil {
		return nil, err
	}
	client := &Client{allowed: networks}
	transport := &http.Transport{
		DialContext:            (&net.Dialer{Timeout: DialTime, Control: client.guard}).DialContext,
		TLSHandshakeTimeout:    DialTime,
		ResponseHeaderTimeout:  AnswerTime,
		MaxResponseHeaderBytes: 64 << 10,
		IdleConnTimeout:        30 * time.Second,
		MaxIdleConnsPerHost:    2,
		ForceAttemptHTTP2:      true,
	}
	client.follow = &http.Client{Transport: transport, Timeout: WholeTime, CheckRedirect: client.redirect}
	client.plain = &http.Client{Transport: transport, Timeout: WholeTime, CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	}}
	return client, nil
}

// Close ends the connections that wait for more.
func (c *Client) Close() { c.plain.CloseIdleConnections() }

// guard looks at the address that is about to be connected to. Names are resolved by
// now, so what is looked at is what is connected to.
func (c *Client) guard(_, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil {
		return refuse("the address can not be read")
	}
	if !public(to.Addr()) && !within(to.Addr(), c.allowed) {
		return refuse("the address is not a public one")
	}
	return nil
}

func (c *Client) redirect(r *http.Request, before []*http.Request) error {
	if len(before) > redirects {
		return refuse("it leads on and on")
	}
	r.Header.Del("Referer")
	return c.Check(r.URL.String())
}

func refuse(why string) error {
	return &intake.Error{Code: intake.CodeNever, Message: "this address is not asked: " + why}
}

// Check looks at the form of an address: a web address with a host and no password,
// and if the host is a number, a public one. An error is [intake.CodeNever].
func (c *Client) Check(address string) error {
	u, err := url.Parse(address)
	switch {
	case err != nil || len(address) > maxAddress:
		return refuse("it can not be read")
	case u.Scheme != "http" && u.Scheme != "https", u.Hostname() == "", u.User != nil, u.Opaque != "":
		return refuse("want http:// or https:// and a host, without a password")
	}
	if a, err := netip.ParseAddr(u.Hostname()); err == nil && !public(a) && !within(a, c.allowed) {
		return refuse("the address is not a public one")
	}
	return nil
}

// Get opens what is behind an address, after redirects. Reading more than limit bytes
// is [intake.CodeInvalid]. Other errors are never, or again where that makes sense.
func (c *Client) Get(ctx context.Context, address string, limit int64) (io.ReadCloser, error) {
	if err := c.Check(address); err != nil {
		return nil, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, refuse("it can not be read")
	}
	r.Header.Set("User-Agent", agent)
	answer, err := c.follow.Do(r)
	if err != nil {
		return nil, sorted(err)
	}
	if answer.StatusCode != http.StatusOK {
		answer.Body.Close()
		return nil, refusedBy(answer.StatusCode)
	}
	if answer.ContentLength > limit {
		answer.Body.Close()
		return nil, errTooLong
	}
	return &limited{answer.Body, limit}, nil
}

// Answer is what the other side said.
type Answer struct {
	Status int
	Body   string // how it begins
}

// Post hands a body over; what is answered is looked at up to most bytes. A redirect is
// an answer and is not followed. An error means that there was none.
func (c *Client) Post(ctx context.Context, address string, header http.Header, body []byte, most int64) (Answer, error) {
	if err := c.Check(address); err != nil {
		return Answer{}, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return Answer{}, refuse("it can not be read")
	}
	r.Header = header.Clone()
	r.Header.Set("User-Agent", agent)
	answer, err := c.plain.Do(r)
	if err != nil {
		return Answer{}, sorted(err)
	}
	defer answer.Body.Close()
	begin, err := io.ReadAll(io.LimitReader(answer.Body, most))
	if err != nil {
		return Answer{Status: answer.StatusCode}, sorted(err)
	}
	return Answer{answer.StatusCode, string(begin)}, nil
}

const agent = "SnapGrid"

// limited reads so many bytes and no more.
type limited struct {
	io.ReadCloser
	left int64
}

// Read fails where there is more than may be.
func (l *limited) Read(b []byte) (int, error) {
	n, err := l.ReadCloser.Read(b)
	if l.left -= int64(n); l.left < 0 {
		return 0, errTooLong
	}
	if err != nil && !errors.Is(err, io.EOF) {
		err = sorted(err)
	}
	return n, err
}

var errTooLong = &intake.Error{Code: intake.CodeInvalid, Message: "there is more behind the address than may be"}

// sorted gives an error of the network a code. The address stays out of it: it may
// hold a secret.
func sorted(err error) error {
	if known := (*intake.Error)(nil); errors.As(err, &known) {
		return known
	}
	if u := (*url.Error)(nil); errors.As(err, &u) {
		err = u.Err
	}
	return &intake.Error{Code: intake.CodeAgain, Message: "the address does not answer", Err: err}
}

// refusedBy says what a status means for asking again.
func refusedBy(status int) error {
	code := intake.CodeNever
	if status >= 500 || status == http.StatusTooManyRequests || status == http.StatusRequestTimeout {
		code = intake.CodeAgain
	}
	return &intake.Error{Code: code, Message: fmt.Sprintf("the address answers %d", status)}
}
