package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"golang.org/x/term"
)

// progress is a bar on the last line of a terminal. A nil one shows nothing, so
// that a pipe stays quiet. It belongs to one goroutine.
type progress struct {
	out         io.Writer
	now         func() time.Time
	total, done int
	began, last time.Time
}

// newProgress returns nil where there is no terminal, or little to wait for.
func newProgress(out io.Writer, total int) *progress {
	if total < 2 || !isTerminal(out) {
		return nil
	}
	return &progress{out: out, now: time.Now, total: total, began: time.Now()}
}

func isTerminal(out io.Writer) bool {
	f, ok := out.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// step counts one more, and draws ten times a second at most.
func (p *progress) step() {
	if p == nil {
		return
	}
	p.done++
	if now := p.now(); p.done == p.total || now.Sub(p.last) >= time.Second/10 {
		p.last = now
		fmt.Fprint(p.out, "\r"+p.text()+"\x1b[K")
	}
}

// text is the bar, how many are done, and how long the rest will take if it goes
// on like this.
func (p *progress) text() string {
	const width = 30
	filled := width * p.done / p.total
	left := p.now().Sub(p.began) / time.Duration(p.done) * time.Duration(p.total-p.done)
	return fmt.Sprintf("%s%s %d of %d, %s left", strings.Repeat("█", filled), strings.Repeat("░", width-filled),
		p.done, p.total, left.Round(time.Second))
}

// clear leaves an empty line for what comes after.
func (p *progress) clear() {
	if p != nil {
		fmt.Fprint(p.out, "\r\x1b[K")
	}
}
