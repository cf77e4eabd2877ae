package main

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"snapgrid/bots"
	"snapgrid/intake/desk"
)

// tower is a host, a desk and a shelf for the watch.
type tower struct {
	state   string
	pairing bots.Pairing
	now     time.Time
	told    []desk.Warning
	kept    []string
	broken  error
}

func (w *tower) Health() []bots.Health {
	return []bots.Health{{Channel: "telegram", State: "running"}, {Channel: "wechat", State: w.state}}
}
func (w *tower) Pairings() []bots.Pairing { return []bots.Pairing{w.pairing} }
func (w *tower) Put(_ context.Context, name string, _ []byte) error {
	w.kept = append(w.kept, name)
	return nil
}

func (w *tower) Warn(_ context.Context, news desk.Warning) error {
	if w.broken == nil {
		w.told = append(w.told, news)
	}
	return w.broken
}

// begin makes a watch, and what looks at the tower in a state after some time and
// demands what was told so far.
func (w *tower) begin(t *testing.T) (look func(state string, after time.Duration, want ...string)) {
	w.state, w.pairing, w.now = "running", bots.Pairing{Channel: "wechat"}, time.Unix(1_800_000_000, 0)
	watch := newWatch(w, w, w, time.Minute)
	watch.now = func() time.Time { return w.now }
	return func(state string, after time.Duration, want ...string) {
		t.Helper()
		w.state, w.now = state, w.now.Add(after)
		if err := watch.look(t.Context()); err != nil && w.broken == nil {
			t.Fatal(err)
		}
		var troubles []string
		for _, news := range w.told {
			troubles = append(troubles, string(news.Channel)+":"+news.Trouble)
		}
		if !slices.Equal(troubles, want) {
			t.Fatalf("told %q, want %q", troubles, want)
		}
	}
}

func TestWatchTellsOfAnOutageOnce(t *testing.T) {
	w := &tower{}
	look := w.begin(t)
	look("running", 0)
	look("not logged in", 10*time.Second)
	look("running", 30*time.Second) // back before anybody was told
	look("not logged in", 10*time.Second)
	look("not logged in", 59*time.Second)
	w.pairing.Code = "https://login.weixin.qq.com/l/ABC=="
	w.broken = errors.New("the database is gone")
	look("waits for its code to be scanned", 10*time.Second)
	w.broken = nil
	look("waits for its code to be scanned", 10*time.Second, "wechat:scan")
	if len(w.kept) == 0 || w.told[0].Picture != w.kept[len(w.kept)-1] {
		t.Errorf("the picture %q is none of %q", w.told[0].Picture, w.kept)
	}
	look("waits for its code to be scanned", time.Hour, "wechat:scan")
	w.pairing.Code = ""
	look("running", 10*time.Second, "wechat:scan", "wechat:")
	look("standby", time.Hour, "wechat:scan", "wechat:")
	if w.told[0].Key == w.told[1].Key {
		t.Error("the end of the outage has the key of its beginning, so nobody would hear of it")
	}
}

// What somebody has to do about an outage may become known after it was told.
func TestWatchTellsWhatIsToBeDone(t *testing.T) {
	w := &tower{}
	look := w.begin(t)
	look("not logged in", 0)
	look("not logged in", time.Minute, "wechat:logout")
	w.pairing.Confirm = true
	look("waits for its phone", time.Minute, "wechat:logout", "wechat:confirm")
	w.pairing.Confirm, w.pairing.Code = false, "https://login.weixin.qq.com/l/DEF=="
	look("waits for its code", time.Minute, "wechat:logout", "wechat:confirm", "wechat:scan")
	if w.told[2].Picture == "" || w.told[2].Key == w.told[1].Key {
		t.Errorf("the code that came later is told as %+v", w.told[2])
	}
	w.pairing.Code = "" // between two codes there is none
	look("not logged in", time.Minute, "wechat:logout", "wechat:confirm", "wechat:scan")
	w.pairing.Code = "https://login.weixin.qq.com/l/GHI=="
	look("waits for its code", time.Minute, "wechat:logout", "wechat:confirm", "wechat:scan")
}
