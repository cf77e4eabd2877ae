package notice

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Fault is one thing that is wrong with a file of sentences.
type Fault struct {
	File string
	Line int // from 1; 0 if it is about the whole file
	Text string
}

// Error prints the fault as "FILE:LINE: TEXT".
func (f Fault) Error() string {
	if f.Line == 0 {
		return f.File + ": " + f.Text
	}
	return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.Text)
}

// Faults is all that is wrong with the sentences, by file and line.
type Faults []Fault

// Error prints one fault a line.
func (fs Faults) Error() string {
	lines := make([]string, len(fs))
	for i, f := range fs {
		lines[i] = f.Error()
	}
	return strings.Join(lines, "\n")
}

// add adds a fault, once.
func (fs *Faults) add(file string, line int, format string, args ...any) {
	f := Fault{file, line, fmt.Sprintf(format, args...)}
	if !slices.Contains(*fs, f) {
		*fs = append(*fs, f)
	}
}

// err is the faults in order as an error, nil if there is none.
func (fs Faults) err() error {
	if len(fs) == 0 {
		return nil
	}
	slices.SortStableFunc(fs, func(a, b Fault) int {
		return cmp.Or(strings.Compare(a.File, b.File), a.Line-b.Line)
	})
	return fs
}
