package storagetest

import (
	"context"
	"time"

	"snapgrid/geotag"
	"snapgrid/intake"
)

// whistle is one with everything that a whistle has but proofs.
func whistle(ticket int64) intake.Whistle {
	return intake.Whistle{
		Ticket: ticket, Kind: "progress", Status: intake.WhistleSigned, Reason: "占道反复", Urgent: true, By: 7, Approver: 8,
		ChatID: 3, Topic: "5", MessageID: "17", DraftedAt: kept(noon), ApprovedAt: kept(noon.Add(1)), BlownAt: kept(noon.Add(time.Minute)),
		DoneAt: kept(noon.Add(time.Hour)), ConfirmedAt: kept(noon.Add(2 * time.Hour)), RatedAt: kept(noon.Add(3 * time.Hour)),
		Rating: intake.RatedFair, LookAt: kept(noon.Add(30 * time.Minute)),
		Parts: []intake.WhistlePart{
			{
				Position: 1, Unit: "chengguan", Status: intake.PartSigned, Officer: 9, SignBy: kept(noon.Add(time.Hour)),
				ContactBy: kept(noon.Add(24 * time.Hour)), ArriveBy: kept(noon.Add(72 * time.Hour)), DoneBy: kept(noon.Add(240 * time.Hour)),
				CalledAt: kept(noon), SignedAt: kept(noon.Add(time.Minute)), ContactedAt: kept(noon.Add(2 * time.Minute)),
				ArrivedAt: kept(noon.Add(3 * time.Minute)), DoneAt: kept(noon.Add(4 * time.Minute)), Outcome: "清走了",
			},
			{Position: 2, Unit: "jiaojing", Status: intake.PartRefused, Reason: "该找城管"},
		},
	}
}

