package telegram

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"slices"
	"sync"
	"testing"
	"time"

	"go.uber.org/goleak"

	"snapgrid/bots/telegram/telegramtest"
	"snapgrid/intake"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// start runs a double until the test ends.
func start(t *testing.T, cfg telegramtest.Config) *telegramtest.Server {
	t.Helper()
	srv, err := telegramtest.Start(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(srv.Close)
	return srv
}

// adapter makes an adapter for the double that is quick to try again.
func adapter(t *testing.T, srv *telegramtest.Server) *Adapter {
	t.Helper()
	a, err := New(Config{Token: srv.Token(), APIURL: srv.URL(), Mode: "polling"}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	a.patience = patience{first: time.Millisecond, most: 20 * time.Millisecond}
	t.Cleanup(a.client.http.CloseIdleConnections)
	return a
}

// run runs an adapter until stop is called, which returns what Run returned.
func run(t *testing.T, a *Adapter, sink func(context.Context, []intake.Inbound) error) (stop func() error) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- a.Run(ctx, sink) }()
	var once sync.Once
	var err error
	stop = func() error {
		once.Do(func() {
			cancel()
			err = <-done
		})
		return err
	}
	t.Cleanup(func() { _ = stop() })
	return stop
}

// ledger is a database of one table: what the sink committed, in order.
type ledger struct {
	mu      sync.Mutex
	all     []intake.Inbound
	batches int
	changed chan struct{}
	refuse  func(batch int) error // called before each commit
}

func newLedger() *ledger { return &ledger{changed: make(chan struct{})} }

func (l *ledger) sink(ctx context.Context, batch []intake.Inbound) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.batches++
	if l.refuse != nil {
		if err := l.refuse(l.batches); err != nil {
			return err
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	l.all = append(l.all, batch...)
	close(l.changed)
	l.changed = make(chan struct{})
	return nil
}

// until waits for the ledger to hold something.
func (l *ledger) until(t *testing.T, enough func(all []intake.Inbound) bool) []intake.Inbound {
	t.Helper()
	late := time.After(20 * time.Second)
	for {
		l.mu.Lock()
		all, changed := slices.Clone(l.all), l.changed
		l.mu.Unlock()
		if enough(all) {
			return all
		}
		select {
		case <-changed:
		case <-late:
			t.Fatalf("not enough was heard: %d things", len(all))
		}
	}
}

// texts lists what was said in a chat, each message once, in the order in which
// it was first kept.
func texts(all []intake.Inbound, chat int64) []string {
	var found []string
	seen := map[string]bool{}
	for _, in := range all {
		if in.Said == nil || in.Said.Chat != chatRef(chat) || seen[in.Said.ID] {
			continue
		}
		seen[in.Said.ID] = true
		found = append(found, in.Said.Text)
	}
	return found
}

func hasText(words string) func([]intake.Inbound) bool {
	return func(all []intake.Inbound) bool {
		return slices.ContainsFunc(all, func(in intake.Inbound) bool { return in.Said != nil && in.Said.Text == words })
	}
}

// picture makes a small JPEG of one colour.
func testJPEG(t testing.TB, width, height int) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			img.Set(x, y, color.RGBA{uint8(x), uint8(y), 120, 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func codeIs(t *testing.T, err error, want intake.Code) *intake.Error {
	t.Helper()
	var e *intake.Error
	if !errors.As(err, &e) || e.Code != want {
		t.Fatalf("got error %v (code %q), want code %q", err, intake.CodeOf(err), want)
	}
	return e
}

// eventually waits until something became true.
func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	for late := time.Now().Add(20 * time.Second); !is(); time.Sleep(time.Millisecond) {
		if time.Now().After(late) {
			t.Fatal("never: " + what)
		}
	}
}
