package main

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	collector "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	otlp "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/proto"

	"snapgrid/bots/telegram/telegramtest"
)

// collection is a double of a collector of traces.
type collection struct {
	*testing.T
	mu    sync.Mutex
	raw   bytes.Buffer
	spans map[string][]*otlp.Span // by trace
}

// collect starts a collector and lets the story send to it.
func (s *scene) collect() {
	s.collection = &collection{T: s.T, spans: map[string][]*otlp.Span{}}
	server := httptest.NewServer(s.collection)
	s.Cleanup(server.Close)
	s.cfg.Traces.Endpoint = server.URL
}

func (c *collection) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var request collector.ExportTraceServiceRequest
	body, err := io.ReadAll(r.Body)
	if err == nil {
		err = proto.Unmarshal(body, &request)
	}
	if err != nil || r.URL.Path != "/v1/traces" {
		c.Errorf("%s was sent %d bytes: %v", r.URL.Path, len(body), err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.raw.Write(body)
	for _, resource := range request.ResourceSpans {
		for _, scope := range resource.ScopeSpans {
			for _, span := range scope.Spans {
				c.spans[string(span.TraceId)] = append(c.spans[string(span.TraceId)], span)
			}
		}
	}
	w.Header().Set("Content-Type", "application/x-protobuf") // an empty answer: all was taken
}

// one waits for a trace with the steps, each of which goes on with another one of the
// same trace but the first.
func (c *collection) one(steps ...string) {
	c.Helper()
	var seen []string
	for until := time.Now().Add(patience); time.Now().Before(until); time.Sleep(50 * time.Millisecond) {
		seen = seen[:0]
		for _, names := range c.traces() {
			seen = append(seen, strings.Join(names, " "))
			if !slices.ContainsFunc(steps, func(step string) bool { return !slices.Contains(names, step) }) {
				return
			}
		}
	}
	c.Errorf("no trace has the steps %q; there are\n%s", steps, strings.Join(seen, "\n"))
}

// traces lists the steps of each trace that hangs together.
func (c *collection) traces() (all [][]string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, spans := range c.spans {
		var names []string
		known := map[string]bool{}
		for _, span := range spans {
			known[string(span.SpanId)] = true
		}
		for _, span := range spans {
			if (len(span.ParentSpanId) == 0) == (span.Name == "receive") && (len(span.ParentSpanId) == 0 || known[string(span.ParentSpanId)]) {
				names = append(names, span.Name)
			}
		}
		all = append(all, names)
	}
	return all
}

// One trace leads from a message to all that was said because of it, through the
// database and the queue, and holds nobody's words.
func TestOneTraceFromMessageToPost(t *testing.T) {
	story(t, func(s *scene) {
		c := s.collection
		report := s.liu.SendPhoto(s.riders, snapshot(411), trouble)
		s.hear(s.riders, "the acknowledgement", telegramtest.RepliesTo(report), telegramtest.Says("#1"))
		c.one("receive", "decide", "develop", "post")
		s.officer.SendPhoto(s.office, snapshot(412), "#1 已修复")
		s.hear(s.riders, "the repair", telegramtest.RepliesTo(report), telegramtest.Says("#1"))
		c.one("receive", "decide", "announce", "post")
		c.mu.Lock()
		defer c.mu.Unlock()
		for _, words := range []string{trouble, "已修复", "刘洋", "周斌", "流动网格员", id(s.riders)} {
			if bytes.Contains(c.raw.Bytes(), []byte(words)) {
				s.Errorf("the collector was told %q", words)
			}
		}
	}, (*scene).collect)
}
