package storagetest

import (
	"context"

	"snapgrid/intake"
)

var glanceLaws = []law{
	{"the photos of many tickets come in order, with those of what was merged into them", func(b *bench) {
		one, two, three := b.open(), b.open(), b.open()
		b.album(one, two)
		whole := intake.Shots{Before: []string{"k1", "k2", "note"}, After: []string{"f1", "f2"}}
		equal(b, must(b.Shots(b.Context(), []int64{one, two, three}))(b), map[int64]intake.Shots{one: whole, two: {After: []string{"f3"}}})
		equal(b, len(must(b.Shots(b.Context(), nil))(b)), 0)
		b.merge(two, one)
		whole.After = append(whole.After, "f3")
		equal(b, must(b.Shots(b.Context(), []int64{one, two}))(b), map[int64]intake.Shots{one: whole, two: {After: []string{"f3"}}})
	}},
	{"the reports of many tickets are counted with those of what was merged into them, and none by a door", func(b *bench) {
		one, two, three := b.open(), b.open(), b.open()
		chat := b.chat("c").ID
		for _, o := range []intake.Origin{
			{Ticket: one, MessageID: "1", Sender: intake.Sender{ID: "x"}}, {Ticket: one, MessageID: "2"}, {Ticket: two, MessageID: "3"}, {Ticket: two}, {Ticket: three},
		} {
			o.ChatID, o.At = chat, noon
			b.ok(b.PutOrigin(b.Context(), o))
		}
		equal(b, must(b.Reports(b.Context(), []int64{one, two, three}))(b), map[int64]int{one: 2, two: 1})
		equal(b, len(must(b.Reports(b.Context(), nil))(b)), 0)
		b.merge(two, one)
		equal(b, must(b.Reports(b.Context(), []int64{one, two}))(b), map[int64]int{one: 3, two: 1})
	}},
	{"the events of many tickets are those of each", func(b *bench) {
		one, two, three := b.open(), b.open(), b.open()
		put := func(ctx context.Context, n int64, kind intake.EventKind) {
			must(b.PutEvent(ctx, intake.Event{Ticket: n, At: noon, Kind: kind, Status: intake.StatusReported}))(b)
		}
		for _, n := range []int64{two, one, three} {
			put(b.Context(), n, intake.EventOpened)
		}
		put(b.Context(), one, intake.EventAccepted)
		equal(b, must(b.EventsOf(b.Context(), []int64{one, two}))(b), map[int64][]intake.Event{
			one: must(b.Events(b.Context(), one))(b), two: must(b.Events(b.Context(), two))(b),
		})
		equal(b, len(must(b.EventsOf(b.Context(), nil))(b)), 0)
	}},
}
