package main

import (
	"bytes"
	"testing"
	"time"
)

func TestProgress(t *testing.T) {
	t.Parallel()
	out := &bytes.Buffer{}
	p := newProgress(out, 4)
	p.step()
	p.say("%s: damaged", "x.jpg")
	p.clear()
	if got := out.String(); got != "x.jpg: damaged\n" {
		t.Errorf("in a pipe: got %q", got)
	}
	out.Reset()
	p.terminal = true
	p.step()
	p.say("%s: damaged", "y.jpg")
	want := wipe + "████████████░░░░░░░░░░░░ 2/4, 0s left" + wipe + "y.jpg: damaged\n"
	if got := out.String(); got != want {
		t.Errorf("on a terminal: got %q, want %q", got, want)
	}
	if got, want := p.line(10*time.Second), "████████████░░░░░░░░░░░░ 2/4, 10s left"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
