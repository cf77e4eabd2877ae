package database_test

import (
	"path/filepath"
	"strings"
	"testing"

	"snapgrid/storage"
	"snapgrid/storage/database"
)

func TestOpen(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"sqlite:" + filepath.Join(t.TempDir(), "a.db"), "sqlite://" + filepath.Join(t.TempDir(), "b.db")} {
		db, err := database.Open(t.Context(), address, storage.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}
	for _, address := range []string{"", "sqlite:", "sqlite", "mysql://root:s3cret@localhost/x", "/data/x.db", "postgres://u:s3cret@[::1/x"} {
		db, err := database.Open(t.Context(), address, storage.Options{})
		if err == nil || db != nil {
			t.Errorf("%s was opened", address)
		} else if !strings.Contains(err.Error(), "want") || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%s: %v", address, err)
		}
	}
}
