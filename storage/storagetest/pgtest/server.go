package pgtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
	"time"

	"snapgrid/storage/storagetest/slowdisk"
)

// server is a PostgreSQL of our own.
type server struct {
	folder  string
	bin     string
	address string
	cmd     *exec.Cmd
	output  *bytes.Buffer
	ended   chan struct{}
	slow    time.Duration // how much longer each write to disk takes
}

// startServer makes a cluster in a temporary folder and starts it.
func startServer(ctx context.Context) (*server, error) {
	bin, err := binaries()
	if err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp("", "snapgrid-pg-")
	if err != nil {
		return nil, err
	}
	s := &server{
		folder:  folder,
		bin:     bin,
		address: "postgres://postgres@/postgres?host=" + folder,
		output:  &bytes.Buffer{},
	}
	if err := s.create(ctx); err != nil {
		return nil, errors.Join(err, os.RemoveAll(folder))
	}
	return s, nil
}

// create makes the cluster's files and runs the server.
func (s *server) create(ctx context.Context) error {
	who, err := s.owner()
	if err != nil {
		return err
	}
	initdb := exec.CommandContext(ctx, filepath.Join(s.bin, "initdb"),
		"-D", s.data(), "-U", "postgres", "--auth=trust", "-E", "UTF8", "--locale=C", "--no-sync")
	initdb.Dir, initdb.SysProcAttr = s.folder, who
	if out, err := initdb.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w: %s", err, out)
	}
	return s.run()
}

func (s *server) data() string { return filepath.Join(s.folder, "data") }

// run starts the server over its files.
func (s *server) run() error {
	who, err := s.owner()
	if err != nil {
		return err
	}
	// The server outlives the test that happened to start it.
	durable := "on"
	if os.Getenv("SNAPGRID_TEST_FSYNC") == "" && s.slow == 0 {
		durable = "off"
	}
	s.cmd, err = slowdisk.Command(s.slow, filepath.Join(s.bin, "postgres"), "-D", s.data(), "-k", s.folder, "-h", "",
		"-c", "fsync="+durable, "-c", "full_page_writes="+durable, "-c", "max_connections=300", "-c", "max_wal_size=4GB")
	if err != nil {
		return err
	}
	s.cmd.Dir, s.cmd.SysProcAttr = s.folder, who
	s.cmd.Stderr = s.output
	if err := s.cmd.Start(); err != nil {
		return err
	}
	s.ended = make(chan struct{})
	go func() {
		_ = s.cmd.Wait() // how it ended is in its output
		close(s.ended)
	}()
	return nil
}

// owner is who runs the server: PostgreSQL refuses to run as root. A server whose
// test is killed is ended by the kernel.
func (s *server) owner() (*syscall.SysProcAttr, error) {
	attr := &syscall.SysProcAttr{Pdeathsig: syscall.SIGINT}
	if os.Geteuid() != 0 {
		return attr, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return nil, err
	}
	uid, err := strconv.Atoi(u.Uid)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.Atoi(u.Gid)
	if err != nil {
		return nil, err
	}
	attr.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	return attr, os.Chown(s.folder, uid, gid)
}

// stop ends the server at once and removes its files.
func (s *server) stop() {
	s.halt()
	_ = os.RemoveAll(s.folder)
}

// halt ends the server at once, as a crash does: the next run repairs its files.
func (s *server) halt() { s.end(syscall.SIGQUIT) }

// end asks the server to end by a signal, and ends it if it does not.
func (s *server) end(how syscall.Signal) {
	_ = s.cmd.Process.Signal(how)
	select {
	case <-s.ended:
	case <-time.After(30 * time.Second):
		_ = s.cmd.Process.Kill()
		<-s.ended
	}
}

// log is what the server said so far, for a test that fails.
func (s *server) log() string {
	if s == nil {
		return ""
	}
	select {
	case <-s.ended:
		return s.output.String()
	default:
		return "the server runs but does not answer"
	}
}

// binaries finds the folder of the newest installed version.
func binaries() (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil {
		return "", err
	}
	if len(found) == 0 {
		path, err := exec.LookPath("initdb")
		return filepath.Dir(path), err
	}
	newest := slices.MaxFunc(found, func(a, b string) int { return version(a) - version(b) })
	return filepath.Dir(newest), nil
}

// version reads 15 out of /usr/lib/postgresql/15/bin/initdb.
func version(path string) int {
	n, err := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(path))))
	if err != nil {
		return 0
	}
	return n
}
