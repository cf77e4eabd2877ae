package main

import (
	"path/filepath"
	"testing"

	"snapgrid/storage/storagetest/pgtest"
)

// databases gives, by name, an address of an empty database of each kind.
func databases() map[string]func(t *testing.T) string {
	return map[string]func(t *testing.T) string{
		"sqlite":   func(t *testing.T) string { return "sqlite:" + filepath.Join(t.TempDir(), "snapgrid.db") },
		"postgres": func(t *testing.T) string { return pgtest.New(t) },
	}
}
