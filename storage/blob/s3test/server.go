package s3test

import (
	"bytes"
	"errors"
	"fmt"
	"go/build"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// server is a running versitygw.
type server struct {
	host   string
	folder string
	cmd    *exec.Cmd
	output bytes.Buffer
	ended  chan struct{}
}

// startServer starts one on a free port. Another process may take the port first:
// then it is tried again.
func startServer() (*server, error) {
	program, err := find()
	if err != nil {
		return nil, err
	}
	var errs []error
	for range 5 {
		s, err := run(program)
		if err == nil {
			return s, nil
		}
		errs = append(errs, err)
	}
	return nil, errors.Join(errs...)
}

// find looks where go install puts programs, too: that need not be in PATH.
func find() (string, error) {
	program, err := exec.LookPath("versitygw")
	if err == nil {
		return program, nil
	}
	for _, folder := range []string{os.Getenv("GOBIN"), filepath.Join(filepath.SplitList(build.Default.GOPATH)[0], "bin")} {
		program := filepath.Join(folder, "versitygw")
		if _, missing := os.Stat(program); folder != "" && missing == nil {
			return program, nil
		}
	}
	return "", err
}

func run(program string) (*server, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s := &server{host: listener.Addr().String(), ended: make(chan struct{})}
	if err := listener.Close(); err != nil {
		return nil, err
	}
	if s.folder, err = os.MkdirTemp("", "snapgrid-s3-"); err != nil {
		return nil, err
	}
	objects, sidecar := filepath.Join(s.folder, "objects"), filepath.Join(s.folder, "about")
	if err := errors.Join(os.Mkdir(objects, 0o700), os.Mkdir(sidecar, 0o700)); err != nil {
		return nil, err
	}
	// What is known of objects lies beside them: not every disk has attributes.
	s.cmd = exec.Command(program, "--port", s.host, "--quiet",
		"--access", Credentials.AccessKeyID, "--secret", Credentials.SecretAccessKey, "--region", region,
		"posix", "--sidecar", sidecar, objects)
	s.cmd.Dir, s.cmd.Stdout, s.cmd.Stderr = s.folder, &s.output, &s.output
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := s.cmd.Start(); err != nil {
		return nil, errors.Join(err, os.RemoveAll(s.folder))
	}
	go func() {
		_ = s.cmd.Wait() // how it ended is in its output
		close(s.ended)
	}()
	return s, s.await()
}

// await waits until the server answers.
func (s *server) await() error {
	for range 1000 {
		select {
		case <-s.ended:
			return errors.Join(fmt.Errorf("versitygw ended: %s", s.output.String()), os.RemoveAll(s.folder))
		case <-time.After(20 * time.Millisecond):
		}
		answer, err := http.Get("http://" + s.host + "/")
		if err == nil {
			return answer.Body.Close()
		}
	}
	s.stop()
	return errors.New("versitygw does not answer")
}

func (s *server) stop() {
	_ = s.cmd.Process.Kill()
	<-s.ended
	_ = os.RemoveAll(s.folder)
}