var whistleLaws = []law{
	{"a whistle comes back as saved, with its parts and proofs", func(b *bench) {
		w := whistle(b.open())
		w.N = must(b.OpenWhistle(b.Context(), w))(b)
		equal(b, must(b.Whistle(b.Context(), w.N))(b), w)
		w.Status, w.LookAt, w.Rating = intake.WhistleCancelled, time.Time{}, ""
		w.Parts[1].Status, w.Parts[1].CalledAt = intake.PartCalled, kept(noon)
		b.ok(b.SaveWhistle(b.Context(), w))
		photo := intake.WhistleProof{Message: 41, At: kept(noon)}
		place := intake.WhistleProof{Message: 42, At: kept(noon), Point: &geotag.Point{Lat: 34.26, Lon: 108.91}}
		for _, p := range []intake.WhistleProof{photo, place, photo} {
			b.ok(b.PutWhistleProof(b.Context(), w.N, 2, p))
		}
		w.Parts[1].Proofs = []intake.WhistleProof{photo, place}
		equal(b, must(b.Whistle(b.Context(), w.N))(b), w)
		_, err := b.Whistle(b.Context(), w.N+1)
		b.code(err, intake.CodeNotFound)
		w.N++
		b.code(b.SaveWhistle(b.Context(), w), intake.CodeNotFound)
	}},
	{"whistles of a ticket are listed in order, numbered without a gap", func(b *bench) {
		ticket, other := b.open(), b.open()
		first := must(b.OpenWhistle(b.Context(), whistle(ticket)))(b)
		b.undone(func(ctx context.Context) { must(b.OpenWhistle(ctx, whistle(ticket)))(b) })
		must(b.OpenWhistle(b.Context(), whistle(other)))(b)
		third := must(b.OpenWhistle(b.Context(), whistle(ticket)))(b)
		equal(b, []int64{first, third}, []int64{1, 3})
		var numbers []int64
		for _, w := range must(b.WhistlesOf(b.Context(), ticket))(b) {
			numbers = append(numbers, w.N)
		}
		equal(b, numbers, []int64{first, third})
		equal(b, len(must(b.WhistlesOf(b.Context(), other+1))(b)), 0)
	}},
	{"a locked whistle is changed by one at a time", func(b *bench) {
		n := must(b.OpenWhistle(b.Context(), whistle(b.open())))(b)
		atOnce(b.T, 10, func(int) {
			err := b.InTx(b.Context(), func(ctx context.Context) error {
				w, err := b.LockWhistle(ctx, n)
				if err != nil {
					return err
				}
				w.Approver++ // any number will do
				return b.SaveWhistle(ctx, w)
			})
			if err != nil {
				b.Error(err)
			}
		})
		equal(b, must(b.Whistle(b.Context(), n))(b).Approver, 18)
		_, err := b.LockWhistle(b.Context(), n)
		b.code(err, intake.CodeNever)
	}},
	{"events of a whistle are only ever added", func(b *bench) {
		n := must(b.OpenWhistle(b.Context(), whistle(b.open())))(b)
		e := intake.WhistleEvent{
			Whistle: n, Part: 2, At: kept(noon), Step: intake.StepRefuse, Status: intake.WhistleSigned, Text: "该找城管",
			Actor: intake.Actor{Kind: intake.ActorOfficer, Officer: 3, Unit: "jiaojing", Sender: "42"},
		}
		second := intake.WhistleEvent{Whistle: n, Step: intake.StepCancel}
		e.ID = must(b.PutWhistleEvent(b.Context(), e))(b)
		b.undone(func(ctx context.Context) { must(b.PutWhistleEvent(ctx, second))(b) })
		second.ID = must(b.PutWhistleEvent(b.Context(), second))(b)
		if second.ID <= e.ID {
			b.Fatalf("event %d after %d", second.ID, e.ID)
		}
		equal(b, must(b.WhistleEvents(b.Context(), n))(b), []intake.WhistleEvent{e, second})
	}},
	{"due are those whose time to be looked at has come, the longest due first", func(b *bench) {
		ticket := b.open()
		var numbers []int64
		for _, wait := range []time.Duration{time.Hour, time.Minute, 2 * time.Hour, -1} {
			w := whistle(ticket)
			if w.LookAt = noon.Add(wait); wait < 0 {
				w.LookAt = time.Time{}
			}
			numbers = append(numbers, must(b.OpenWhistle(b.Context(), w))(b))
		}
		equal(b, must(b.DueWhistles(b.Context(), noon.Add(time.Hour), 10))(b), []int64{numbers[1], numbers[0]})
		equal(b, must(b.DueWhistles(b.Context(), noon.Add(3*time.Hour), 1))(b), []int64{numbers[1]})
		equal(b, len(must(b.DueWhistles(b.Context(), noon, 10))(b)), 0)
	}},
	{"the rate counts whistles and tickets of a time apart, by cell", func(b *bench) {
		at := func(cell string, after time.Duration, s intake.Status) int64 {
			t := ticket()
			t.Fix.Cell, t.OpenedAt, t.Status = cell, noon.Add(after), s
			return must(b.OpenTicket(b.Context(), t))(b)
		}
		blown := func(ticket int64, after time.Duration) {
			w := whistle(ticket)
			w.BlownAt = noon.Add(after)
			must(b.OpenWhistle(b.Context(), w))(b)
		}
		early := at("b", -time.Hour, intake.StatusReported)
		one := at("b", 0, intake.StatusReported)
		at("a", time.Minute, intake.StatusClosed)
		at("a", time.Minute, intake.StatusMerged)
		at("a", time.Minute, intake.StatusRejected)
		blown(one, time.Minute)
		blown(one, 2*time.Minute)
		blown(early, time.Minute) // the ticket is older than the whistle
		blown(one, time.Hour)     // too late
		w := whistle(one)
		w.BlownAt = time.Time{}
		must(b.OpenWhistle(b.Context(), w))(b)
		equal(b, must(b.WhistleRates(b.Context(), noon, noon.Add(time.Hour)))(b), []intake.WhistleRate{
			{Cell: "a", Tickets: 1}, {Cell: "b", Whistles: 3, Tickets: 1},
		})
	}},
}
