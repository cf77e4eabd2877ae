package sqlite_test

import (
	"database/sql"
	"path/filepath"
	"testing"

	"snapgrid/storage/storagetest"
)

// BenchmarkSize tells how many bytes a ticket takes with all that belongs to it.
func BenchmarkSize(b *testing.B) {
	path := filepath.Join(b.TempDir(), "snapgrid.db")
	s := open(b, path)
	defer s.Close()
	storagetest.BenchmarkSize(b, s, func(tickets int) {
		db, err := sql.Open("sqlite", "file:"+path)
		if err != nil {
			b.Fatal(err)
		}
		defer db.Close()
		var bytes int64
		if err := db.QueryRowContext(b.Context(), `select page_count * page_size from pragma_page_count(), pragma_page_size()`).Scan(&bytes); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(bytes)/float64(tickets), "bytes/ticket")
	})
}
