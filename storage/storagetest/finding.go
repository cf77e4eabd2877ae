package storagetest

import (
	"context"
	"sync/atomic"
	"time"

	"snapgrid/intake"
)

var findingLaws = []law{
	{"a finding is kept once, and comes back", func(b *bench) {
		far := intake.Finding{Ticket: 3, Photo: 5, Kind: intake.FindingFar, Metres: 321.5, At: noon}
		reused := intake.Finding{Ticket: 3, Photo: 5, Kind: intake.FindingReused, Other: 1, At: noon.Add(time.Hour)}
		again := reused
		again.Other = 2
		want := []intake.Finding{far, reused, again}
		for i := range want {
			want[i].ID = must(b.PutFinding(b.Context(), want[i]))(b)
			want[i].At = kept(want[i].At)
			equal(b, must(b.PutFinding(b.Context(), want[i]))(b), int64(0))
		}
		equal(b, must(b.Findings(b.Context(), 3))(b), want)
		equal(b, len(must(b.Findings(b.Context(), 4))(b)), 0)
		equal(b, want[0].ID < want[1].ID && want[1].ID < want[2].ID && want[0].ID > 0, true)
		b.undone(func(ctx context.Context) {
			must(b.PutFinding(ctx, intake.Finding{Ticket: 4, Kind: intake.FindingBlack, At: noon}))(b)
		})
		equal(b, len(must(b.Findings(b.Context(), 4))(b)), 0)
	}},
	{"of many that find the same one is new", func(b *bench) {
		var added atomic.Int64
		atOnce(b.T, 8, func(int) {
			id, err := b.PutFinding(b.Context(), intake.Finding{Ticket: 1, Photo: 2, Kind: intake.FindingBlurred, At: noon})
			if err == nil && id > 0 {
				added.Add(1)
			}
		})
		equal(b, added.Load(), 1)
	}},
}
