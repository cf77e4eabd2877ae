package storagetest

import (
	"time"

	"snapgrid/intake"
)

var tierLaws = []law{
	{"what has to rise is open and overdue, the most overdue first", func(b *bench) {
		rise := func(status intake.Status, at time.Time) int64 {
			n := b.open()
			t := must(b.Ticket(b.Context(), n))(b)
			t.Status, t.Tier, t.RiseAt = status, intake.TierSelf, at
			b.ok(b.SaveTicket(b.Context(), t))
			return n
		}
		var want []int64
		for i, s := range intake.OpenStatuses() {
			want = append([]int64{rise(s, noon.Add(-time.Duration(i)*time.Minute))}, want...)
		}
		rise(intake.StatusResolved, noon.Add(-time.Hour))
		rise(intake.StatusReported, noon.Add(time.Minute))
		rise(intake.StatusReported, time.Time{})
		paused := must(b.Ticket(b.Context(), rise(intake.StatusWaiting, noon.Add(-time.Hour))))(b)
		paused.Clocks.PausedAt = noon.Add(-2 * time.Hour)
		b.ok(b.SaveTicket(b.Context(), paused))
		equal(b, must(b.RisingTickets(b.Context(), noon, 100))(b), want)
		equal(b, must(b.RisingTickets(b.Context(), noon, 2))(b), want[:2])
	}},
	{"the tier and its end come back as kept", func(b *bench) {
		t := must(b.Ticket(b.Context(), b.open()))(b)
		t.Tier, t.RiseAt = intake.TierConsult, noon
		b.ok(b.SaveTicket(b.Context(), t))
		got := must(b.Ticket(b.Context(), t.N))(b)
		if got.Tier != intake.TierConsult || !got.RiseAt.Equal(kept(noon)) {
			b.Errorf("it is of tier %d until %s", got.Tier, got.RiseAt)
		}
	}},
}
