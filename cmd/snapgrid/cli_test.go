package main

import (
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestScript plays the scripts of testdata/script with the real program. They
// find photos in own.jpg, own.avif and phone.heic, a town of OpenStreetMap in town.osm.pbf, and an
// address that another program uses in $BUSY;
// "exits N COMMAND…" runs a command that has to end with a status.
func TestScript(t *testing.T) {
	t.Parallel()
	program := binary.path(t)
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join("testdata", "script"),
		Setup: func(env *testscript.Env) error {
			busy, err := net.Listen("tcp", "127.0.0.1:0")
			if err != nil {
				return err
			}
			env.Defer(func() { _ = busy.Close() })
			env.Setenv("BUSY", busy.Addr().String())
			env.Setenv("PATH", filepath.Dir(program)+string(filepath.ListSeparator)+os.Getenv("PATH"))
			return errors.Join(
				lend(env, "intake/photo/testdata/own.jpg"), lend(env, "intake/photo/testdata/own.avif"),
				lend(env, "intake/photo/heic/testdata/phone.heic"), lend(env, "geotag/osm/testdata/town.osm.pbf"))
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits},
	})
}

// lend puts a file of other tests into the folder of a script.
func lend(env *testscript.Env, name string) error {
	file, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(env.WorkDir, filepath.Base(name)), file, 0o600)
}

func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS COMMAND…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	status := 0
	var failed *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &failed) {
		status = failed.ExitCode()
	} else {
		ts.Check(err)
	}
	if status != want {
		ts.Fatalf("the exit status is %d, want %d", status, want)
	}
}
