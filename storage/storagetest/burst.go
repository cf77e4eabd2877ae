package storagetest

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"snapgrid/intake"
)

var burstLaws = []law{
	{"open messages are one sender's in one chat, oldest first", func(b *bench) {
		heard := b.put(said("a", "1", "x", "1"), said("a", "2", "y", "2"), said("b", "3", "x", "3"), said("a", "4", "x", "4"))
		open := must(b.OpenMessages(b.Context(), heard[0].ChatID, "x"))(b)
		equal(b, open, []intake.Heard{heard[0], heard[3]})
		equal(b, len(must(b.OpenMessages(b.Context(), heard[0].ChatID, "nobody"))(b)), 0)
	}},
	{"a taken message has its outcome and is not open", func(b *bench) {
		heard := b.put(said("a", "1", "x", "1"), said("a", "2", "x", "2"))
		verdict := intake.Verdict{Kind: intake.IsReport, Confidence: 0.75, Reason: "matched: 塌陷\x00", Category: "E0401", Severity: intake.Urgent}
		outcome := intake.Outcome{State: intake.MessageTicket, Ticket: 7, Part: intake.PartReport, Verdict: verdict}
		b.ok(b.TakeMessages(b.Context(), []int64{heard[0].Number, heard[0].Number}, outcome))
		m := must(b.FindMessage(b.Context(), heard[0].ChatID, "1"))(b)
		verdict.Reason = "matched: 塌陷"
		equal(b, m.Verdict, verdict)
		equal(b, []any{m.State, m.Ticket, m.Part}, []any{intake.MessageTicket, int64(7), intake.PartReport})
		equal(b, must(b.OpenMessages(b.Context(), m.ChatID, "x"))(b), heard[1:])
		equal(b, must(b.TicketMessages(b.Context(), 7))(b), []intake.Heard{m})
		equal(b, len(must(b.TicketMessages(b.Context(), 0))(b)), 0)
		b.ok(b.TakeMessages(b.Context(), nil, outcome))
	}},
	{"messages are taken all or none", func(b *bench) {
		heard := b.put(said("a", "1", "x", "1"), said("a", "2", "x", "2"))
		b.take(1, intake.PartReport, heard[0].Number)
		b.ok(b.InTx(b.Context(), func(ctx context.Context) error {
			b.code(b.TakeMessages(ctx, []int64{heard[0].Number, heard[1].Number}, intake.Outcome{State: intake.MessageChatter}), intake.CodeConflict)
			return nil // even if the transaction goes on
		}))
		equal(b, must(b.FindMessage(b.Context(), heard[0].ChatID, "2"))(b).State, intake.MessageOpen)
		b.code(b.TakeMessages(b.Context(), []int64{1 << 40}, intake.Outcome{State: intake.MessageChatter}), intake.CodeConflict)
	}},
	{"of two that take a burst one gets it", func(b *bench) {
		for round := range 10 {
			heard := b.put(said("a", fmt.Sprint(round, "a"), "x", "1"), said("a", fmt.Sprint(round, "b"), "x", "2"))
			var won atomic.Int64
			atOnce(b.T, 4, func(i int) {
				err := b.InTx(b.Context(), func(ctx context.Context) error {
					n, err := b.OpenTicket(ctx, ticket())
					if err != nil {
						return err
					}
					return b.TakeMessages(ctx, []int64{heard[i%2].Number, heard[1-i%2].Number}, intake.Outcome{State: intake.MessageTicket, Ticket: n})
				})
				if err == nil {
					won.Add(1)
				} else if intake.CodeOf(err) != intake.CodeConflict {
					b.Error(err)
				}
			})
			equal(b, won.Load(), 1)
		}
		equal(b, b.open(), 11) // the losers left no gap
	}},
	{"bursts that wait are found by age", func(b *bench) {
		b.ok(b.later(noon, said("a", "1", "x", "1"), said("a", "2", "x", "2"), said("b", "3", "y", "3")))
		b.ok(b.later(noon.Add(time.Minute), said("b", "4", "z", "4")))
		a := must(b.FindChat(b.Context(), ref("a")))(b).ID
		c := must(b.FindChat(b.Context(), ref("b")))(b).ID
		equal(b, len(must(b.WaitingBursts(b.Context(), noon))(b)), 0)
		equal(b, must(b.WaitingBursts(b.Context(), noon.Add(time.Second)))(b),
			[]intake.AssembleBurst{{Chat: a, Sender: "x"}, {Chat: c, Sender: "y"}})
		open := must(b.OpenMessages(b.Context(), a, "x"))(b)
		b.take(1, intake.PartReport, open[0].Number, open[1].Number)
		equal(b, must(b.WaitingBursts(b.Context(), noon.Add(time.Hour)))(b),
			[]intake.AssembleBurst{{Chat: c, Sender: "y"}, {Chat: c, Sender: "z"}})
	}},
}
