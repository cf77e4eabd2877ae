package sqlite_test

import (
	"path/filepath"
	"testing"

	"snapgrid/storage"
	"snapgrid/storage/sqlite"
	"snapgrid/storage/storagetest"
)

func TestLaw(t *testing.T) {
	t.Parallel()
	storagetest.Exercise(t, func(t *testing.T) storage.Database {
		t.Helper()
		return open(t, filepath.Join(t.TempDir(), "snapgrid.db"))
	})
}

func open(t testing.TB, path string) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), path, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s
}
