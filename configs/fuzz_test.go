package configs

import (
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// Whatever stands in the file: no panic, either a valid configuration or
// faults with lines of the file, and the same answer again.
func FuzzLoad(f *testing.F) {
	seeds, err := filepath.Glob("testdata/faults/*.yaml")
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range append(seeds, "snapgrid.yaml") {
		text, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		if strings.Contains(string(text), "file:") || len(text) > 1<<14 {
			return // reads no files of the machine, and takes no large ones
		}
		c, err := read("x.yaml", text, nil)
		again, errAgain := read("x.yaml", text, nil)
		if !reflect.DeepEqual(c, again) || !reflect.DeepEqual(err, errAgain) {
			t.Fatalf("twice the same text: %v and %v", err, errAgain)
		}
		if err == nil {
			if invalid := c.Validate(); invalid != nil {
				t.Fatalf("taken, but: %v", invalid)
			}
			return
		}
		faults := Faults(nil)
		if !errors.As(err, &faults) || len(faults) == 0 {
			t.Fatalf("the error is %T: %v", err, err)
		}
		lines := strings.Count(string(text), "\n") + strings.Count(string(text), "\r") + 1
		for _, fault := range faults {
			if fault.Text == "" || fault.Line < 0 || fault.Line > lines {
				t.Fatalf("fault %+v of a file with %d lines", fault, lines)
			}
		}
	})
}
