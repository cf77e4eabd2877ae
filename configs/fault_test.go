package configs

import (
	"errors"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// Each file in testdata/faults is a wrong configuration; lines that begin with
// "# env:" are its environment. The golden file is what the operator is told.
func TestFaults(t *testing.T) {
	paths, err := filepath.Glob("testdata/faults/*.yaml")
	if err != nil || len(paths) == 0 {
		t.Fatalf("%d files, %v", len(paths), err)
	}
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".yaml")
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			_, err = read(filepath.Base(path), text, environOf(text))
			if err == nil {
				t.Fatal("the configuration was taken")
			}
			if faults := Faults(nil); !errors.As(err, &faults) {
				t.Fatalf("the error is %T", err)
			}
			compare(t, strings.TrimSuffix(path, ".yaml")+".golden", err.Error()+"\n")
		})
	}
}

func environOf(text []byte) []string {
	var environ []string
	for line := range strings.Lines(string(text)) {
		if entry, ok := strings.CutPrefix(line, "# env: "); ok {
			environ = append(environ, strings.TrimSpace(entry))
		}
	}
	return environ
}

func compare(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestLoadSaysWhyAFileCannotBeRead(t *testing.T) {
	dir := t.TempDir()
	_, err := Load(filepath.Join(dir, "none.yaml"), nil)
	if err == nil || !strings.Contains(err.Error(), "none.yaml: cannot read the configuration: there is no such file") {
		t.Errorf("missing file: %v", err)
	}
	if _, err = Load(dir, nil); err == nil || !strings.Contains(err.Error(), "is a directory") {
		t.Errorf("folder: %v", err)
	}
	if reason(fs.ErrPermission) != "permission denied" {
		t.Error(reason(fs.ErrPermission))
	}
}

func TestNearest(t *testing.T) {
	keys := keysIn(reflect.TypeFor[Config]())
	for word, want := range map[string]string{
		"listn": "listen", "LISTEN": "listen", "data_base": "database", "lang": "language",
		"timezone": "time_zone", "telegramm": "telegram", "unit": "units", "chat": "chats",
		"zzz": "", "x": "", "": "",
	} {
		if got, _ := nearest(word, keys); got != want {
			t.Errorf("nearest(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestDistance(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"", "abc", 3}, {"token", "tokn", 1}, {"token", "tkoen", 1}, {"kitten", "sitting", 3}, {"网格", "格网", 1}} {
		if got := distance(tt.a, tt.b); got != tt.want {
			t.Errorf("distance(%q, %q) = %d, want %d", tt.a, tt.b, got, tt.want)
		}
	}
}

// A file that is nested without end is refused before the parser, whose memory
// grows with the square of the depth, sees it.
func TestNestedWithoutEnd(t *testing.T) {
	for _, part := range []string{"[", "{a: ", "- "} {
		text := "cells:\n  - a\nplaces: " + strings.Repeat(part, 300_000/len(part))
		_, err := read("x.yaml", []byte(text), nil)
		if err == nil || err.Error() != "x.yaml:3: nested too deeply for a configuration" {
			t.Errorf("%q: %.200v", part, err)
		}
	}
}
