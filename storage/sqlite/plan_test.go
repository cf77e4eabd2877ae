package sqlite_test

import (
	"database/sql"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/search"
	"snapgrid/storage/row"
	"snapgrid/storage/sqlite"
)

// The lists go along their indexes, and put nothing into order but what they show.
func TestListsByIndex(t *testing.T) {
	t.Parallel()
	_, db := beside(t)
	words := search.Query{Scope: intake.Scope{Units: []string{"u"}}, Words: search.Words{{{"路灯"}}}}
	light := search.Query{
		Scope: intake.Scope{Units: []string{"u"}, Cells: []string{"c"}}, Light: search.Light{Red: [2]time.Time{{}, time.Now()}},
		Classes: []string{"E0401"}, Statuses: intake.OpenStatuses(), Tier: 1, Officer: 2, Severities: []intake.Severity{intake.Urgent},
	}
	dated := words
	dated.From = time.Now()
	for _, c := range []struct {
		q    search.Query
		want []string
	}{
		{words, []string{"SCAN s VIRTUAL TABLE INDEX", "SEARCH t USING INTEGER PRIMARY KEY"}},
		{dated, []string{"SCAN s VIRTUAL TABLE INDEX", "SEARCH o USING INTEGER PRIMARY KEY", "SEARCH t USING INTEGER PRIMARY KEY"}},
		{light, []string{"SEARCH t USING COVERING INDEX tickets_red", "SEARCH t USING INTEGER PRIMARY KEY"}},
	} {
		statement, args := sqlite.Statement(c.q)
		for i, arg := range args {
			if at, ok := arg.(time.Time); ok {
				args[i] = at.UnixMicro()
			}
		}
		plan := explained(t, db, statement, args)
		for _, want := range c.want {
			if !strings.Contains(plan, want) {
				t.Errorf("want %s:\n%s\n%s", want, statement, plan)
			}
		}
		if strings.Contains(plan, "  USE TEMP B-TREE") {
			t.Errorf("it puts what it finds into order:\n%s\n%s", statement, plan)
		}
	}
}

// What was opened or changed within a time is chosen out of an index alone.
func TestListOfATimeByIndex(t *testing.T) {
	t.Parallel()
	_, db := beside(t)
	span := [2]time.Time{time.UnixMicro(1), time.UnixMicro(2)}
	chosen := intake.Filter{Statuses: []intake.Status{intake.StatusClosed}, Categories: []string{"E0401"}, Cells: []string{"c"}, Unit: "u", Before: 9}
	opened, changed := chosen, chosen
	opened.From, opened.To, changed.ChangedIn = span[0], span[1], span
	for _, c := range []struct {
		f    intake.Filter
		want string
	}{
		{intake.Filter{From: span[0], To: span[1]}, "SEARCH t USING COVERING INDEX tickets_"},
		{intake.Filter{ChangedIn: span}, "SEARCH t USING COVERING INDEX tickets_changed"},
		{opened, "SEARCH t USING COVERING INDEX tickets_tally"},
		{changed, "SEARCH t USING COVERING INDEX tickets_changed"},
		{intake.Filter{From: span[0], Statuses: chosen.Statuses}, "SEARCH t USING COVERING INDEX tickets_tally"},
	} {
		statement, args := sqlite.Tickets(c.f)
		if plan := explained(t, db, statement, args); !strings.Contains(plan, c.want) || !strings.Contains(plan, "SEARCH t USING INTEGER PRIMARY KEY") {
			t.Errorf("want %s:\n%s\n%s", c.want, statement, plan)
		}
	}
}

// beside is a store, and its file as its own SQL sees it.
func beside(t *testing.T) (*sqlite.Store, *sql.DB) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "snapgrid.db")
	s := open(t, path)
	t.Cleanup(func() { s.Close() })
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=busy_timeout(10000)")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return s, db
}

// explained is the plan of a statement; what is inside of a line is set off below it.
func explained(t *testing.T, db *sql.DB, statement string, args []any) string {
	t.Helper()
	rows, err := db.QueryContext(t.Context(), `explain query plan `+statement, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var lines []string
	depth := map[int]int{}
	for rows.Next() {
		var id, parent, unused int
		var line string
		if err := rows.Scan(&id, &parent, &unused, &line); err != nil {
			t.Fatal(err)
		}
		depth[id] = depth[parent] + 1
		lines = append(lines, strings.Repeat("  ", depth[parent])+line)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return strings.Join(lines, "\n")
}

// What is near is chosen by the index alone: only what is near enough is read.
func TestNearByIndex(t *testing.T) {
	t.Parallel()
	_, db := beside(t)
	args := append([]any{`[100, 200]`, 6}, row.NearArgs(intake.Nearby{Metres: 100, Limit: 20})...)
	args[2] = int64(0)
	for _, c := range []struct {
		statement, want string
		args            []any
	}{
		{sqlite.Around, "USING INDEX tickets_near (<expr>>? AND <expr><?)", args},
		{sqlite.OfKin, "USING INDEX tickets_kin (<expr>=? AND <expr>>? AND <expr><?)", append(args, "E01")},
	} {
		if plan := explained(t, db, c.statement, c.args); !strings.Contains(plan, c.want) {
			t.Errorf("want %s:\n%s\n%s", c.want, c.statement, plan)
		}
	}
}
