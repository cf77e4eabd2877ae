package postgres_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"snapgrid/intake"
	"snapgrid/intake/search"
	"snapgrid/storage/postgres"
	"snapgrid/storage/row"
	"snapgrid/storage/storagetest"
	"snapgrid/storage/storagetest/pgtest"
)

// Among many tickets the lists go along their indexes, whatever the planner believes of
// the words: with the values before it, and without.
func TestListsByIndex(t *testing.T) {
	t.Parallel()
	address := pgtest.New(t)
	s := open(t, address)
	defer s.Close()
	conn, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	exec := func(ctx context.Context, statement string) error {
		_, err := conn.Exec(ctx, statement)
		return err
	}
	// a look at the table by the server itself would keep the pages from being all visible
	err = exec(t.Context(), `alter table tickets set (autovacuum_enabled = false); alter table ticket_terms set (autovacuum_enabled = false)`)
	if err != nil {
		t.Fatal(err)
	}
	err = storagetest.Crowd(t.Context(), s, storagetest.Raw{Exec: exec, Second: "interval '1 second'"}, 20_000)
	for _, statement := range []string{
		`insert into ticket_terms select t.n, m.terms from tickets t, ticket_terms m where m.n = 1 and t.n > 1`,
		`update tickets set status = 'closed' where n % 20 <> 0`,
		`update tickets set lat = lat + n / 100000.0, red_at = opened_at + n * interval '1 minute' where status <> 'closed'`,
		`vacuum analyze`,
	} {
		if err == nil {
			err = exec(t.Context(), statement)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	all := intake.Scope{All: true}
	words := search.Query{Scope: intake.Scope{Units: []string{"u"}}, Words: search.Words{{{"孔雀", "雀开"}}, {{"路灯"}, {"class=p0118"}}}, Limit: 50}
	status := search.Query{Scope: all, Words: words.Words, Statuses: []intake.Status{intake.StatusReported}}
	light := search.Query{Scope: words.Scope, Light: search.Light{Red: [2]time.Time{{}, time.Now()}}, Classes: []string{"E0401"}, Statuses: status.Statuses}
	recent, thorough, recentArgs, args := postgres.Statements(words)
	demand(t, conn, recent, recentArgs, "Index Scan Backward using ticket_terms_pkey", "ticket_terms_terms")
	demand(t, conn, thorough, args, "Bitmap Index Scan on ticket_terms_terms", "ticket_terms_pkey")
	recent, _, recentArgs, _ = postgres.Statements(status)
	demand(t, conn, recent, recentArgs, "tickets_status", "ticket_terms_terms")
	_, lit, _, args := postgres.Statements(light)
	demand(t, conn, lit, args, "Index Only Scan using tickets_red", "Seq Scan")
	span := [2]time.Time{time.Now().Add(-time.Hour), time.Now()}
	for index, f := range map[string]intake.Filter{
		"tickets_tally":   {From: span[0], To: span[1], Statuses: []intake.Status{intake.StatusClosed}, Categories: []string{"E0401"}, Unit: "u"},
		"tickets_changed": {ChangedIn: span, Categories: []string{"E0401"}, Cells: []string{"c"}},
	} {
		list, args := postgres.Tickets(f)
		demand(t, conn, list, args, "Index Only Scan using "+index, "Backward")
	}
	fields := append([]any{[]string{"100", "200"}, 6}, row.NearArgs(intake.Nearby{Metres: 100, Limit: 20})...)
	demand(t, conn, postgres.Around, fields, "Index Only Scan using tickets_near", "Join Filter")
	demand(t, conn, postgres.OfKin, append(fields, "E01"), "Index Only Scan using tickets_kin", "Join Filter")
}

// demand makes a plan for a statement with its values, and one for any values.
func demand(t *testing.T, conn *pgx.Conn, statement string, args []any, has, lacks string) {
	t.Helper()
	values := make([]string, len(args))
	for i, arg := range args {
		values[i] = literal(arg)
	}
	for _, mode := range []string{"force_custom_plan", "force_generic_plan"} {
		_, err := conn.Exec(t.Context(), `deallocate all; set plan_cache_mode = `+mode+`; set max_parallel_workers_per_gather = 0; prepare asked as `+statement)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := conn.Query(t.Context(), `explain execute asked (`+strings.Join(values, ", ")+`)`, pgx.QueryExecModeSimpleProtocol)
		if err != nil {
			t.Fatal(err)
		}
		lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
		plan := strings.Join(lines, "\n")
		if err != nil || !strings.Contains(plan, has) || strings.Contains(plan, lacks) || strings.Contains(plan, "Seq Scan on tickets") {
			t.Errorf("want %s, without %s (%s): %v\n%s\n%s", has, lacks, mode, err, statement, plan)
		}
	}
}

// literal writes a value as SQL does.
func literal(value any) string {
	switch v := value.(type) {
	case string:
		return "'" + strings.ReplaceAll(v, "'", "''") + "'"
	case time.Time:
		return "'" + v.UTC().Format(time.RFC3339Nano) + "'"
	case []string:
		return "'{" + strings.Join(v, ",") + "}'"
	}
	return fmt.Sprint(value)
}

// It is looked among more of the newest while that is likely to be enough, and costs
// less than to ask the index for all.
func TestFurtherAmongTheNewest(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ found, newest, want int }{
		{0, 1_000_000, 0},
		{3, 1_000_000, 0},     // the index gives 3,000
		{25, 1_000_000, 4080}, // the index gives 25,000
		{5, 10_000_000, 16320},
		{25, 900, 0},
	} {
		found := make([]intake.Ticket, c.found)
		for i := range found {
			found[i].N = int64(c.newest - i)
		}
		if got := postgres.Further(1020, 51, found); got != c.want {
			t.Errorf("after %d of %d: among %d, want %d", c.found, c.newest, got, c.want)
		}
	}
}
