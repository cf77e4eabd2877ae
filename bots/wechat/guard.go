package wechat

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path"
	"time"

	"github.com/eatmoreapple/openwechat"
)

// guard stands between the library and the network. The library decodes what
// it gets without looking, inside a goroutine that nobody can recover: an
// answer that would break it must not reach it.
type guard struct {
	next     http.RoundTripper
	endpoint *url.URL        // where all requests go; nil: where they are addressed to
	stop     context.Context // ends every request
	pulse    time.Duration   // the shortest time between two polls for a login
	polled   time.Time       // the last poll for a login

	confirmBy time.Time // until when the phone may confirm a login; zero: as long as the service waits

	beforePoll func() error     // before each poll for messages: may refuse it
	beforeInit func()           // before a session's first request
	unreadable func(raw []byte) // a message that cannot be decoded
}

// rule is how one kind of request is treated.
type rule struct {
	timeout time.Duration
	limit   int64 // bytes of the answer
	stream  bool  // the answer goes through as it comes
	mend    func(g *guard, req *http.Request, body []byte) ([]byte, error)
}

var rules = map[string]rule{
	"jslogin":              {timeout: 30 * time.Second, limit: 64 << 10},
	"login":                {timeout: 40 * time.Second, limit: 1 << 20, mend: mendLogin},
	"webwxnewloginpage":    {timeout: 30 * time.Second, limit: 64 << 10},
	"webwxpushloginurl":    {timeout: 30 * time.Second, limit: 64 << 10},
	"webwxinit":            {timeout: 30 * time.Second, limit: 16 << 20, mend: mendInit},
	"synccheck":            {timeout: 40 * time.Second, limit: 64 << 10},
	"webwxsync":            {timeout: 30 * time.Second, limit: 16 << 20, mend: mendSync},
	"webwxgetcontact":      {timeout: 60 * time.Second, limit: 64 << 20, mend: mendContacts},
	"webwxbatchgetcontact": {timeout: 60 * time.Second, limit: 64 << 20, mend: mendDetails},
	"webwxgetmsgimg":       {timeout: 2 * time.Minute, stream: true},
	"webwxgetmedia":        {timeout: 2 * time.Minute, stream: true},
	"webwxuploadmedia":     {timeout: 2 * time.Minute, limit: 1 << 20, mend: mendBase},
}

var otherRule = rule{timeout: 30 * time.Second, limit: 1 << 20, mend: mendBase}

// RoundTrip sends one request, once.
func (g *guard) RoundTrip(req *http.Request) (*http.Response, error) {
	operation := path.Base(req.URL.Path)
	r, known := rules[operation]
	if !known {
		r = otherRule
	}
	if err := g.before(operation); err != nil {
		if req.Body != nil {
			_ = req.Body.Close() // nothing was read from it
		}
		return nil, err
	}
	if operation == "login" && !g.confirmBy.IsZero() {
		r.timeout = min(r.timeout, time.Until(g.confirmBy))
	}
	ctx, cancel := context.WithTimeout(req.Context(), r.timeout)
	release := context.AfterFunc(g.stop, cancel)
	end := func() { release(); cancel() }
	resp, err := g.next.RoundTrip(g.aim(req.WithContext(ctx)))
	if err != nil {
		end()
		return nil, err
	}
	if r.stream {
		resp.Body = &streamed{ReadCloser: resp.Body, end: end}
		return resp, nil
	}
	defer end()
	if err := g.replace(req, resp, r); err != nil {
		return nil, err
	}
	return resp, nil
}

// before does what is due ahead of some requests.
func (g *guard) before(operation string) error {
	switch operation {
	case "synccheck":
		return g.beforePoll()
	case "webwxinit":
		g.beforeInit()
	case "login":
		err := pause(g.stop, time.Until(g.polled.Add(g.pulse)))
		g.polled = time.Now()
		return err
	}
	return g.stop.Err()
}

// aim points a request at the endpoint. Cookies are on it already, chosen by
// the address it was made for.
func (g *guard) aim(req *http.Request) *http.Request {
	if g.endpoint == nil {
		return req
	}
	aimed := req.Clone(req.Context())
	aimed.Header.Set("X-Forwarded-Host", req.URL.Host)
	aimed.URL.Scheme, aimed.URL.Host, aimed.Host = g.endpoint.Scheme, g.endpoint.Host, ""
	return aimed
}

// replace reads an answer and puts a mended one in its place. Which request it
// was is said by whoever made it: see [scrub].
func (g *guard) replace(req *http.Request, resp *http.Response, r rule) error {
	body, err := io.ReadAll(io.LimitReader(resp.Body, r.limit+1))
	_ = resp.Body.Close() // it was read, or failed to be
	switch {
	case err != nil:
		return err
	case int64(len(body)) > r.limit:
		return fmt.Errorf("the answer is longer than %d bytes", r.limit)
	case resp.StatusCode >= http.StatusBadRequest:
		return fmt.Errorf("status %d", resp.StatusCode)
	}
	if r.mend != nil {
		if body, err = r.mend(g, req, body); err != nil {
			return err
		}
	}
	resp.Body, resp.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	return nil
}

// streamed ends its request when it is closed.
type streamed struct {
	io.ReadCloser
	end func()
}

func (s *streamed) Close() error {
	defer s.end()
	return s.ReadCloser.Close()
}

// repairCookies gives the file and the push host the cookies of the base host.
// The library keeps neither the cookies' domains nor, after a hot login, the
// list of hosts; without the one pictures cannot be sent, without the other the
// next session file has no cookies at all.
func repairCookies(client *openwechat.Client) {
	jar, domain := client.Jar(), client.Domain
	base, err := url.Parse(domain.BaseHost())
	if err != nil || domain == "" {
		return
	}
	own := jar.Cookies(base)
	for _, host := range []string{domain.BaseHost(), domain.FileHost(), domain.SyncHost()} {
		u, err := url.Parse(host)
		if err != nil {
			continue
		}
		has := map[string]string{}
		for _, c := range jar.Cookies(u) {
			has[c.Name] = c.Value
		}
		var missing []*http.Cookie
		for _, c := range own {
			if has[c.Name] != c.Value {
				missing = append(missing, &http.Cookie{Name: c.Name, Value: c.Value, Path: "/", Secure: true})
			}
		}
		jar.SetCookies(u, missing) // with none it still puts the host on the list
	}
}

// pause waits, or returns the reason why ctx ended.
func pause(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
