package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"snapgrid/bots/telegram/telegramtest"
	"snapgrid/intake"
	"snapgrid/storage"
	"snapgrid/storage/blob/s3test"
	"snapgrid/storage/database"
	"snapgrid/storage/storagetest/slowdisk"
)

// binary is the real program, built once for all tests that need a process.
var binary = &programFile{}

type programFile struct {
	once   sync.Once
	folder string
	err    error
}

// path builds the program if no test did so before.
func (b *programFile) path(t *testing.T) string {
	t.Helper()
	b.once.Do(func() { b.err = b.make() })
	if b.err != nil {
		t.Fatal(b.err)
	}
	return filepath.Join(b.folder, "snapgrid")
}

func (b *programFile) make() (err error) {
	if b.folder, err = os.MkdirTemp("", "snapgrid-built-"); err != nil {
		return err
	}
	command := exec.Command("go", "build", "-o", b.folder, ".")
	command.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("build the program: %w\n%s", err, out)
	}
	return nil
}

func (b *programFile) remove() {
	if b.folder != "" {
		_ = os.RemoveAll(b.folder)
	}
}

// process is a running program.
type process struct {
	*testing.T
	cmd      *exec.Cmd
	out, err journal
	ended    chan struct{}
}

// journal is what a process writes, readable meanwhile.
type journal struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (j *journal) Write(p []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.Write(p)
}

func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.text.String()
}

// serveProcess starts the real program and does not wait for it.
func serveProcess(t *testing.T, config string, flags ...string) *process {
	t.Helper()
	return begin(t, config, exec.Command(binary.path(t), append([]string{"serve", "--config", config}, flags...)...))
}

// serveOn starts it on a disk each of whose writes takes longer by a delay.
func serveOn(t *testing.T, delay time.Duration, config string) *process {
	t.Helper()
	command, err := slowdisk.Command(delay, binary.path(t), "serve", "--config", config)
	if err != nil {
		t.Fatal(err)
	}
	return begin(t, config, command)
}

func begin(t *testing.T, config string, command *exec.Cmd) *process {
	t.Helper()
	p := &process{T: t, cmd: command, ended: make(chan struct{})}
	p.cmd.Dir = filepath.Dir(config)
	p.cmd.Stdout, p.cmd.Stderr = &p.out, &p.err
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		_ = p.cmd.Wait() // how it ended is in its state
		close(p.ended)
	}()
	t.Cleanup(p.kill)
	return p
}

// kill ends the process without a chance to tidy up.
func (p *process) kill() {
	_ = p.cmd.Process.Kill() // it may have ended
	<-p.ended
}

// terminate asks the process to stop once it runs, and holds it to its promise.
func (p *process) terminate() {
	p.Helper()
	p.url()
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		p.Fatalf("terminate: %v\n%s", err, p.err.String())
	}
	select {
	case <-p.ended:
	case <-time.After(15 * time.Second):
		p.Fatalf("the program runs on 15 s after SIGTERM\n%s", p.err.String())
	}
	if !p.cmd.ProcessState.Success() {
		p.Fatalf("the program ended with %s\n%s", p.cmd.ProcessState, p.err.String())
	}
}

var printed = regexp.MustCompile(`SnapGrid is at (\S+)`)

// url waits for the address that the program prints.
func (p *process) url() string {
	p.Helper()
	var found []string
	p.await("the address", func() bool {
		found = printed.FindStringSubmatch(p.out.String())
		return found != nil
	})
	return found[1]
}

// state is what /readyz says of a part: "running", "standby", …; "" if nothing.
func (p *process) state(part string) string {
	p.Helper()
	return p.stateAt(p.url(), part)
}

func (p *process) stateAt(address, part string) string {
	ctx, done := context.WithTimeout(p.Context(), 4*time.Second)
	defer done()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address+"/readyz", nil)
	if err != nil {
		p.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return ""
	}
	defer answer.Body.Close()
	var ready struct {
		Checks map[string]struct{ Note string }
	}
	if json.NewDecoder(answer.Body).Decode(&ready) != nil {
		return ""
	}
	return ready.Checks[part].Note
}

