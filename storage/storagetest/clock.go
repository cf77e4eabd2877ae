package storagetest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"snapgrid/intake"
	"snapgrid/storage"
	"snapgrid/storage/row"
)

var clockLaws = []law{
	{"tickets whose clocks are due, the most overdue first", func(b *bench) {
		look := func(at time.Time) int64 {
			t := ticket()
			t.Clocks.LookAt = at
			return must(b.OpenTicket(b.Context(), t))(b)
		}
		late, now := look(noon), look(noon.Add(time.Hour))
		look(noon.Add(time.Hour + time.Second))
		look(time.Time{})
		first := look(noon.Add(-time.Hour))
		due := func(limit int) []int64 { return must(b.DueTickets(b.Context(), noon.Add(time.Hour), limit))(b) }
		equal(b, due(10), []int64{first, late, now})
		equal(b, due(2), []int64{first, late})
		t := must(b.Ticket(b.Context(), late))(b)
		t.Clocks.LookAt = time.Time{}
		b.ok(b.SaveTicket(b.Context(), t))
		equal(b, due(10), []int64{first, now})
	}},
}

// Raw is a database as its own SQL sees it.
type Raw struct {
	Exec   func(ctx context.Context, query string) error
	Plan   func(ctx context.Context, query string, args ...any) (string, error) // how it would run a query
	Second string                                                               // a second, as its times are counted
	No     string                                                               // what is not so
	Now    func(t time.Time) any                                                // a time, as its queries take it
}

// Crowd opens a ticket and copies it, each copy to be looked at a second later than
// the one before, the first at noon.
func Crowd(ctx context.Context, db storage.Store, raw Raw, copies int) error {
	t := ticket()
	t.Clocks.LookAt, t.RiseAt, t.FollowAt = noon, noon, noon
	if _, err := db.OpenTicket(ctx, t); err != nil {
		return err
	}
	columns := strings.ReplaceAll(row.TicketColumns, "t.", "")
	values := strings.Replace(row.TicketColumns, "t.n,", "t.n + s.i,", 1)
	for _, c := range []string{"t.look_at", "t.rise_at", "t.follow_at"} {
		values = strings.Replace(values, c, c+" + s.i * "+raw.Second, 1)
	}
	return raw.Exec(ctx, fmt.Sprintf(`with recursive s (i) as (select 1 union all select i + 1 from s where i < %d)
		insert into tickets (%s) select %s from s join tickets t on t.n = 1`, copies, columns, values))
}

// pastWork makes a past of offers and whistles that are over, and lets the database
// look how large its tables are.
func pastWork(ctx context.Context, raw Raw, many int) error {
	for _, query := range []string{
		fmt.Sprintf(`with recursive s (i) as (select 1 union all select i + 1 from s where i < %d)
			insert into offers (ticket, units, words, officer, chat_id, state, unit) select i, '[]', '', 1, 1, 'ended', '' from s`, many),
		fmt.Sprintf(`with recursive s (i) as (select 1 union all select i + 1 from s where i < %d)
			insert into whistles (n, ticket, kind, status, reason, urgent, officer, approver, chat_id, topic, message_id, rating)
			select i, i, 'urgent', 'rated', '', %s, 1, 1, 1, '', '', '' from s`, many, raw.No),
		`analyze tickets`, `analyze offers`, `analyze whistles`,
	} {
		if err := raw.Exec(ctx, query); err != nil {
			return err
		}
	}
	return nil
}

// ExerciseDue demands that finding what is due reads only what is due, however many
// tickets are open.
func ExerciseDue(t *testing.T, db storage.Store, raw Raw) {
	t.Helper()
	if err := Crowd(t.Context(), db, raw, 5000); err != nil {
		t.Fatal(err)
	}
	if err := pastWork(t.Context(), raw, 5000); err != nil {
		t.Fatal(err)
	}
	now := noon.Add(2 * time.Second)
	if due, err := db.DueTickets(t.Context(), now, 10); err != nil || !slices.Equal(due, []int64{1, 2, 3}) {
		t.Fatalf("%v are due, %v", due, err)
	}
	for query, index := range map[string]string{
		row.DueTickets: "tickets_look", row.RisingTickets: "tickets_rise", row.FollowUps: "tickets_follow",
		row.DueOffers: "offers_open", row.DueWhistles: "whistles_look",
	} {
		plan, err := raw.Plan(t.Context(), query, raw.Now(now), 10)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(plan, index) || strings.Contains(plan, "Seq Scan") {
			t.Errorf("not found by %s:\n%s", index, plan)
		}
	}
}

// clocks are promises of every kind.
func clocks(at time.Time) intake.Clocks {
	return intake.Clocks{
		Since: at.Add(1e6), SignBy: at.Add(2e6), ContactBy: at.Add(3e6), VerifyBy: at.Add(4e6), SignedAt: at.Add(5e6),
		ContactedAt: at.Add(6e6), PausedAt: at.Add(7e6), Rung: 1<<12 - 1, LookAt: at.Add(8e6),
	}
}
