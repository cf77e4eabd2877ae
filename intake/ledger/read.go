package ledger

import (
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"snapgrid/intake"
)

// Options say what a ledger does not tell itself.
type Options struct {
	Zone *time.Location // of its days and hours
	Now  time.Time      // nothing in it is later
	Year int            // of days without a year, up to the first that has one; 0: not known
	// Category and Unit read what our own columns name. Category knows codes, Unit
	// codes and names.
	Category func(code string) bool
	Unit     func(name string) (code string, ok bool)
}

// Fault is what is wrong with a line.
type Fault struct {
	Line int
	Text string // what is wrong, and what to do
	Kept bool   // the line was taken all the same
}

// String is the fault for people.
func (f Fault) String() string { return fmt.Sprintf("line %d: %s", f.Line, f.Text) }

// Result is what a ledger held.
type Result struct {
	Entries int // handed on
	Faults  []Fault
}

// Read reads a ledger line by line: CSV in UTF-8, UTF-16 or GB18030, or an Excel
// workbook; the first sheet that has the four columns of the paper. A line that can
// not be read is told of in the result, and the rest goes on. An error of take ends
// the reading. Without the four columns nothing is read.
func Read(file *os.File, o Options, take func(intake.Paper) error) (Result, error) {
	lines, err := openLines(file)
	if err != nil {
		return Result{}, err
	}
	defer lines.close()
	r := reader{Options: o, lines: lines, take: take}
	if err := r.header(); err != nil {
		return r.result, err
	}
	for {
		cells, err := lines.next()
		if errors.Is(err, io.EOF) {
			return r.result, nil
		}
		if err == nil {
			err = r.line(cells)
		}
		if err != nil {
			return r.result, err
		}
	}
}

// lines are the rows of a file as words.
type lines interface {
	next() ([]string, error) // io.EOF after the last
	number() int             // of the row that next gave, from 1
	close()
}

// reader reads the lines of one ledger.
type reader struct {
	Options
	lines  lines
	take   func(intake.Paper) error
	result Result

	at   map[string]int
	last time.Time // the day of the line before
}

// line reads one entry.
func (r *reader) line(cells []string) error {
	if blank(cells) {
		return nil
	}
	e := entry{reader: r, cells: cells}
	p, err := e.read()
	if err != nil {
		r.note(err.Error(), false)
		return nil
	}
	r.result.Entries++
	return r.take(p)
}

// note keeps what is wrong with the line that is read.
func (r *reader) note(text string, kept bool) {
	r.result.Faults = append(r.result.Faults, Fault{Line: r.lines.number(), Text: text, Kept: kept})
}

func blank(cells []string) bool {
	for _, c := range cells {
		if tidy(c) != "" {
			return false
		}
	}
	return true
}
