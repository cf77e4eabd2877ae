package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// A running program takes over what another process imports, and changed files at
// SIGHUP; it goes on with the old ones where the new ones cannot be read.
func TestHangupReadsAgain(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cell := func(code string) string {
		return fmt.Sprintf(`{"type":"Feature","properties":{"code":%q,"name":%[1]q,"level":"district"},`+
			`"geometry":{"type":"Polygon","coordinates":[[[10,10],[11,10],[11,11],[10,10]]]}}`+"\n", code)
	}
	write("cells.geojson", cell("a"))
	write("snapgrid.yaml", "listen: 127.0.0.1:0\ncells: [cells.geojson]\nsentences: words\n")
	if err := os.MkdirAll(filepath.Join(folder, "words", "zh-CN"), 0o700); err != nil {
		t.Fatal(err)
	}
	p := serveProcess(t, filepath.Join(folder, "snapgrid.yaml"))
	p.url()
	logs := func(want string) {
		t.Helper()
		p.await(want, func() bool { return strings.Contains(p.err.String(), want) })
	}
	hangup := func(want string) {
		t.Helper()
		if err := p.cmd.Process.Signal(syscall.SIGHUP); err != nil {
			t.Fatal(err)
		}
		logs(want)
	}
	write("cells.geojson", cell("a")+cell("b"))
	hangup(`"cells":2,"time"`)
	write("more.geojson", cell("c"))
	database := "SNAPGRID_DATABASE=sqlite:" + filepath.Join(folder, "data", "snapgrid.db")
	if code, said := say(t, append(os.Environ(), database), "import", "cells", filepath.Join(folder, "more.geojson")); code != 0 {
		t.Fatal(said)
	}
	logs(`"cells":3,"time"`)
	write("cells.geojson", "[")
	hangup("cells and places could not be read again")
	write("words/zh-CN/help.tmpl", "拍照\n{{.Nonsense}}")
	hangup("words/zh-CN/help.tmpl:2: there is no .Nonsense")
	write("words/zh-CN/help.tmpl", "拍照就行")
	hangup("sentences read again")
	p.terminate()
}
