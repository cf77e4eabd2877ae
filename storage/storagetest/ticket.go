package storagetest

import (
	"context"
	"sync/atomic"
	"time"

	"snapgrid/geotag"
	"snapgrid/intake"
)

// ticket is one with everything that a new one has.
func ticket() intake.Ticket {
	return intake.Ticket{
		Status: intake.StatusReported, Severity: intake.Urgent, Category: "E0401", Words: "路塌了 13800000000", Masked: "路塌了 138****0000",
		Reason: "matched: 塌", Unit: "chengguan", Channel: "telegram", OpenedAt: noon, ChangeAt: noon, DueAt: noon.Add(4 * time.Hour),
		Fix: geotag.Fix{Point: geotag.Point{Lat: 34.26, Lon: 108.91}, Radius: 12, Source: geotag.SourceExif, Address: "路 14 号", Cell: "610104-07-01"},
	}
}

var ticketLaws = []law{
	{"tickets are followed up when they are due, the oldest first", func(b *bench) {
		follow := func(at time.Time) int64 {
			t := ticket()
			t.FollowAt = at
			return must(b.OpenTicket(b.Context(), t))(b)
		}
		late, soon, first := follow(noon.Add(time.Hour)), follow(noon.Add(2*time.Hour)), follow(noon)
		follow(time.Time{})
		equal(b, must(b.FollowUps(b.Context(), noon.Add(-time.Second), 10))(b), nil)
		equal(b, must(b.FollowUps(b.Context(), noon.Add(time.Hour), 10))(b), []int64{first, late})
		equal(b, must(b.FollowUps(b.Context(), noon.Add(3*time.Hour), 2))(b), []int64{first, late})
		equal(b, must(b.FollowUps(b.Context(), noon.Add(3*time.Hour), 3))(b), []int64{first, late, soon})
	}},
	{"a ticket comes back as saved", func(b *bench) {
		t := ticket()
		t.N = b.open()
		t.OpenedAt, t.ChangeAt, t.DueAt = kept(t.OpenedAt), kept(t.ChangeAt), kept(t.DueAt)
		equal(b, must(b.Ticket(b.Context(), t.N))(b), t)
		t.Status, t.DoneAt, t.Outcome, t.DoneBy = intake.StatusMerged, kept(noon.Add(time.Hour)), "填好了", "shizheng"
		t.MergedInto, t.Rating, t.Fix, t.Severity = 99, intake.Satisfied, geotag.Fix{}, intake.Emergency
		t.Officer, t.Returns, t.Frozen, t.Tier, t.RiseAt, t.FollowAt = 7, 2, true, intake.TierConsult, kept(noon), kept(noon)
		t.Wait = intake.Wait{For: intake.WaitMeeting, Until: kept(noon)}
		t.Ending, t.Voices = intake.EndingDuplicate, 3
		t.Clocks = clocks(kept(noon))
		b.ok(b.SaveTicket(b.Context(), t))
		equal(b, must(b.Ticket(b.Context(), t.N))(b), t)
		t.N++
		b.code(b.SaveTicket(b.Context(), t), intake.CodeNotFound)
		_, err := b.Ticket(b.Context(), t.N)
		b.code(err, intake.CodeNotFound)
	}},
	{"numbers begin at 1, rise by one, and leave no gap", func(b *bench) {
		equal(b, b.open(), 1)
		b.undone(func(ctx context.Context) { equal(b, must(b.OpenTicket(ctx, ticket()))(b), 2) })
		equal(b, b.open(), 2)
		var undone atomic.Int64
		atOnce(b.T, 20, func(i int) {
			err := b.InTx(b.Context(), func(ctx context.Context) error {
				if _, err := b.OpenTicket(ctx, ticket()); err != nil {
					return err
				}
				if i%3 == 0 {
					undone.Add(1)
					return errUndo
				}
				return nil
			})
			if err != nil && i%3 != 0 {
				b.Error(err)
			}
		})
		all := must(b.ListTickets(b.Context(), intake.Filter{}))(b)
		equal(b, int64(len(all)), 22-undone.Load())
		for i, t := range all {
			equal(b, t.N, int64(len(all)-i))
		}
	}},
	{"a locked ticket is changed by one at a time", func(b *bench) {
		n := b.open()
		atOnce(b.T, 10, func(int) {
			err := b.InTx(b.Context(), func(ctx context.Context) error {
				t, err := b.LockTicket(ctx, n)
				if err != nil {
					return err
				}
				t.MergedInto++ // any number will do
				return b.SaveTicket(ctx, t)
			})
			if err != nil {
				b.Error(err)
			}
		})
		equal(b, must(b.Ticket(b.Context(), n))(b).MergedInto, 10)
		b.undone(func(ctx context.Context) {
			_, err := b.LockTicket(ctx, n+1)
			b.code(err, intake.CodeNotFound)
		})
	}},
	{"an origin is kept once, oldest first", func(b *bench) {
		chat, n := b.chat("a").ID, b.open()
		first := intake.Origin{Ticket: n, ChatID: chat, Topic: "5", MessageID: "9", Sender: intake.Sender{ID: "x", Name: "李", Bot: true}, At: kept(noon)}
		second := first
		second.MessageID, second.Sender = "1", intake.Sender{ID: "y"}
		for _, o := range []intake.Origin{first, second, first} {
			b.ok(b.PutOrigin(b.Context(), o))
		}
		equal(b, must(b.Origins(b.Context(), n))(b), []intake.Origin{first, second})
		equal(b, len(must(b.Origins(b.Context(), n+1))(b)), 0)
	}},
	{"events are numbered and listed in order", func(b *bench) {
		n := b.open()
		e := intake.Event{
			Ticket: n, At: kept(noon), Kind: intake.EventOpened, Status: intake.StatusReported, Text: "井盖",
			Actor: intake.Actor{Kind: intake.ActorOfficer, Officer: 3, Unit: "chengguan", Sender: "42"},
		}
		second := intake.Event{Ticket: n, Kind: intake.EventClosed}
		e.ID = must(b.PutEvent(b.Context(), e))(b)
		b.undone(func(ctx context.Context) { must(b.PutEvent(ctx, e))(b) })
		second.ID = must(b.PutEvent(b.Context(), second))(b)
		if second.ID <= e.ID {
			b.Fatalf("event %d after %d", second.ID, e.ID)
		}
		equal(b, must(b.Events(b.Context(), n))(b), []intake.Event{e, second})
		_, newest, err := b.ChangeSeq(b.Context())
		b.ok(err)
		equal(b, newest, second.ID)
	}},
	{"the audit is newest first", func(b *bench) {
		first := intake.Refusal{At: kept(noon), ChatID: 1, Channel: "telegram", Sender: "x", Officer: 3, Name: "周斌", Ticket: 2, What: "resolve", Why: intake.CodeForbidden}
		second := first
		second.What = "reopen"
		b.ok(b.PutRefusal(b.Context(), first))
		b.ok(b.PutRefusal(b.Context(), second))
		equal(b, must(b.Refusals(b.Context(), 10))(b), []intake.Refusal{second, first})
		equal(b, must(b.Refusals(b.Context(), 1))(b), []intake.Refusal{second})
	}},
}
