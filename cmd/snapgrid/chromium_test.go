package main

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"flag"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"snapgrid/intake"
)

// Where the tests in the browser keep what they saw: every view of every page, or
// the few pictures of the documents.
var (
	looksFolder    = flag.String("looks", "", "keep what the browser showed, every page at both sizes, light and dark, in `DIR`")
	picturesFolder = flag.String("pictures", "", "take the pictures of the documents into `DIR`")
)

// TestInChromium plays every case of browser/*.mjs in one real browser, against the
// program with its sample district. A case is a subtest under its name:
//
//	go test ./cmd/snapgrid -run InChromium/report
func TestInChromium(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("browser/*.mjs")
	if err != nil || len(files) == 0 {
		t.Fatalf("there are no cases in browser (%v)", err)
	}
	s := newScene(t, databases()["sqlite"](t))
	onWeb(s)
	sleepless(s)
	s.cfg.Intake.QuietTime, s.cfg.Intake.LongestWait = time.Second/2, 5*time.Second
	s.start()
	chromium := s.chromium()
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".mjs")
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if fault := chromium.play(t, name); fault != "" {
				t.Error(fault)
			}
		})
	}
}

// chromium is the real browser, led by browser/lib/run.mjs.
type chromium struct {
	cmd *exec.Cmd
	in  io.WriteCloser

	mu      sync.Mutex
	waiting map[string]chan string // by the name of a case: its fault
	err     journal
	ended   chan struct{}
}

// browserSettings is what run.mjs has to know.
type browserSettings struct {
	URL      string            `json:"url"`
	Modules  string            `json:"modules"`
	Chromium string            `json:"chromium"`
	Staff    map[string]string `json:"staff"`
	Looks    string            `json:"looks"`
	Pictures string            `json:"pictures"`
}

func (s *scene) chromium() *chromium {
	s.Helper()
	settings, err := json.Marshal(browserSettings{
		URL: s.program.url, Modules: browserModules(s.T), Chromium: installed(s.T, "chromium", "chromium-browser", "google-chrome"),
		Staff: s.loginLinks(), Looks: *looksFolder, Pictures: *picturesFolder,
	})
	s.sound(err)
	b := &chromium{cmd: exec.Command(installed(s.T, "node"), "browser/lib/run.mjs"), waiting: map[string]chan string{}, ended: make(chan struct{})}
	b.cmd.Env = append(os.Environ(), "SNAPGRID_STREET="+string(settings))
	b.cmd.Stderr = &b.err
	b.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM}
	b.in, err = b.cmd.StdinPipe()
	s.sound(err)
	out, err := b.cmd.StdoutPipe()
	s.sound(err)
	s.sound(b.cmd.Start())
	s.Cleanup(b.stop)
	go b.listen(out)
	return b
}

// listen hands out the answers until there are no more.
func (b *chromium) listen(out io.Reader) {
	defer close(b.ended)
	for lines := bufio.NewScanner(out); lines.Scan(); {
		var answer struct{ Name, Fault string }
		if err := json.Unmarshal(lines.Bytes(), &answer); err != nil {
			continue // not one of ours
		}
		b.answer(answer.Name) <- answer.Fault
	}
	_ = b.cmd.Wait() // how it ended shows in the answers
}

// answer is where the fault of a case will be.
func (b *chromium) answer(name string) chan string {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.waiting[name] == nil {
		b.waiting[name] = make(chan string, 1)
	}
	return b.waiting[name]
}

// play plays one case and returns what was wrong.
func (b *chromium) play(t *testing.T, name string) string {
	t.Helper()
	if _, err := io.WriteString(b.in, name+"\n"); err != nil {
		return "the browser does not listen: " + err.Error() + "\n" + b.err.String()
	}
	select {
	case fault := <-b.answer(name):
		return fault
	case <-b.ended:
		return "the browser ended:\n" + b.err.String()
	case <-time.After(5 * patience):
		return "the case does not end\n" + b.err.String()
	}
}

// stop closes the browser, by force if it does not want to.
func (b *chromium) stop() {
	_ = b.in.Close() // which tells it to end
	select {
	case <-b.ended:
	case <-time.After(patience):
		_ = b.cmd.Process.Kill()
		<-b.ended
	}
}

// loginLinks are links for an officer of each role, each good once.
func (s *scene) loginLinks() map[string]string {
	s.Helper()
	links := map[string]string{}
	for _, o := range []intake.Officer{
		{Name: "何主任", Role: intake.RoleAdmin},
		{Name: "唐主任", Role: intake.RoleStreet},
		{Name: "周斌", Role: intake.RoleUnitOfficer, Unit: "shizheng"},
		{Name: "李网格", Role: intake.RoleGridOfficer, Cells: []string{"990101001"}},
	} {
		var err error
		o.ID, err = s.program.db.PutOfficer(s.Context(), o)
		s.sound(err)
		links[string(o.Role)], err = s.program.desk.LoginLink(context.Background(), o, time.Hour)
		s.sound(err)
	}
	return links
}

// browserModules is the folder into which .ci/setup put what browser/package-lock.json
// names. The sum of that file is in the folder's name, so that another version is
// another folder.
func browserModules(t *testing.T) string {
	t.Helper()
	lock, err := os.ReadFile("browser/package-lock.json")
	if err != nil {
		t.Fatal(err)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(lock)
	folder := filepath.Join(cache, "snapgrid", "browser-"+hex.EncodeToString(sum[:])[:12])
	if _, err := os.Stat(filepath.Join(folder, "node_modules", "playwright-core")); err != nil {
		t.Fatalf("%v\nrun .ci/setup: it installs what the tests in the browser need", err)
	}
	return folder
}

// installed finds the first of some programs that this machine has.
func installed(t *testing.T, names ...string) string {
	t.Helper()
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Fatalf("%s is missing: run .ci/setup", names[0])
	return ""
}
