package pipeline

import (
	"context"
	"errors"
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

// fakeGeocoder has one answer, and keeps what it was asked.
type fakeGeocoder struct {
	asked []string
	knows *geotag.Pin
	fails error
}

func (g *fakeGeocoder) Ask(_ context.Context, address string) (*geotag.Pin, error) {
	g.asked = append(g.asked, address)
	return g.knows, g.fails
}

// An online service is asked only where nothing better is known, and only for the
// address; a failure or an answer from another city changes nothing.
func TestLocateOnline(t *testing.T) {
	center := geotag.Point{Lat: 34.5, Lon: 107.4}
	square := geotag.Ring{center.Move(-900, -900), center.Move(-900, 900), center.Move(900, 900), center.Move(900, -900)}
	atlas := geotag.NewAtlas(
		[]geotag.Cell{{Code: "c1", Name: "河边社区", Level: geotag.LevelCommunity, Shape: []geotag.Polygon{{square}}}},
		[]geotag.Place{{Point: center.Move(100, 0), Name: "老菜场"}},
	)
	near, far := &geotag.Pin{Point: center.Move(300, 0), Radius: 60}, &geotag.Pin{Point: geotag.Point{Lat: 30, Lon: 120}, Radius: 60}
	tests := []struct {
		name, words, cell string
		answer            *geotag.Pin
		fails             error
		asked             string
		want              geotag.Source
	}{
		{"nothing known", "张三说书院路12号3单元漏水", "c1", near, nil, "书院路12号", geotag.SourceGeocoder},
		{"a known place", "老菜场漏水", "c1", near, nil, "", geotag.SourcePlace},
		{"no address", "漏水", "c1", near, nil, "", geotag.SourceCell},
		{"no answer", "书院路12号漏水", "c1", nil, nil, "书院路12号", geotag.SourceCell},
		{"a failure", "书院路12号漏水", "c1", nil, errors.New("down"), "书院路12号", geotag.SourceCell},
		{"another city", "书院路12号漏水", "c1", far, nil, "书院路12号", geotag.SourceCell},
	}
	for _, tt := range tests {
		service := &fakeGeocoder{knows: tt.answer, fails: tt.fails}
		line := New(Needs{Atlas: atlas, Geocoder: service})
		fix := line.locate(t.Context(), geotag.Clues{Words: tt.words, Cell: tt.cell})
		asked := ""
		for _, address := range service.asked {
			asked += address
		}
		if asked != tt.asked || fix.Source != tt.want {
			t.Errorf("%s: asked %q, want %q; %s, want %s", tt.name, asked, tt.asked, fix.Source, tt.want)
		}
	}
}