// await waits until something is so, and fails early if the process ends.
func (p *process) await(what string, so func() bool) {
	p.Helper()
	deadline := time.Now().Add(2 * patience)
	for !so() {
		select {
		case <-p.ended:
			p.Fatalf("the program ended while waiting for %s: %s\n%s", what, p.cmd.ProcessState, p.err.String())
		case <-time.After(20 * time.Millisecond):
		}
		if time.Now().After(deadline) {
			p.Fatalf("no %s\n%s", what, p.err.String())
		}
	}
}

// freePort finds an address that a process can listen on, again and again.
func freePort(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return listener.Addr().String()
}

// file writes the configuration of the scene for a process.
func (s *scene) file(listen string) string {
	s.Helper()
	path := filepath.Join(s.TempDir(), "snapgrid.yaml")
	lines := []string{
		fmt.Sprintf("listen: %q", listen),
		fmt.Sprintf("database: %q", s.cfg.Database),
		fmt.Sprintf("photos: %q", s.cfg.Photos),
		"log: {level: warn}",
		`open311: {api_keys: [loopback]}`,
		fmt.Sprintf("telegram: {enabled: true, token: %q, api_url: %q}", s.cfg.Telegram.Token, s.cfg.Telegram.APIURL),
		fmt.Sprintf("intake: {quiet_time: %s, longest_wait: %s}", s.cfg.Intake.QuietTime, s.cfg.Intake.LongestWait),
		"cells: [configs/sample/cells.geojson]",
		"places: [configs/sample/places.csv]",
		fmt.Sprintf("units: [{code: shizheng, name: 区市政处, categories: [E, P], chats: [%s]}]", strings.Join(s.cfg.Units[0].Chats, ", ")),
		fmt.Sprintf("chats: [{channel: telegram, id: %q, kind: riders, cell: \"990101\"}, {channel: telegram, id: %q, kind: staff}]",
			id(s.riders), id(s.office)),
		fmt.Sprintf("staff: [{channel: telegram, id: \"%d\", name: 周斌, role: unit_officer, unit: shizheng}]", s.officer.ID),
	}
	if s.cfg.S3.AccessKeyID != "" {
		lines = append(lines, fmt.Sprintf("s3: {access_key_id: %q, secret_access_key: %q}",
			s3test.Credentials.AccessKeyID, s3test.Credentials.SecretAccessKey))
	}
	if s.wechat != nil {
		lines = append(lines, fmt.Sprintf("wechat: {enabled: true, endpoint: %q, state: %q, per_minute: %d}",
			s.cfg.WeChat.Endpoint, s.cfg.WeChat.State, s.cfg.WeChat.PerMinute))
	}
	if s.crew != nil {
		lines = append(lines, fmt.Sprintf("wecom: {enabled: true, endpoint: %q, callback_token: %q, encoding_aes_key: %q, robots: [%q]}",
			s.cfg.WeCom.Endpoint, s.cfg.WeCom.Token, s.cfg.WeCom.EncodingAESKey, s.cfg.WeCom.Robots[0]))
	}
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")+"\n"), 0o600); err != nil {
		s.Fatal(err)
	}
	return path
}

// tickets reads what the database says when nobody works on it any more: the
// words of each ticket. Their numbers have to have no gap, and nothing that was
// heard may be left unread.
func (s *scene) tickets() map[int64]string {
	s.Helper()
	db, err := database.Open(s.Context(), s.cfg.Database, storage.Options{Logger: zerolog.Nop()})
	if err != nil {
		s.Fatal(err)
	}
	defer db.Close()
	words, next := map[int64]string{}, int64(0)
	for page, f := []intake.Ticket{{}}, (intake.Filter{Limit: 1000}); len(page) > 0; f.Before = next {
		if page, err = db.ListTickets(s.Context(), f); err != nil {
			s.Fatal(err)
		}
		for _, t := range page {
			if words[t.N] = t.Words; next > 0 && t.N != next-1 {
				s.Errorf("ticket #%d stands where #%d should", t.N, next-1)
			}
			next = t.N
		}
	}
	if next > 1 {
		s.Errorf("the first ticket is #%d", next)
	}
	left, err := db.WaitingBursts(s.Context(), time.Now().Add(time.Hour))
	if err != nil || len(left) > 0 {
		s.Errorf("%d bursts were never read (%v)", len(left), err)
	}
	return words
}

// report lets the rider report something, with a word to know it by.
func (s *scene) report(word string) *telegramtest.Message {
	return s.liu.SendPhoto(s.riders, snapshot(uint64(len(word))), "槐荫路印刷技校门口路灯不亮了，"+word)
}
