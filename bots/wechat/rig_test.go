package wechat

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"go.uber.org/goleak"

	"snapgrid/bots/wechat/wechattest"
	"snapgrid/intake"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// rig is an adapter beside the double, its database and its photo store in
// memory.
type rig struct {
	t       *testing.T
	service *wechattest.Service
	state   string
	staff   []string
	now     func() time.Time // nil: the real clock
	confirm time.Duration    // how long the phone is waited for
	adapter *Adapter
	log     *lockedBuffer
	stop    func()

	mu     sync.Mutex
	heard  []intake.Inbound
	refuse int // how often the database is still to fail
	photos map[string][]byte
	codes  []string
	sooner chan struct{}
}

func newRig(t *testing.T) *rig {
	t.Helper()
	service, err := wechattest.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(service.Close)
	r := &rig{t: t, service: service, state: t.TempDir(), log: &lockedBuffer{}, confirm: time.Minute, photos: map[string][]byte{}, sooner: make(chan struct{})}
	return r
}

// start runs a new adapter over the same state, as a new process would.
func (r *rig) start() {
	r.t.Helper()
	cfg := DefaultConfig()
	cfg.Enabled, cfg.Endpoint, cfg.State, cfg.PerMinute = true, r.service.URL(), r.state, 60
	a, err := New(cfg, Needs{Shelf: r, Pairing: r, Staff: r.staff, Now: r.now})
	if err != nil {
		r.t.Fatal(err)
	}
	a.timing = timing{pulse: 5 * time.Millisecond, patient: 50 * time.Millisecond, gap: time.Millisecond, confirm: r.confirm}
	r.adapter = a
	ctx, cancel := context.WithCancel(zerolog.New(r.log).WithContext(context.Background()))
	done := make(chan error, 1)
	go func() { done <- a.Run(ctx, r.sink) }()
	var once sync.Once
	r.stop = func() {
		once.Do(func() {
			cancel()
			if err := <-done; err != nil {
				r.t.Errorf("Run: %v", err)
			}
		})
	}
	r.t.Cleanup(r.stop)
}

func (r *rig) restart() { r.stop(); r.start() }

func (r *rig) sink(_ context.Context, batch []intake.Inbound) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.refuse > 0 {
		r.refuse--
		return errors.New("the database is gone")
	}
	r.heard = append(r.heard, batch...)
	r.wake()
	return nil
}

func (r *rig) wake() { close(r.sooner); r.sooner = make(chan struct{}) }

// Create is the photo store.
func (r *rig) Create(_ context.Context, body io.Reader, limit int64) (string, int64, error) {
	data, err := io.ReadAll(io.LimitReader(body, limit))
	if err != nil {
		return "", 0, err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	key := fmt.Sprintf("photo%d", len(r.photos))
	r.photos[key] = data
	return key, int64(len(data)), nil
}

func (r *rig) Show(text string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.codes = append(r.codes, text)
	r.wake()
}

func (r *rig) Clear() {}

// wait blocks until the condition, called under the lock, holds.
func (r *rig) wait(what string, ok func() bool) {
	r.t.Helper()
	deadline := time.After(20 * time.Second)
	for {
		r.mu.Lock()
		done, sooner := ok(), r.sooner
		r.mu.Unlock()
		if done {
			return
		}
		select {
		case <-sooner:
		case <-time.After(5 * time.Millisecond): // conditions outside the rig
		case <-deadline:
			r.t.Fatalf("waited in vain for %s; log:\n%s", what, r.log.String())
		}
	}
}

// said waits for n messages and returns them.
func (r *rig) said(n int) []intake.Message {
	r.t.Helper()
	var messages []intake.Message
	r.wait(fmt.Sprintf("%d messages", n), func() bool {
		messages = nil
		for _, in := range r.heard {
			if in.Said != nil {
				messages = append(messages, *in.Said)
			}
		}
		return len(messages) >= n
	})
	return messages
}

func (r *rig) loggedInNow() bool { return !r.adapter.Pairing().LoggedIn.IsZero() }

func (r *rig) loggedIn() {
	r.t.Helper()
	r.wait("a login", func() bool { return r.loggedInNow() })
}

func (r *rig) post(to intake.ChatRef, text string, pictures ...[]byte) error {
	d := intake.Delivery{Key: "post/" + text, To: to, Text: text}
	for _, p := range pictures {
		d.Pictures = append(d.Pictures, intake.Picture{Name: "fix.jpg", JPEG: p})
	}
	_, err := r.adapter.Post(context.Background(), d)
	return err
}

// photo makes a small JPEG of one colour.
func photo(shade uint8) []byte {
	img := image.NewRGBA(image.Rect(0, 0, 32, 24))
	for i := range img.Pix {
		img.Pix[i] = shade
	}
	img.Set(3, 3, color.White)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		panic(err) // an image in memory can be encoded
	}
	return b.Bytes()
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func fileMode(t *testing.T, path string) os.FileMode {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Mode().Perm()
}
