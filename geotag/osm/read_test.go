package osm

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"snapgrid/geotag"
)

// town is a small extract: two roads that cross at a dual carriageway, a
// namesake far away, a school as an area, a lake as a relation, shops and houses.
func town(t testing.TB) []byte {
	t.Helper()
	var file bytes.Buffer
	nodes := newBlock()
	nodes.nodes([]node{
		{1, 34.5000, 107.4000, nil}, {2, 34.5000, 107.4050, nil}, {3, 34.5000, 107.4100, nil},
		{4, 34.4950, 107.4050, nil}, {5, 34.5050, 107.4050, nil}, {6, 34.5003, 107.4050, nil},
		{7, 34.7000, 107.4000, nil}, {8, 34.7000, 107.4010, nil},
		{9, 34.5100, 107.4100, nil}, {10, 34.5100, 107.4120, nil}, {11, 34.5120, 107.4120, nil}, {12, 34.5120, 107.4100, nil},
		{20, 34.5010, 107.4010, []string{"name", "老菜场", "amenity", "marketplace", "alt_name", "菜市场;东菜场", "note", "x"}},
		{21, 34.5011, 107.4011, []string{"addr:street", "河边路", "addr:housenumber", "12"}},
		{22, 34.5012, 107.4012, []string{"addr:street", "Mill Street", "addr:housenumber", "3", "name", "Kiosk", "shop", "kiosk"}},
		{23, 34.5013, 107.4013, []string{"name", "无所谓"}},
		{24, 34.5014, 107.4014, []string{"highway", "bus_stop", "name", "河边路口站"}},
	})
	ways := newBlock()
	ways.way(101, []int64{1, 2, 3}, "highway", "primary", "name", "河边路", "old_name", "滨河路", "ref", "X12")
	ways.way(102, []int64{4, 2, 6, 5}, "highway", "residential", "name", "学校街")
	ways.way(103, []int64{6, 3}, "highway", "primary", "name", "河边路")
	ways.way(104, []int64{7, 8}, "highway", "residential", "name", "河边路")
	ways.way(105, []int64{9, 10, 11, 12, 9}, "amenity", "school", "name", "第一中学", "addr:street", "学校街", "addr:housenumber", "1号")
	ways.way(106, []int64{9, 10, 11, 12, 9}, "natural", "water")
	ways.way(107, []int64{1, 99}, "highway", "service")
	relations := newBlock()
	relations.relation(201, 106, "type", "multipolygon", "natural", "water", "name", "南湖")
	relations.relation(202, 998, "type", "boundary", "boundary", "administrative", "name", "不在这里的镇")
	if err := errors.Join(writeHead(&file), nodes.write(&file), ways.write(&file), relations.write(&file)); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

var update = flag.Bool("update", false, "write the golden file anew")

// The file that tests of the whole program read is the town.
func TestTownFile(t *testing.T) {
	file := filepath.Join("testdata", "town.osm.pbf")
	if *update {
		if err := os.WriteFile(file, town(t), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if golden, err := os.ReadFile(file); err != nil || !bytes.Equal(golden, town(t)) {
		t.Errorf("%s is another town (%v): run the test with -update", file, err)
	}
}

func TestRead(t *testing.T) {
	var got []string
	var told []string
	take := func(places []geotag.Place) error {
		for _, p := range places {
			got = append(got, fmt.Sprintf("%s %s %s %v %s", p.Kind, p.Name, strings.Join(p.Aliases, "|"), p.Point, p.Cell))
		}
		return nil
	}
	if err := Read(t.Context(), bytes.NewReader(town(t)), func(p Progress) { told = append(told, fmt.Sprint(p.Pass, " ", p.Doing)) }, take); err != nil {
		t.Fatal(err)
	}
	if doing := strings.Join(told, ", "); doing != "1 areas, 2 roads and buildings, 3 points, 3 roads and crossings" {
		t.Errorf("told of %s", doing)
	}
	want := []string{
		"poi 老菜场 菜市场|东菜场 34.501000,107.401000 osm:n20",
		"address 河边路12号  34.501100,107.401100 osm:n21",
		"poi Kiosk  34.501200,107.401200 osm:n22",
		"address 3 Mill Street  34.501200,107.401200 osm:n22",
		"poi 河边路口站  34.501400,107.401400 osm:n24",
		"poi 第一中学  34.511000,107.411000 osm:w105",
		"address 学校街1号  34.511000,107.411000 osm:w105",
		"poi 南湖  34.511000,107.411000 osm:r201",
		"road 河边路 滨河路|X12 34.500000,107.405000 osm:w101",
		"road 河边路 滨河路|X12 34.700000,107.401000 osm:w104",
		"road 学校街  34.500300,107.405000 osm:w102",
		"intersection 河边路与学校街交叉口  34.500150,107.405000 osm:n2",
	}
	if !slices.Equal(got, want) {
		t.Errorf("places are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// What is read can be found by the words of a report.
func TestReadIsFound(t *testing.T) {
	var all []geotag.Place
	take := func(places []geotag.Place) error { all = append(all, places...); return nil }
	if err := Read(t.Context(), bytes.NewReader(town(t)), func(Progress) {}, take); err != nil {
		t.Fatal(err)
	}
	atlas := geotag.NewAtlas(nil, all)
	for words, want := range map[string]geotag.Point{
		"河边路和学校街交叉口红绿灯坏了": {Lat: 34.50015, Lon: 107.405},
		"东菜场门口污水":         {Lat: 34.501, Lon: 107.401},
		"学校街1号楼道堆东西":      {Lat: 34.511, Lon: 107.411},
	} {
		fix, ok := atlas.Locate(geotag.Clues{Words: words})
		if !ok || fix.DistanceTo(want) > 1 {
			t.Errorf("%s: %+v", words, fix)
		}
	}
}

func TestReadFails(t *testing.T) {
	file := town(t)
	nothing := func(Progress) {}
	none := func([]geotag.Place) error { return nil }
	for name, data := range map[string][]byte{"words": []byte("name,lat,lon\n"), "cut off": file[:len(file)-20]} {
		if err := Read(t.Context(), bytes.NewReader(data), nothing, none); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	full := errors.New("full")
	if err := Read(t.Context(), bytes.NewReader(file), nothing, func([]geotag.Place) error { return full }); !errors.Is(err, full) {
		t.Errorf("the database's error is %v", err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := Read(ctx, bytes.NewReader(file), nothing, none); err == nil {
		t.Error("read on after it was told to stop")
	}
}
