package storagetest

import (
	"context"
	"time"

	"snapgrid/geotag"
)

var learntLaws = []law{
	{"a name is learnt by its uses", func(b *bench) {
		at := time.Date(2026, 5, 4, 10, 0, 0, 123000, time.UTC)
		p := geotag.Point{Lat: 34.1, Lon: 108.1}
		version := must(b.LearntVersion(b.Context()))(b)
		b.ok(b.Learn(b.Context(), "红辉技校", "c", p, at))
		b.ok(b.Learn(b.Context(), "红辉技校", "c", p, at))
		b.ok(b.Learn(b.Context(), "红辉技校", "d", p, at))
		want := geotag.Learnt{Point: p, Name: "红辉技校", Cell: "c", Count: 2, Weight: 2, At: at}
		other := want
		other.Cell, other.Count, other.Weight = "d", 1, 1
		equal(b, must(b.Learnt(b.Context()))(b), []geotag.Learnt{want, other})
		if must(b.LearntVersion(b.Context()))(b) == version {
			b.Fatal("the version did not change")
		}
		b.undone(func(ctx context.Context) { b.ok(b.Learn(ctx, "x", "c", p, at)) })

		want.State, want.Lat = geotag.LearntCorrected, 34.2
		b.ok(b.SaveLearnt(b.Context(), want))
		b.ok(b.Learn(b.Context(), "红辉技校", "c", p, at.Add(time.Hour)))
		equal(b, must(b.Learnt(b.Context()))(b), []geotag.Learnt{want, other})
	}},
	{"uses at once are all counted", func(b *bench) {
		p := geotag.Point{Lat: 34.1, Lon: 108.1}
		at := time.Date(2026, 5, 4, 10, 0, 0, 0, time.UTC)
		b.ok(b.Learn(b.Context(), "a", "c", p, at))
		atOnce(b.T, 4, func(int) {
			if err := b.Learn(b.Context(), "a", "c", p, at); err != nil {
				b.Error(err)
			}
		})
		equal(b, must(b.Learnt(b.Context()))(b)[0].Count, 5)
	}},
	{"the course of a road is kept", func(b *bench) {
		road := geotag.Place{Point: geotag.Point{Lat: 34.1, Lon: 108.1}, Name: "红辉路", Kind: geotag.PlaceRoad}
		road.Line = []geotag.Point{{Lat: 34.1, Lon: 108.1}, {Lat: 34.1, Lon: 108.2}}
		equal(b, counts(b.PutPlaces(b.Context(), []geotag.Place{road}))(b), [2]int{1, 0})
		equal(b, must(b.Places(b.Context()))(b), []geotag.Place{road})
		road.Line = road.Line[:1]
		equal(b, counts(b.PutPlaces(b.Context(), []geotag.Place{road}))(b), [2]int{0, 1})
	}},
}
