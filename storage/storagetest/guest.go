package storagetest

import (
	"time"

	"snapgrid/intake"
)

// invited keeps a guest of a ticket.
func (b *bench) invited(code string, ticket int64, unit string) intake.Guest {
	b.Helper()
	g := intake.Guest{Ticket: ticket, Unit: unit, By: 3, At: kept(noon), Until: kept(noon.Add(time.Hour))}
	g.ID = must(b.PutGuest(b.Context(), code, g))(b)
	return g
}

var guestLaws = []law{
	{"a guest is found by the code, and by nothing like it", func(b *bench) {
		g := b.invited("CODE1", 12, "wuye")
		equal(b, must(b.FindGuest(b.Context(), "CODE1"))(b), g)
		equal(b, must(b.Guest(b.Context(), g.ID))(b), g)
		for _, code := range []string{"", "code1", "CODE", "CODE1 ", "CODE2"} {
			_, err := b.FindGuest(b.Context(), code)
			b.code(err, intake.CodeNotFound)
		}
		_, err := b.PutGuest(b.Context(), "CODE1", g)
		b.code(err, intake.CodeConflict)
	}},
	{"the links of a unit, or all of a ticket, are taken back once", func(b *bench) {
		one, two, other := b.invited("A", 12, "wuye"), b.invited("B", 12, "tongxin"), b.invited("C", 13, "wuye")
		late := kept(noon.Add(time.Minute))
		equal(b, must(b.EndGuests(b.Context(), 12, "wuye", late))(b), 1)
		one.EndedAt = late
		equal(b, must(b.Guests(b.Context(), 12))(b), []intake.Guest{one, two})
		equal(b, must(b.EndGuests(b.Context(), 12, "", late.Add(time.Minute)))(b), 1)
		two.EndedAt = late.Add(time.Minute)
		equal(b, must(b.Guests(b.Context(), 12))(b), []intake.Guest{one, two})
		equal(b, must(b.EndGuests(b.Context(), 13, "", noon.Add(time.Hour)))(b), 0) // it is not good any more
		equal(b, must(b.Guests(b.Context(), 13))(b), []intake.Guest{other})
	}},
}
