package wechat

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"testing"
	"time"
)

var (
	soakMessages = flag.Int("soak-messages", 400, "messages of TestSoak; a day has about 10000")
	soakLogins   = flag.Int("soak-logins", 8, "logins of TestSoak; a bad day has 200")
)

// footprint is what a process holds.
type footprint struct {
	goroutines, descriptors int
	heap                    uint64 // bytes in use
}

func measure(t *testing.T) footprint {
	t.Helper()
	runtime.GC()
	runtime.GC() // finalisers of the first round
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	files, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		t.Fatal(err)
	}
	return footprint{runtime.NumGoroutine(), len(files), m.HeapAlloc}
}

// A day in short: people talk, send photos, are answered, and the account is
// thrown out again and again. Every message is heard exactly once, and nothing
// is left behind: what is held after the last part is about what was held after
// the first.
func TestSoak(t *testing.T) {
	r := newRig(t)
	group := r.service.Group("红辉社区居民群", "王敏", "李强")
	r.start()
	r.loggedIn()
	heard := map[string]int{}
	const parts = 4
	var first footprint
	for part := range parts {
		for login := range max(1, *soakLogins/parts) {
			r.soak(group.Say, group.SendPhoto, heard, part, login)
			before := r.service.Logins()
			r.service.Logout(1101)
			r.wait("the next login", func() bool { return r.service.Logins() > before && r.loggedInNow() })
		}
		if part == 0 {
			first = measure(t)
		}
	}
	last := measure(t)
	t.Logf("%d messages, %d logins: %+v, then %+v", len(heard), r.service.Logins(), first, last)
	for id, n := range heard {
		if n != 1 {
			t.Errorf("message %s was heard %d times", id, n)
		}
	}
	if last.goroutines > first.goroutines+10 || last.descriptors > first.descriptors+10 {
		t.Errorf("left behind: %+v, then %+v", first, last)
	}
	// The double keeps every message and photo; 2 KB each are its own.
	if grown := int64(last.heap) - int64(first.heap); grown > 8<<20+int64(2048**soakMessages) {
		t.Errorf("the heap has grown by %d bytes", grown)
	}
}

// soak says one part and waits until all of it was heard.
func (r *rig) soak(say func(who, text string) string, photograph func(who string, picture []byte) string, heard map[string]int, part, login int) {
	r.t.Helper()
	want := map[string]bool{}
	for i := range max(1, *soakMessages/max(4, *soakLogins)) {
		if i%10 == 9 {
			want[photograph("王敏", photo(uint8(i)))] = true
			continue
		}
		want[say("李强", fmt.Sprintf("第%d-%d-%d句", part, login, i))] = true
	}
	deadline := time.Now().Add(time.Minute)
	for len(want) > 0 {
		if time.Now().After(deadline) {
			r.t.Fatalf("%d messages were not heard", len(want))
		}
		r.mu.Lock()
		for _, in := range r.heard {
			if in.Said != nil {
				heard[in.Said.ID]++
				delete(want, in.Said.ID)
			}
		}
		r.heard, r.photos = nil, map[string][]byte{}
		r.mu.Unlock()
		time.Sleep(5 * time.Millisecond)
	}
}
