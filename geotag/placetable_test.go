package geotag

import (
	"reflect"
	"testing"
)

func TestPlaceTable(t *testing.T) {
	places := []Place{
		{Point: Point{34.2653127, 108.9123456}, Name: "印刷技校", Aliases: []string{"技校", "老印校"}, Kind: PlacePoi, Cell: "610104-07"},
		{Point: Point{-90, -180}, Name: "a", Kind: PlaceArea},
		{Point: Point{90, 180}, Name: "\x00|\n", Aliases: []string{"", "\xff"}, Kind: PlacePoi, Cell: "610104-07"},
		{},
		{Point: Point{0.1, 1.0000001}, Name: "槐荫路", Kind: "a kind of its own"},
	}
	table := newPlaceTable(0)
	for i := range places {
		if n := table.add(&places[i]); n != int32(i) {
			t.Fatalf("place %d got number %d", i, n)
		}
	}
	table.clip()
	for i, want := range places {
		got := table.place(int32(i))
		if len(got.Aliases) == 0 {
			got.Aliases = nil
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%+v came out as %+v", want, got)
		}
	}
	if len(table.kinds) != 4 {
		t.Errorf("%d kinds, want 4", len(table.kinds))
	}
}

func TestPlaceTableKeepsACentimetre(t *testing.T) {
	at := Point{39.98765432109, -116.12345678901}
	table := newPlaceTable(1)
	if off := table.point(table.add(&Place{Point: at})).DistanceTo(at); off > 0.01 {
		t.Errorf("%.4f m off", off)
	}
}

// A course is not kept twice: the street has it.
func TestPlaceTableLeavesCoursesOut(t *testing.T) {
	table := newPlaceTable(1)
	i := table.add(&Place{Name: "书院路", Kind: PlaceRoad, Line: []Point{{34, 108}, {34, 108.1}}})
	if line := table.place(i).Line; line != nil {
		t.Errorf("has %v", line)
	}
}
