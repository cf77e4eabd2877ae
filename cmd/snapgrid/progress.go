package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"time"
)

// progress shows on a terminal how far long work has come, and is quiet in a pipe.
type progress struct {
	out      io.Writer
	terminal bool
	total    int
	done     int
	began    time.Time
	drawn    time.Time
}

// The looks of a progress.
const (
	barWidth = 24
	redraw   = 100 * time.Millisecond
	wipe     = "\r\x1b[K" // back to the beginning of the line, and clear it
)

// newProgress begins work of so many steps. One step alone is not long.
func newProgress(out io.Writer, total int) *progress {
	return &progress{out: out, terminal: total > 1 && isTerminal(out), total: total, began: time.Now()}
}

func isTerminal(out io.Writer) bool {
	file, ok := out.(*os.File)
	if !ok {
		return false
	}
	info, err := file.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// step notes that one more step is done.
func (p *progress) step() {
	p.done++
	if now := time.Now(); p.terminal && (now.Sub(p.drawn) >= redraw || p.done == p.total) {
		p.drawn = now
		fmt.Fprint(p.out, wipe, p.line(now.Sub(p.began)))
	}
}

// say prints a line above the bar.
func (p *progress) say(format string, args ...any) {
	p.clear()
	fmt.Fprintf(p.out, format+"\n", args...)
}

// clear takes the bar away.
func (p *progress) clear() {
	if p.terminal {
		fmt.Fprint(p.out, wipe)
	}
}

// line is the bar after some time, with what is left at that pace.
func (p *progress) line(taken time.Duration) string {
	full := barWidth * p.done / p.total
	left := taken / time.Duration(p.done) * time.Duration(p.total-p.done)
	return fmt.Sprintf("%s%s %d/%d, %v left", strings.Repeat("█", full), strings.Repeat("░", barWidth-full),
		p.done, p.total, left.Round(time.Second))
}

// newCounter shows how many of something were done, where nobody knows how many
// there are.
func newCounter(out io.Writer, what string) *counterBar {
	return &counterBar{out: out, terminal: isTerminal(out), what: what}
}

// counterBar counts on a terminal.
type counterBar struct {
	out      io.Writer
	terminal bool
	what     string
	done     int
	drawn    time.Time
}

func (b *counterBar) step() {
	b.done++
	if now := time.Now(); b.terminal && now.Sub(b.drawn) >= redraw {
		b.drawn = now
		fmt.Fprintf(b.out, "%s%d %s", wipe, b.done, b.what)
	}
}

func (b *counterBar) clear() {
	if b.terminal {
		fmt.Fprint(b.out, wipe)
	}
}
