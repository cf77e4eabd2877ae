package main

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"snapgrid/bots/telegram/telegramtest"
	"snapgrid/storage/storagetest/pgtest"
)

// TestRoles lets one node serve and another one work: what is said on the page of
// the one is answered by the other, which also polls.
func TestRoles(t *testing.T) {
	t.Parallel()
	s := newScene(t, pgtest.New(t))
	config := s.file("127.0.0.1:0")
	pages := serveProcess(t, config, "--role", "web")
	worker := serveProcess(t, config, "--role", "worker")
	worker.await("worker that polls", func() bool { return worker.state("telegram") == "running" })
	worker.await("worker with its leases", func() bool {
		note := worker.state("node")
		return strings.HasPrefix(note, "worker, holds chores") && strings.Contains(note, "telegram")
	})
	pages.await("node with the pages that leaves telegram to others", func() bool { return pages.state("telegram") == "standby" })
	if note := pages.state("node"); note != "web, holds nothing" {
		t.Errorf("the node with the pages says %q", note)
	}
	report := s.report("一号")
	s.hear(s.riders, "the acknowledgement", telegramtest.RepliesTo(report), telegramtest.Says("#1"))
	for node, paths := range map[*process]map[string]int{
		pages:  {"/": 200, "/report": 200, "/open311/v2/requests/1.json": 200, "/metrics": 200},
		worker: {"/": 404, "/report": 404, "/open311/v2/requests/1.json": 404, "/desk/": 404, "/metrics": 200, "/healthz": 200},
	} {
		for path, want := range paths {
			if got := status(t, node.url()+path); got != want {
				t.Errorf("%s: status %d, want %d", path, got, want)
			}
		}
	}
	worker.terminate()
	pages.terminate()
}

func status(t *testing.T, url string) int {
	t.Helper()
	answer, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	return answer.StatusCode
}

func TestRoleIsRefused(t *testing.T) {
	t.Parallel()
	var err strings.Builder
	code := run(t.Context(), []string{"serve", "--role", "boss"}, world{in: strings.NewReader(""), out: io.Discard, err: &err})
	if code != 2 || !strings.Contains(err.String(), `want web, worker or all, got "boss"`) {
		t.Errorf("status %d: %s", code, err.String())
	}
}
