package storagetest

import (
	"time"

	"snapgrid/intake"
)

var inboxLaws = []law{
	{"what was laid aside of somebody, oldest first", func(b *bench) {
		heard := b.put(said("a", "1", "x", "1"), said("a", "2", "x", "2"), said("a", "3", "y", "3"), said("a", "4", "x", "4"), said("b", "5", "x", "5"))
		for _, i := range []int{0, 2, 3, 4} {
			b.ok(b.TakeMessages(b.Context(), []int64{heard[i].Number}, intake.Outcome{State: intake.MessageUnsure}))
		}
		aside := must(b.LaidAside(b.Context(), heard[0].ChatID, "x", noon))(b)
		equal(b, len(aside), 2)
		equal(b, []string{aside[0].ID, aside[1].ID}, []string{"1", "4"})
		equal(b, len(must(b.LaidAside(b.Context(), heard[0].ChatID, "x", noon.Add(time.Second)))(b)), 0)
	}},
	{"the inbox is newest first, page by page", func(b *bench) {
		heard := b.put(said("a", "1", "x", "1"), said("a", "2", "x", "2"), said("a", "3", "x", "3"), said("a", "4", "x", "4"))
		for _, h := range heard[:3] {
			b.ok(b.TakeMessages(b.Context(), []int64{h.Number}, intake.Outcome{State: intake.MessageUnsure}))
		}
		page := must(b.UnsureMessages(b.Context(), 0, 2))(b)
		equal(b, []string{page[0].ID, page[1].ID}, []string{"3", "2"})
		page = must(b.UnsureMessages(b.Context(), page[1].Number, 2))(b)
		equal(b, len(page), 1)
		equal(b, page[0].ID, "1")
	}},
	{"what may be an emergency is found in the inbox", func(b *bench) {
		heard := b.put(said("a", "1", "x", "1"), said("a", "2", "x", "2"), said("a", "3", "x", "3"))
		for i, severity := range []intake.Severity{intake.Emergency, intake.Urgent, intake.Emergency} {
			v := intake.Verdict{Kind: intake.IsUnsure, Severity: severity, Reason: `says "severity":"emergency"`}
			b.ok(b.TakeMessages(b.Context(), []int64{heard[i].Number}, intake.Outcome{State: intake.MessageUnsure, Verdict: v}))
		}
		dangers := must(b.UnsureDangers(b.Context(), 10))(b)
		equal(b, len(dangers), 2)
		equal(b, []string{dangers[0].ID, dangers[1].ID}, []string{"3", "1"})
		equal(b, len(must(b.UnsureDangers(b.Context(), 1))(b)), 1)
	}},
}
