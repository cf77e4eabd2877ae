package storagetest

import (
	"context"

	"snapgrid/geotag"
)

// counts is the answer of PutCells and PutPlaces.
func counts(added, changed int, err error) func(b *bench) [2]int {
	return func(b *bench) [2]int {
		b.Helper()
		b.ok(err)
		return [2]int{added, changed}
	}
}

var areaLaws = []law{
	{"cells are kept by code", func(b *bench) {
		square := geotag.Ring{{Lat: 34.1, Lon: 108.1}, {Lat: 34.1, Lon: 108.2}, {Lat: 34.2, Lon: 108.2}}
		a := geotag.Cell{Code: "610104-07", Name: "红辉", Level: geotag.LevelGrid, Parent: "610104", Shape: []geotag.Polygon{{square, square[1:]}, {square}}}
		a.Exclusive, a.Places = true, []string{"红辉市场", "老市场"}
		top := geotag.Cell{Code: "610104", Name: "莲湖区", Level: geotag.LevelDistrict}
		version := must(b.AreasVersion(b.Context()))(b)
		equal(b, counts(b.PutCells(b.Context(), []geotag.Cell{a, top}))(b), [2]int{2, 0})
		equal(b, must(b.Cells(b.Context()))(b), []geotag.Cell{top, a})
		second := must(b.AreasVersion(b.Context()))(b)
		if second == version {
			b.Fatal("the version did not change")
		}
		equal(b, counts(b.PutCells(b.Context(), []geotag.Cell{top, a}))(b), [2]int{0, 0})
		equal(b, must(b.AreasVersion(b.Context()))(b), second)
		b.undone(func(ctx context.Context) {
			_, _, err := b.PutCells(ctx, []geotag.Cell{{Code: "x"}})
			b.ok(err)
		})
		equal(b, must(b.AreasVersion(b.Context()))(b), second)
		a.Name = "new"
		equal(b, counts(b.PutCells(b.Context(), []geotag.Cell{top, top, a, {Code: "Z"}}))(b), [2]int{1, 1})
		equal(b, must(b.Cells(b.Context()))(b), []geotag.Cell{top, a, {Code: "Z"}})
	}},
	{"places are kept by name, kind and cell", func(b *bench) {
		a := geotag.Place{Point: geotag.Point{Lat: 34.1, Lon: 108.1}, Name: "红辉市场", Aliases: []string{"市场", "老市场"}, Kind: geotag.PlacePoi, Cell: "c"}
		other := a
		other.Kind, other.Aliases = geotag.PlaceRoad, nil
		elsewhere := a
		elsewhere.Cell = ""
		equal(b, counts(b.PutPlaces(b.Context(), []geotag.Place{a, other, elsewhere}))(b), [2]int{3, 0})
		equal(b, counts(b.PutPlaces(b.Context(), []geotag.Place{a, other, elsewhere}))(b), [2]int{0, 0})
		equal(b, must(b.Places(b.Context()))(b), []geotag.Place{elsewhere, a, other})
		version := must(b.AreasVersion(b.Context()))(b)
		a.Lat = 35
		equal(b, counts(b.PutPlaces(b.Context(), []geotag.Place{a}))(b), [2]int{0, 1})
		equal(b, must(b.Places(b.Context()))(b), []geotag.Place{elsewhere, a, other})
		if must(b.AreasVersion(b.Context()))(b) == version {
			b.Fatal("the version did not change")
		}
	}},
	{"names are sorted by their characters, not by a language", func(b *bench) {
		var want []geotag.Place
		for _, name := range []string{"10", "9", "B", "a", "Ä", "一", "七"} {
			want = append(want, geotag.Place{Name: name})
		}
		equal(b, counts(b.PutPlaces(b.Context(), []geotag.Place{want[6], want[2], want[3], want[0], want[4], want[5], want[1]}))(b), [2]int{7, 0})
		equal(b, must(b.Places(b.Context()))(b), want)
	}},
	{"many at once", func(b *bench) {
		atOnce(b.T, 4, func(int) {
			if _, _, err := b.PutCells(b.Context(), []geotag.Cell{{Code: "a"}, {Code: "b"}}); err != nil {
				b.Error(err)
			}
		})
		equal(b, len(must(b.Cells(b.Context()))(b)), 2)
	}},
}
