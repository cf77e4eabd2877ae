package configs

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Fault is one thing that is wrong with the configuration.
type Fault struct {
	File string // "" if the fault is in the environment
	Line int    // from 1; 0 if it is about no line
	Text string // one sentence, without secrets
}

// Error prints the fault as "FILE:LINE: TEXT".
func (f Fault) Error() string {
	switch {
	case f.File == "":
		return f.Text
	case f.Line == 0:
		return f.File + ": " + f.Text
	}
	return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.Text)
}

// Faults is all that is wrong, in the order of the file; faults of the
// environment come last.
type Faults []Fault

// Error prints one fault a line.
func (fs Faults) Error() string {
	lines := make([]string, len(fs))
	for i, f := range fs {
		lines[i] = f.Error()
	}
	return strings.Join(lines, "\n")
}

func (fs Faults) sort() {
	slices.SortStableFunc(fs, func(a, b Fault) int {
		if (a.File == "") != (b.File == "") {
			return strings.Compare(b.File, a.File)
		}
		if a.File == "" {
			return strings.Compare(a.Text, b.Text)
		}
		return cmp.Compare(a.Line, b.Line)
	})
}

// origin knows where each key was set.
type origin struct {
	file     string
	lines    map[string]int    // of keys that the file sets
	vars     map[string]string // of keys that the environment sets
	warnings []string
}

// Where says where a key such as "telegram.token" or "chats[1].cell" was set:
// "FILE:LINE", the name of an environment variable, or "default".
func (c Config) Where(key string) string {
	if c.origin == nil {
		return "default"
	}
	f := c.origin.fault(key, "")
	switch {
	case f.File == "" && f.Text != "":
		return strings.TrimSuffix(f.Text, ": ")
	case f.Line > 0:
		return fmt.Sprintf("%s:%d", f.File, f.Line)
	}
	return "default"
}

// Warnings lists what works but should not stay so, such as a secret that
// everybody on the machine can read.
func (c Config) Warnings() []string {
	if c.origin == nil {
		return nil
	}
	return c.origin.warnings
}

// fault places a sentence about a key: where the key was set, else where the
// section stands that lacks it.
func (o *origin) fault(key, text string) Fault {
	for k := key; k != ""; k = parent(k) {
		if name, ok := o.vars[k]; ok {
			return Fault{Text: name + ": " + text}
		}
		if line, ok := o.lines[k]; ok {
			return Fault{File: o.file, Line: line, Text: text}
		}
	}
	return Fault{File: o.file, Text: text}
}

// parent cuts the last part off a key: "chats[1].id" becomes "chats[1]", and
// that becomes "chats".
func parent(key string) string {
	if i := strings.LastIndexAny(key, ".["); i > 0 {
		return key[:i]
	}
	return ""
}
