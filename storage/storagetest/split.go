package storagetest

import (
	"snapgrid/geotag"
	"snapgrid/intake"
)

var splitLaws = []law{
	{"a proposal comes back as kept, and changes", func(b *bench) {
		p := intake.Split{
			Ticket: 12,
			First:  intake.Half{Words: "陕A12345停在书院路", Masked: "〔车牌〕停在书院路", Category: "E0505", Severity: intake.Ordinary},
			Second: intake.Half{Words: "纺织路井盖没了", Masked: "纺织路井盖没了", Category: "P0103", Severity: intake.Emergency, Fix: geotag.Fix{
				Point: geotag.Point{Lat: 34.26, Lon: 108.91}, Radius: 30, Source: geotag.SourcePlace, Address: "纺织路", Cell: "610104-07",
			}},
		}
		_, err := b.SplitOf(b.Context(), 12)
		b.code(err, intake.CodeNotFound)
		b.ok(b.PutSplit(b.Context(), p))
		equal(b, must(b.SplitOf(b.Context(), 12))(b), p)
		p.Became = 13
		b.ok(b.PutSplit(b.Context(), p))
		equal(b, must(b.SplitOf(b.Context(), 12))(b), p)
	}},
}
