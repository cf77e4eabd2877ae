package postgres_test

import (
	"testing"

	"github.com/jackc/pgx/v5"

	"snapgrid/storage/storagetest"
	"snapgrid/storage/storagetest/pgtest"
)

// BenchmarkSize tells how many bytes a row of each table takes, with its indexes and
// without what updates left behind.
func BenchmarkSize(b *testing.B) {
	address := pgtest.New(b)
	s := open(b, address)
	defer s.Close()
	storagetest.BenchmarkSize(b, s, func(tickets int) {
		conn, err := pgx.Connect(b.Context(), address)
		if err != nil {
			b.Fatal(err)
		}
		defer conn.Close(b.Context())
		if _, err := conn.Exec(b.Context(), `vacuum full analyze`); err != nil {
			b.Fatal(err)
		}
		rows, err := conn.Query(b.Context(), `select relname::text, reltuples::bigint, pg_total_relation_size(oid) from pg_class
			where relkind = 'r' and relnamespace = 'public'::regnamespace and reltuples >= $1 order by relname`, tickets/2)
		if err != nil {
			b.Fatal(err)
		}
		var all int64
		var name string
		var count, bytes int64
		if _, err := pgx.ForEachRow(rows, []any{&name, &count, &bytes}, func() error {
			all += bytes
			b.Logf("%-16s %7d rows, %4d bytes each", name, count, bytes/count)
			return nil
		}); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(all)/float64(tickets), "bytes/ticket")
	})
}
