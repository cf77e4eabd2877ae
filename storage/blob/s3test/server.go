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

// server is a versitygw.
type server struct {
	program string
	host    string
	folder  string
	cmd     *exec.Cmd
	output  bytes.Buffer
	ended   chan struct{}
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

// run makes a server's folder and starts it.
func run(program string) (*server, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s := &server{program: program, host: listener.Addr().String()}
	if err := listener.Close(); err != nil {
		return nil, err
	}
	if s.folder, err = os.MkdirTemp("", "snapgrid-s3-"); err != nil {
		return nil, err
	}
	err = errors.Join(os.Mkdir(s.objects(), 0o700), os.Mkdir(s.sidecar(), 0o700))
	if err == nil {
		err = s.start()
	}
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(s.folder))
	}
	return s, nil
}

func (s *server) objects() string { return filepath.Join(s.folder, "objects") }
func (s *server) sidecar() string { return filepath.Join(s.folder, "about") }

// start starts the server over its folder and waits until it answers. What is known of
// objects lies beside them: not every disk has attributes.
func (s *server) start() error {
	s.cmd = exec.Command(s.program, "--port", s.host, "--quiet",
		"--access", Credentials.AccessKeyID, "--secret", Credentials.SecretAccessKey, "--region", region,
		"posix", "--sidecar", s.sidecar(), s.objects())
	s.cmd.Dir, s.cmd.Stdout, s.cmd.Stderr = s.folder, &s.output, &s.output
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := s.cmd.Start(); err != nil {
		return err
	}
	ended := make(chan struct{})
	s.ended = ended
	go func() {
		_ = s.cmd.Wait() // how it ended is in its output
		close(ended)
	}()
	return s.await()
}

// await waits until the server answers.
func (s *server) await() error {
	for range 1000 {
		select {
		case <-s.ended:
			return fmt.Errorf("versitygw ended: %s", s.output.String())
		case <-time.After(20 * time.Millisecond):
		}
		answer, err := http.Get("http://" + s.host + "/")
		if err == nil {
			return answer.Body.Close()
		}
	}
	s.halt()
	return errors.New("versitygw does not answer")
}

// halt ends the server at once; start brings it back with what it held.
func (s *server) halt() {
	_ = s.cmd.Process.Kill()
	<-s.ended
}

func (s *server) stop() {
	s.halt()
	_ = os.RemoveAll(s.folder)
}
