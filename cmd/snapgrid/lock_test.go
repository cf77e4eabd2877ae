package main

import (
	"path/filepath"
	"strings"
	"testing"

	"snapgrid/configs"
)

func TestOneProgramServesAFile(t *testing.T) {
	t.Parallel()
	cfg := configs.Config{Database: "sqlite:" + filepath.Join(t.TempDir(), "new", "snapgrid.db")}
	first, err := lockDatabase(cfg)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := lockDatabase(cfg); err == nil || !strings.Contains(err.Error(), "another program") {
		t.Errorf("the second program got %v", err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	again, err := lockDatabase(cfg)
	if err != nil {
		t.Fatalf("after the first ended: %v", err)
	}
	if err := again.Close(); err != nil {
		t.Error(err)
	}
}
