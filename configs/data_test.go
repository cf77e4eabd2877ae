package configs

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestOpenData(t *testing.T) {
	t.Chdir(t.TempDir())
	file, err := OpenData("configs/sample/cells.geojson")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if info, err := file.Stat(); err != nil || info.Size() == 0 {
		t.Errorf("embedded file: %v, %v", info, err)
	}
	for _, path := range []string{"sample/cells.geojson", "configs/sample/none.csv", "configs/../configs.go", "/configs/sample/cells.geojson"} {
		if _, err := OpenData(path); err == nil || !strings.Contains(err.Error(), "no such file") {
			t.Errorf("OpenData(%q): %v, want no such file", path, err)
		}
	}
	if err := os.MkdirAll("configs/sample", 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join("configs", "sample", "cells.geojson"), []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	ours, err := OpenData("./configs/sample/cells.geojson")
	if err != nil {
		t.Fatal(err)
	}
	defer ours.Close()
	if info, err := ours.Stat(); err != nil || info.Size() != 2 {
		t.Errorf("the file on disk must win: %v, %v", info, err)
	}
}

func TestEmbeddedTables(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, name := range []string{Default().Categories, Default().Triage, Default().SLA, Default().Calendar} {
		if text, err := ReadData(name); err != nil || len(text) == 0 {
			t.Errorf("%s: %d bytes, %v", name, len(text), err)
		}
	}
}
