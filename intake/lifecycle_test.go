package intake

import (
	"os"
	"regexp"
	"slices"
	"testing"
)

// Every pair of statuses, in the order of Statuses: the row may become what is
// marked with an x.
var lifecycle = map[Status]string{
	//                 r s d a i w r v r c r m
	StatusReported:   ". x x x x x x . . x x x",
	StatusScreened:   ". . x x x x x . . x x x",
	StatusDispatched: "x . x x x x x . . x x x",
	StatusAccepted:   "x . x . x x x . . x x x",
	StatusInProgress: "x . x . . x x . . x x x",
	StatusWaiting:    "x . x . x x x . . x x x",
	StatusResolved:   ". . . . . . . x x x . .",
	StatusVerified:   ". . . . . . . . x x . .",
	StatusReopened:   "x x x x x x x . . x x x",
	StatusClosed:     ". . . . . . . . x . . .",
	StatusRejected:   ". . . . . . . . x . . .",
	StatusMerged:     ". . . . . . . . x . . .",
}

func TestLifecycle(t *testing.T) {
	if len(lifecycle) != len(Statuses()) || len(nexts) != len(Statuses()) {
		t.Fatalf("%d statuses, %d in the law, %d in the test", len(Statuses()), len(nexts), len(lifecycle))
	}
	for _, from := range Statuses() {
		for i, to := range Statuses() {
			if want := lifecycle[from][2*i] == 'x'; from.CanBecome(to) != want {
				t.Errorf("%s may become %s: %v, want %v", from, to, !want, want)
			}
		}
	}
}

func TestUnknownStatusIsStuck(t *testing.T) {
	for _, s := range append(Statuses(), "") {
		if Status("lost").CanBecome(s) || s.CanBecome("lost") {
			t.Errorf("a status that does not exist is connected with %q", s)
		}
	}
	if Status("lost").Open() {
		t.Error("a status that does not exist is open")
	}
}

// Whoever has to act can end it, and nothing that ended goes on without being
// reopened.
func TestOpenStatuses(t *testing.T) {
	open := map[Status]bool{
		StatusReported: true, StatusScreened: true, StatusDispatched: true, StatusAccepted: true, StatusInProgress: true,
		StatusWaiting: true, StatusReopened: true,
	}
	for _, s := range Statuses() {
		if s.Open() != open[s] {
			t.Errorf("%s.Open() = %v", s, s.Open())
		}
		if s.Open() && (!s.CanBecome(StatusResolved) || !s.CanBecome(StatusRejected)) {
			t.Errorf("nobody can end a ticket that is %s", s)
		}
		for _, next := range Statuses() {
			if !s.Open() && next.Open() && next != StatusReopened && s.CanBecome(next) {
				t.Errorf("%s becomes %s without being reopened", s, next)
			}
		}
	}
}

// The picture for people shows the table, no more and no less.
func TestLifecyclePicture(t *testing.T) {
	text, err := os.ReadFile("../docs/lifecycle.md")
	if err != nil {
		t.Fatal(err)
	}
	drawn := map[Status][]Status{}
	for _, arrow := range regexp.MustCompile(`(?m)^ +([a-z_]+) --> ([a-z_]+)$`).FindAllStringSubmatch(string(text), -1) {
		drawn[Status(arrow[1])] = append(drawn[Status(arrow[1])], Status(arrow[2]))
	}
	for _, s := range Statuses() {
		if !slices.Equal(drawn[s], nexts[s]) {
			t.Errorf("%s: drawn %v, allowed %v", s, drawn[s], nexts[s])
		}
		delete(drawn, s)
	}
	if len(drawn) > 0 {
		t.Errorf("drawn, but no status: %v", drawn)
	}
}
