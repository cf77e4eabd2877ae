package geotag

import (
	"testing"
)

// What addresses of places around teach about roads.
func TestAddressesTeach(t *testing.T) {
	here := Point{Lat: 38.6, Lon: 104.1}
	poi := func(name, address string, north, east float64) Place {
		return Place{Point: here.Move(north, east), Name: name, Kind: PlacePoi, Aliases: []string{address}}
	}
	g := NewGazetteer([]Place{
		poi("甲楼", "书院路与槐荫路交叉口东100米", 0, 100),
		poi("乙楼", "槐荫路与书院路交叉口北200米", 200, 0),
		poi("丙楼", "书院路与望河街交叉口西100米", 0, 900),
		poi("丁楼", "槐荫路与环山路交叉口", 800, 0),
		poi("戊楼", "环山路与钟楼街交叉口", 800, 500),
		poi("己楼", "科技二路11号", -500, 0),
		poi("庚楼", "科技二路31号(印刷厂地铁站B口步行200米)", -500, 1000),
		poi("绿地世纪城A区", "环山路", 900, 300),
	})
	for _, tt := range []struct {
		said              string
		north, east, near float64
	}{
		{"书院路和槐荫路路口有坑", 0, 0, 30},
		{"槐荫路与书院路交叉口往南50米", -50, 0, 30},
		{"望河街书院路口", 0, 1000, 30},
		{"望河街与环山路交叉口积水", 800, 1000, 120}, // never seen to meet
		{"科技二路21号", -500, 500, 30},       // between 11 and 31
		{"科技2路21号", -500, 500, 30},
		{"科技二路１１号门口", -500, 0, 30},
		{"绿地世纪城B区垃圾满了", 900, 300, 30}, // another part of it is known
		{"印刷厂地铁站门口", -500, 1000, 30},
	} {
		m, ok := g.Find(tt.said, "", NewGrid(nil))
		if off := m.DistanceTo(here.Move(tt.north, tt.east)); !ok || off > tt.near || off > m.Radius {
			t.Errorf("%s: %v, %.0f m off, radius %.0f", tt.said, ok, off, m.Radius)
		}
	}
}

// A number is sought along the road where its course is known, and roads cross
// where their courses do.
func TestCourse(t *testing.T) {
	here := Point{Lat: 38.6, Lon: 104.1}
	corner := here.Move(0, 1000)
	g := NewGazetteer([]Place{
		{Point: corner, Name: "弯月路", Kind: PlaceRoad, Line: []Point{here, corner, corner.Move(1000, 0)}},
		{Point: here, Name: "横街", Kind: PlaceRoad, Line: []Point{corner.Move(500, -500), corner.Move(500, 500)}},
		{Point: here, Name: "弯月路1号", Kind: PlaceAddress},
		{Point: corner.Move(1000, 0), Name: "弯月路21号", Kind: PlaceAddress},
	})
	for said, want := range map[string]Point{
		"弯月路11号":    corner,
		"弯月路与横街交叉口": corner.Move(500, 0),
	} {
		m, ok := g.Find(said, "", NewGrid(nil))
		if off := m.DistanceTo(want); !ok || off > 20 {
			t.Errorf("%s: %v, %.0f m off", said, ok, off)
		}
	}
}

// Two roads of one name far apart are two roads: the area of the chat says which,
// and without one staff choose.
func TestSameName(t *testing.T) {
	grid := NewGrid(sampleCells(t))
	near, _, _ := grid.Center("990101001002")
	far := near.Move(60_000, 0)
	places := []Place{
		{Point: near, Name: "人民路3号", Kind: PlaceAddress}, {Point: far, Name: "人民路3号", Kind: PlaceAddress, Cell: ""},
		{Point: near.Move(0, 300), Name: "老菜场", Kind: PlacePoi}, {Point: far, Name: "老菜场", Kind: PlacePoi},
	}
	atlas := NewAtlas(sampleCells(t), places)
	for _, said := range []string{"人民路3号", "老菜场"} {
		if m, ok := atlas.Gazetteer().Find(said, "990101001002", grid); !ok || m.DistanceTo(near) > 500 {
			t.Errorf("%s in the chat of an area: %v %v", said, m.Point, ok)
		}
		if m, ok := atlas.Gazetteer().Find(said, "", grid); ok {
			t.Errorf("%s without an area: %v", said, m.Point)
		}
		if choices := atlas.Choices(said, ""); len(choices) != 2 {
			t.Errorf("%s: choices %v", said, choices)
		}
	}
	if choices := atlas.Choices("老菜场", "990101001002"); len(choices) != 0 {
		t.Errorf("staff are asked what is plain: %v", choices)
	}
}

func TestAtlasLearns(t *testing.T) {
	atlas := NewAtlas(sampleCells(t), samplePlaces(t))
	center, _, _ := atlas.Grid().Center("990101001002")
	if _, ok := atlas.Locate(Clues{Words: "印刷大院门口有坑"}); ok {
		t.Fatal("known before it was learnt")
	}
	atlas.Learn([]Place{{Point: center, Name: "印刷大院", Kind: PlacePoi, Cell: "990101001002"}})
	fix, ok := atlas.Locate(Clues{Words: "印刷大院门口有坑", Cell: "990101001002"})
	if !ok || fix.DistanceTo(center) > 1 || !atlas.NamesPlace("印刷大院") {
		t.Errorf("%+v %v", fix, ok)
	}
	atlas.Set(sampleCells(t), samplePlaces(t))
	if _, ok := atlas.Locate(Clues{Words: "印刷大院门口有坑", Cell: "990101001002"}); !ok {
		t.Error("forgotten when the places were loaded again")
	}
}

func TestCountedDigits(t *testing.T) {
	for in, want := range map[string]string{
		"科技二路": "科技2路", "纬二十六路": "纬26路", "八一路": "81路", "十号楼": "10号楼", "一百零五号": "105号",
		"两路口": "2路口", "一二三": "一二三", "二环南路": "2环南路", "三〇一室": "301室", "": "",
	} {
		if got := fold(in); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}
