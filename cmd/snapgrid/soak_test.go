package main

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// held is what a process holds.
type held struct {
	goroutines, descriptors, connections float64
	heap                                 float64 // megabytes in use
}

// held asks the process for what it holds.
func (w *weather) held() held {
	w.Helper()
	now, err := heldBy(w.p.url())
	w.sound(err)
	return now
}

func heldBy(address string) (held, error) {
	answer, err := http.Get(address + "/metrics")
	if err != nil {
		return held{}, err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	figure := func(name string) float64 {
		_, rest, _ := strings.Cut(string(text), "\n"+name+" ")
		value, missing := strconv.ParseFloat(strings.SplitN(rest, "\n", 2)[0], 64)
		if missing != nil {
			err = errors.Join(err, fmt.Errorf("%s: %w", name, missing))
		}
		return value
	}
	now := held{
		figure("go_goroutines"), figure("process_open_fds"), figure(`snapgrid_database_connections{state="idle"}`) +
			figure(`snapgrid_database_connections{state="used"}`), figure("go_memstats_heap_inuse_bytes") / (1 << 20),
	}
	return now, err
}

// course is what a process holds during a long storm, quarter by quarter: of each figure
// the least that was seen, which for the heap is about what the collector can not free.
type course struct {
	*testing.T
	address  string
	quarters [4]held
	watching sync.WaitGroup
	done     chan struct{}
}

// follow looks at the process until finish, if the storm is long enough to tell growth
// from warming up.
func (w *weather) follow() *course {
	c := &course{T: w.T, address: w.p.url(), done: make(chan struct{})}
	if *stormTime >= 2*time.Minute {
		c.watching.Go(c.watch)
	}
	return c
}

func (c *course) watch() {
	began := time.Now()
	look := time.NewTicker(*stormTime / 200)
	defer look.Stop()
	for {
		select {
		case <-c.done:
			return
		case <-look.C:
		}
		now, err := heldBy(c.address)
		if err != nil {
			c.Error(err)
			return
		}
		c.quarters[min(3, int(4*time.Since(began) / *stormTime))].note(now)
	}
}

// note keeps the least of each figure.
func (h *held) note(now held) {
	if *h == (held{}) {
		*h = now
	}
	h.goroutines, h.descriptors = min(h.goroutines, now.goroutines), min(h.descriptors, now.descriptors)
	h.connections, h.heap = min(h.connections, now.connections), min(h.heap, now.heap)
}

// finish ends the looking, and finds that the last quarter held no more than the second,
// in which all was warm.
func (c *course) finish() {
	c.Helper()
	close(c.done)
	c.watching.Wait()
	c.Logf("quarter by quarter: %+v", c.quarters)
	const lines = 24 // to the chat service and the database, which come and go
	warm, last := c.quarters[1], c.quarters[3]
	if last.heap > 1.25*warm.heap+8 || last.goroutines > warm.goroutines+lines || last.descriptors > warm.descriptors+lines {
		c.Errorf("the process grows: %+v, then %+v", warm, last)
	}
}
