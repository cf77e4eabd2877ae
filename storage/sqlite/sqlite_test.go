package sqlite_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"snapgrid/intake"
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

// Nobody but the owner can read the database, and any path will do.
func TestOpenMakesPrivateFiles(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "sub", "a b?c=d#%20'数据")
	s := open(t, filepath.Join(folder, "snapgrid.db"))
	defer s.Close()
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) < 3 { // the file, its log and the log's index
		t.Fatal(entries, err)
	}
	for _, entry := range entries {
		info, err := entry.Info()
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v, %v", entry.Name(), info.Mode(), err)
		}
	}
	for _, made := range []string{folder, filepath.Dir(folder)} {
		if info, err := os.Stat(made); err != nil || info.Mode().Perm() != 0o700 {
			t.Errorf("%s has mode %v, %v", made, info.Mode(), err)
		}
	}
}

func TestOpenLeavesTheSchema(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "snapgrid.db")
	s, err := sqlite.Open(t.Context(), path, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if n, err := s.Pending(t.Context()); err != nil || n == 0 {
		t.Fatalf("Pending = %d, %v", n, err)
	}
}

// What was committed is there after the file was closed or its process killed.
func TestReopen(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "snapgrid.db")
	first := open(t, path)
	if n, err := first.OpenTicket(t.Context(), intake.Ticket{}); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	second := open(t, path) // as after a kill: the first was not closed
	defer second.Close()
	defer first.Close()
	if n, err := second.OpenTicket(t.Context(), intake.Ticket{}); n != 2 || err != nil {
		t.Fatal(n, err)
	}
}

func TestOpenRefuses(t *testing.T) {
	t.Parallel()
	garbage := filepath.Join(t.TempDir(), "garbage.db")
	if err := os.WriteFile(garbage, bytes.Repeat([]byte("this is no database "), 500), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{garbage, t.TempDir(), filepath.Join(garbage, "below", "x.db")} {
		if s, err := sqlite.Open(t.Context(), path, storage.Options{}); err == nil {
			t.Errorf("%s was opened", path)
			s.Close()
		}
	}
}

// A job that ran when its process was killed runs again at the next start.
func TestJobsOfTheDeadAreFreed(t *testing.T) {
	t.Parallel()
	s := open(t, filepath.Join(t.TempDir(), "snapgrid.db"))
	t.Cleanup(func() { s.Close() }) // after the queues
	storagetest.ExerciseTakeover(t, s, s, func() {})
}
