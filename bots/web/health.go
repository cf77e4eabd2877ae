package web

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"
)

// Check looks whether a part of the house works. The note is for people and is
// shown in public: no addresses, no names.
type Check func(ctx context.Context) (ok bool, note string)

type namedCheck struct {
	name  string
	check Check
}

// Watch adds a part to /readyz. Call it before Run.
func (s *Server) Watch(name string, c Check) { s.checks = append(s.checks, namedCheck{name, c}) }

// healthz says that the process lives.
func (s *Server) healthz(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write([]byte("ok\n")) // the asker has gone: nobody to tell
}

type readiness struct {
	Ready  bool              `json:"ready"`
	Says   string            `json:"says"` // the same in words
	Checks map[string]health `json:"checks"`
}

type health struct {
	OK   bool   `json:"ok"`
	Note string `json:"note,omitempty"`
}

// checkTime is how long a check may take before it counts as failed.
const checkTime = 3 * time.Second

// readyz says whether everything works, part by part.
func (s *Server) readyz(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), checkTime)
	defer cancel()
	results := make([]health, len(s.checks))
	var asking sync.WaitGroup
	for i, c := range s.checks {
		asking.Go(func() { results[i].OK, results[i].Note = c.check(ctx) })
	}
	asking.Wait()
	answer := readiness{Ready: true, Checks: map[string]health{}}
	for i, c := range s.checks {
		answer.Checks[c.name] = results[i]
		answer.Ready = answer.Ready && results[i].OK
	}
	answer.Says = s.inWords(results)
	plain := strings.HasPrefix(r.Header.Get("Accept"), "text/plain")
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	if plain {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	}
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Vary", "Accept")
	if !answer.Ready {
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	if plain {
		_, _ = io.WriteString(w, answer.Says) // the asker has gone: nobody to tell
		return
	}
	_ = json.NewEncoder(w).Encode(answer) // the asker has gone: nobody to tell
}

// inWords tells part by part what works, what does not first.
func (s *Server) inWords(results []health) string {
	var bad, good strings.Builder
	for i, c := range s.checks {
		note := results[i].Note
		if note != "" {
			note = ": " + note
		}
		if results[i].OK {
			fmt.Fprintf(&good, "%s works%s\n", c.name, note)
		} else {
			fmt.Fprintf(&bad, "%s DOES NOT WORK%s\n", c.name, note)
		}
	}
	return bad.String() + good.String()
}
