package geotag

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestLocate(t *testing.T) {
	atlas := NewAtlas(sampleCells(t), samplePlaces(t))
	now := time.Date(2026, 5, 4, 10, 0, 0, 0, time.UTC)
	market, _ := atlas.Gazetteer().Find("槐荫农贸市场", "", atlas.Grid())
	inside := market.Point
	community, reach, _ := atlas.Grid().Center("990101001002")
	photo := func(p Point, taken time.Time) []PhotoPosition { return []PhotoPosition{{Point: p, TakenAt: taken}} }
	far := Point{34.26, 108.91}
	tests := []struct {
		name    string
		clues   Clues
		want    Fix // zero Source if nothing is known
		address string
	}{
		{name: "nothing", clues: Clues{Words: "早上好", At: now}},
		{
			name:    "a pin before all else",
			clues:   Clues{Pin: &Pin{Point: inside}, Photos: photo(far, now), Words: "印刷技校", Cell: "990101", At: now},
			want:    Fix{Point: inside, Radius: 15, Source: SourcePin, Cell: "990101-06"},
			address: "槐荫街道 槐荫社区 第6网格",
		},
		{
			name:    "a venue far away, with the device's own radius",
			clues:   Clues{Pin: &Pin{Point: far, Radius: 40, Name: "钟楼", Address: "西大街"}, At: now},
			want:    Fix{Point: far, Radius: 40, Source: SourcePin},
			address: "西大街 钟楼（辖区外，距 青石街道 青石社区 第24网格 653 km）",
		},
		{
			name:    "a pin at 0,0 is none",
			clues:   Clues{Pin: &Pin{}, Words: "槐荫农贸市场", At: now},
			want:    Fix{Point: inside, Radius: 60, Source: SourcePlace, Cell: "990101-06"},
			address: "槐荫农贸市场（槐荫街道 槐荫社区 第6网格）",
		},
		{
			name:    "a fresh photo before the words",
			clues:   Clues{Photos: photo(inside, now.Add(-time.Hour)), Words: "印刷技校", At: now},
			want:    Fix{Point: inside, Radius: 25, Source: SourceExif, Cell: "990101-06"},
			address: "槐荫街道 槐荫社区 第6网格",
		},
		{
			name:    "the second photo, the first without a fix",
			clues:   Clues{Photos: append(photo(Point{}, now), photo(inside, time.Time{})...), At: now},
			want:    Fix{Point: inside, Radius: 25, Source: SourceExif, Cell: "990101-06"},
			address: "槐荫街道 槐荫社区 第6网格",
		},
		{
			name:    "words before an old photo",
			clues:   Clues{Photos: photo(far, now.AddDate(-1, 0, 0)), Words: "老菜场门口", Cell: "990101001002", At: now},
			want:    Fix{Point: inside, Radius: 80, Source: SourcePlace, Cell: "990101-06"},
			address: "槐荫农贸市场门口（槐荫街道 槐荫社区 第6网格）",
		},
		{
			name:    "the area of the chat before a photo from far away",
			clues:   Clues{Photos: photo(far, now), Words: "路灯坏了", Cell: "990101001002", At: now},
			want:    Fix{Point: community, Radius: reach, Source: SourceCell, Cell: "990101001002"},
			address: "槐荫街道 槐荫社区",
		},
		{
			name:    "a doubtful photo rather than nothing",
			clues:   Clues{Photos: photo(far, now), Words: "路灯坏了", At: now},
			want:    Fix{Point: far, Radius: 1000, Source: SourceExif},
			address: "（辖区外，距 青石街道 青石社区 第24网格 653 km）",
		},
		{
			name:    "a named community is no finer cell",
			clues:   Clues{Words: "槐荫社区垃圾没人收", Cell: "990101", At: now},
			want:    Fix{Point: community, Radius: reach, Source: SourcePlace, Cell: "990101001002"},
			address: "槐荫街道 槐荫社区",
		},
		{name: "an unknown area", clues: Clues{Words: "路灯坏了", Cell: "610104", At: now}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := atlas.Locate(tt.clues)
			tt.want.Address = tt.address
			if ok != (tt.want.Source != "") || got != tt.want {
				t.Errorf("%#v, want\n%#v", got, tt.want)
			}
		})
	}
}

// A road that runs through several areas is the part of it in the chat's own.
func TestLocateRoadInArea(t *testing.T) {
	atlas := NewAtlas(sampleCells(t), samplePlaces(t))
	for _, cell := range []string{"990101001001", "990101002001", "990101003001"} {
		fix, ok := atlas.Locate(Clues{Words: "书院路路灯不亮", Cell: cell})
		if !ok || fix.Source != SourcePlace || atlas.Grid().distanceTo(cell, fix.Point) > nearArea {
			t.Errorf("%s: %+v", cell, fix)
		}
	}
}

func TestAtlasEmpty(t *testing.T) {
	var atlas Atlas
	if fix, ok := atlas.Locate(Clues{Words: "书院路", Cell: "990101"}); ok {
		t.Errorf("an empty atlas knows %+v", fix)
	}
	p := Point{43.467, 11.885}
	if fix, ok := atlas.Locate(Clues{Photos: []PhotoPosition{{Point: p}}}); !ok || fix.Point != p || fix.Radius != radiusExif {
		t.Errorf("without cells a photo counts: %+v", fix)
	}
	if !atlas.NamesPlace("书院路") || atlas.NamesPlace("老槐树") {
		t.Error("without places only the grammar speaks")
	}
	atlas.Set(nil, []Place{{Point: p, Name: "老槐树"}})
	if !atlas.NamesPlace("老槐树倒了") {
		t.Error("a known nickname names a place")
	}
}

func TestAtlasReloads(t *testing.T) {
	cells, places := sampleCells(t), samplePlaces(t)
	atlas := NewAtlas(cells, places)
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			for range 200 {
				if fix, ok := atlas.Locate(Clues{Words: "槐荫农贸市场"}); !ok || fix.Cell != "990101-06" {
					t.Errorf("while reloading: %+v", fix)
				}
			}
		})
	}
	for range 20 {
		atlas.Set(cells, places)
	}
	readers.Wait()
}

func ExampleAtlas_Locate() {
	read := func(name string) *os.File {
		f, err := os.Open("../configs/sample/" + name)
		if err != nil {
			panic(err)
		}
		return f
	}
	cellFile, placeFile := read("cells.geojson"), read("places.csv")
	defer cellFile.Close()
	defer placeFile.Close()
	cells, _, _ := ReadCells(cellFile)
	places, _, _ := ReadPlacesCSV(placeFile)

	atlas := NewAtlas(cells, places)
	fix, _ := atlas.Locate(Clues{Words: "老菜场门口井盖没了", Cell: "990101001002"})
	fmt.Println(fix.Source, fix.Cell, fix.Address)
	var path []string
	for _, c := range atlas.Path(fix.Cell) {
		path = append(path, c.Name)
	}
	fmt.Println(strings.Join(path, " > "))
	// Output:
	// place 990101-06 槐荫农贸市场门口（槐荫街道 槐荫社区 第6网格）
	// 云桥区 > 槐荫街道 > 槐荫社区 > 第6网格
}
