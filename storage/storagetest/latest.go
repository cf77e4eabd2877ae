package storagetest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"snapgrid/geotag"
	"snapgrid/intake"
)

// medley opens tickets that differ by chance in all that the public asks for.
func (b *bench) medley(dice *rand.Rand, count int) {
	b.Helper()
	b.ok(b.InTx(b.Context(), func(ctx context.Context) error {
		for range count {
			if _, err := b.OpenTicket(ctx, anything(dice)); err != nil {
				return err
			}
		}
		return nil
	}))
}

func anything(dice *rand.Rand) intake.Ticket {
	t := ticket()
	t.Category = []string{"E0401", "P0103", "E0104", ""}[dice.IntN(4)]
	t.Status = intake.Statuses()[dice.IntN(len(intake.Statuses()))]
	t.Fix.Cell = []string{"a", "b", "c", ""}[dice.IntN(4)]
	t.Fix.Point = geotag.Point{Lat: 34 + dice.Float64(), Lon: 108 + dice.Float64()}
	if dice.IntN(5) == 0 {
		t.Fix = geotag.Fix{}
	}
	return t
}

// some is a part of a list, by chance, and often none of it.
func some[T any](dice *rand.Rand, list []T) []T {
	if dice.IntN(3) == 0 {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(list), func(T) bool { return dice.IntN(2) == 0 })
}

// album gives two tickets photos.
func (b *bench) album(one, two int64) {
	b.Helper()
	photo := func(id string, state intake.PhotoState, keys ...string) int64 {
		m := said("c", id, "s", "")
		for _, key := range keys {
			m.Media = append(m.Media, intake.Media{Ref: key, Key: key})
		}
		heard := b.put(m)[0]
		for _, p := range heard.Photos {
			p.State = state
			b.ok(b.SavePhoto(b.Context(), p))
		}
		return heard.Number
	}
	b.take(one, intake.PartReport, photo("1", intake.PhotoPending, "bad"), photo("2", intake.PhotoReady, "k1", "k2"))
	b.take(one, intake.PartNote, photo("3", intake.PhotoReady, "note"))
	b.take(one, intake.PartFix, photo("4", intake.PhotoReady, "f1", "f2"))
	b.take(two, intake.PartFix, photo("5", intake.PhotoReady, "f3"))
}

var latestLaws = []law{
	{"the newest are the same by every way", func(b *bench) {
		dice := rand.New(rand.NewPCG(8, 1))
		b.medley(dice, 90)
		many := []string{"a", "b"}
		for i := range 600 {
			many = append(many, fmt.Sprint(i))
		}
		for range 150 {
			f := intake.Filter{
				Categories: some(dice, []string{"E0401", "P0103", "E0104", ""}), Statuses: some(dice, intake.Statuses()),
				Cells: some(dice, []string{"a", "b", "c", "", "a"}), Before: dice.Int64N(110), Limit: dice.IntN(30),
			}
			switch dice.IntN(4) {
			case 0:
				f.Near = intake.Circle{Point: geotag.Point{Lat: 34.5, Lon: 108.4}, Radius: 40_000}
			case 1:
				f.Statuses = intake.OpenStatuses()
			case 2:
				f.Cells = many
			}
			want := must(b.ListTickets(b.Context(), f))(b)
			got := must(b.LatestTickets(b.Context(), f))(b)
			if len(got)+len(want) > 0 {
				equal(b, got, want)
			}
		}
	}},
	{"tickets are tallied since a time", func(b *bench) {
		for i, change := range []func(*intake.Ticket){
			func(t *intake.Ticket) { t.OpenedAt = noon.Add(-time.Hour) },
			func(*intake.Ticket) {},
			func(*intake.Ticket) {},
			func(t *intake.Ticket) { t.DueAt = noon.Add(-time.Minute) },
			func(t *intake.Ticket) { t.DueAt = time.Time{} },
			func(t *intake.Ticket) {
				t.Fix.Cell, t.Status, t.Ending = "", intake.StatusResolved, intake.EndingSolved
			},
		} {
			t := ticket()
			t.OpenedAt = noon.Add(time.Duration(i) * time.Second)
			change(&t)
			must(b.OpenTicket(b.Context(), t))(b)
		}
		cell := ticket().Fix.Cell
		equal(b, must(b.TallyTickets(b.Context(), noon, noon))(b), []intake.Tally{
			{Status: intake.StatusResolved, Ending: intake.EndingSolved, Count: 1},
			{Cell: cell, Status: intake.StatusReported, Count: 3},
			{Cell: cell, Status: intake.StatusReported, Late: true, Count: 1},
		})
	}},
	{"the rooms of a channel are those that are there and not private; staff have their own", func(b *bench) {
		for i, kind := range []intake.ChatKind{intake.ChatPrivate, intake.ChatResidents, intake.ChatStaff, intake.ChatRiders} {
			chat := must(b.PutChat(b.Context(), intake.Chat{Ref: ref(fmt.Sprint(i)), Kind: kind}))(b)
			chat.Gone = kind == intake.ChatRiders
			b.ok(b.SaveChat(b.Context(), chat))
		}
		var names []string
		for _, c := range must(b.Rooms(b.Context(), "telegram"))(b) {
			names = append(names, c.Ref.ID)
		}
		equal(b, names, []string{"1", "2"})
		equal(b, len(must(b.Rooms(b.Context(), "web"))(b)), 0)
		staff := must(b.ChatsOfStaff(b.Context()))(b)
		equal(b, len(staff), 1)
		equal(b, staff[0].Ref.ID, "2")
		staff[0].Gone = true
		b.ok(b.SaveChat(b.Context(), staff[0]))
		equal(b, len(must(b.ChatsOfStaff(b.Context()))(b)), 0)
	}},
	{"the first photo of a report and the last of a repair stand for a ticket", func(b *bench) {
		one, two, three := b.open(), b.open(), b.open()
		b.album(one, two)
		equal(b, must(b.Covers(b.Context(), []int64{one, two, three}))(b), map[int64]intake.Cover{
			one: {Before: "k1", After: "f2"}, two: {After: "f3"},
		})
		equal(b, len(must(b.Covers(b.Context(), nil))(b)), 0)
	}},
}
