package pipeline

import (
	"testing"

	"snapgrid/geotag"
	"snapgrid/intake"
)

// Positions in the words come from links and codes, short codes by the area of
// the chat, and the names of places are not looked for inside of links.
func TestClues(t *testing.T) {
	center := geotag.Point{Lat: 34.5, Lon: 107.4}
	square := geotag.Ring{center.Move(-900, -900), center.Move(-900, 900), center.Move(900, 900), center.Move(900, -900)}
	atlas := geotag.NewAtlas(
		[]geotag.Cell{{Code: "c1", Name: "河边社区", Level: geotag.LevelCommunity, Shape: []geotag.Polygon{{square}}}},
		[]geotag.Place{{Point: center.Move(100, 0), Name: "marker"}},
	)
	tests := []struct {
		name, words string
		want        geotag.Source
		near        geotag.Point
	}{
		{"a link", "井盖没了 https://www.openstreetmap.org/?mlat=34.502&mlon=107.401", geotag.SourceLink, geotag.Point{Lat: 34.502, Lon: 107.401}},
		{"a link without coordinates", "井盖没了 https://uri.amap.com/marker?name=x", geotag.SourceCell, center},
		{"a short plus code", "井盖没了 G92X+XX", geotag.SourceTyped, geotag.Point{Lat: 34.5024, Lon: 107.4}},
		{"a short plus code of another town", "井盖没了 G92X+XX 别处县", geotag.SourceCell, center},
		{"words", "井盖没了", geotag.SourceCell, center},
	}
	for _, tt := range tests {
		said := []intake.Heard{{Message: intake.Message{Text: tt.words}}}
		fix, _ := atlas.Locate(Clues(atlas, intake.Chat{Cell: "c1"}, said))
		if fix.Source != tt.want || fix.DistanceTo(tt.near) > 20 {
			t.Errorf("%s: %s at %v, want %s at %v", tt.name, fix.Source, fix.Point, tt.want, tt.near)
		}
		if NamesPlace(atlas, tt.words) != (tt.want != geotag.SourceCell || tt.name == "a short plus code of another town") {
			t.Errorf("%s: whether the words name a place is wrong", tt.name)
		}
	}
}
