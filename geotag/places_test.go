package geotag

import (
	"bytes"
	"os"
	"reflect"
	"strings"
	"testing"
)

func TestReadPlacesCSV(t *testing.T) {
	in := "\xef\xbb\xbfcell, Lon ,lat,name,extra,kind,aliases,datum\r\n" +
		"07,104.1,38.6,槐荫农贸市场,x,POI,老菜场| 槐荫市场 |,\r\n" +
		",104.1,38.6,书院路,x,road,,WGS84\r\n" +
		",\"104.1\",38.6,\"A, B\",x,bridge,,\r\n" +
		"\r\n" +
		",38.6,104.1,颠倒,x,,,\r\n" +
		",104.1,north,字母,x,,,\r\n" +
		",104.1,38.6,,x,,,\r\n" +
		",104.1,38.6,书院路,x,road,,\r\n" +
		",104.1,38.6,东坡,x,,,tokyo\r\n" +
		",0,0,零,x,,,\r\n" +
		",104.1,38.6,坏\xff,x,,,\r\n" +
		",104.1\r\n" +
		",104.1,38.6,\"引\"号,x,,,\r\n" +
		",104.1,38.6,最后,x,area,,\r\n"
	places, faults, err := ReadPlacesCSV(strings.NewReader(in))
	if err != nil {
		t.Fatal(err)
	}
	spot := Point{38.6, 104.1}
	want := []Place{
		{Point: spot, Name: "槐荫农贸市场", Aliases: []string{"老菜场", "槐荫市场"}, Kind: PlacePoi, Cell: "07"},
		{Point: spot, Name: "书院路", Kind: PlaceRoad},
		{Point: spot, Name: "A, B", Kind: PlacePoi},
		{Point: spot, Name: "最后", Kind: PlaceArea},
	}
	if !reflect.DeepEqual(places, want) {
		t.Errorf("places\n%+v, want\n%+v", places, want)
	}
	told := []string{
		"line 6 (颠倒): latitude 104.1 is not within -90 and 90: longitude given first?",
		`line 7 (字母): lat "north" is not a number`,
		"line 8: no name",
		"line 9 (书院路): name, kind and cell are those of line 3 (书院路)",
		`line 10 (东坡): datum "tokyo": want wgs84, gcj02 or bd09`,
		"line 11 (零): position is 0,0",
		"line 12 (坏�): not UTF-8: save the file as UTF-8",
		`line 13: lat "" is not a number`,
		`line 14: extraneous or missing " in quoted-field`,
	}
	for i, f := range faults {
		if i >= len(told) || f.String() != told[i] || f.Kept {
			t.Errorf("fault %d: %v", i, f)
		}
	}
	if len(faults) != len(told) {
		t.Errorf("%d faults, want %d", len(faults), len(told))
	}
}

func TestReadPlacesDatum(t *testing.T) {
	wgs := Point{34.2653, 108.9123}
	for _, d := range []Datum{WGS84, GCJ02, BD09} {
		written := d.FromWGS84(wgs)
		in := "name,lat,lon,datum\n钟楼," + strings.ReplaceAll(written.String(), ",", ",") + "," + string(d) + "\n"
		places, faults, err := ReadPlacesCSV(strings.NewReader(in))
		if err != nil || len(faults) > 0 || len(places) != 1 {
			t.Fatalf("%s: %v %v %v", d, places, faults, err)
		}
		if off := places[0].DistanceTo(wgs); off > 0.2 {
			t.Errorf("%s: %.2f m off", d, off)
		}
	}
}

func TestReadPlacesCSVUnreadable(t *testing.T) {
	for in, want := range map[string]string{
		"":                        "empty",
		"name,lat\n钟楼,34\n":       `no column "lon"`,
		"38.6,104.1,槐荫农贸市场\n":     `no column "name"`,
		"\"name,lat,lon\n1,2,3\n": `"`,
	} {
		if _, _, err := ReadPlacesCSV(strings.NewReader(in)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: error %v, want one with %s", in, err, want)
		}
	}
}

func TestReadPlacesGeoJSON(t *testing.T) {
	in := `{"type":"FeatureCollection","features":[
		{"type":"Feature","properties":{"name":"市场","aliases":["老菜场","菜场"],"kind":"poi","cell":7},"geometry":{"type":"Point","coordinates":[104.1,38.6]}},
		{"type":"Feature","properties":{"name":"书院路","aliases":"书院大街|书院街"},"geometry":{"type":"LineString","coordinates":[[104,38],[104,38],[104,38.3],[104,38.4]]}},
		{"type":"Feature","properties":{"name":"公园"},"geometry":{"type":"Polygon","coordinates":[[[104,38],[104.2,38],[104.2,38.2],[104,38.2],[104,38]]]}},
		{"type":"Feature","properties":{"name":"校园","kind":"poi"},"geometry":{"type":"Polygon","coordinates":[[[104,38],[104.2,38],[104.2,38.2],[104,38.2],[104,38]]]}},
		{"type":"Feature","properties":{"name":"坏"},"geometry":{"type":"LineString","coordinates":[]}},
		{"type":"Feature","properties":{"name":"坏"},"geometry":null},
		{"type":"Feature","properties":7,"geometry":null}
	]}`
	places, faults, err := ReadPlacesGeoJSON(strings.NewReader(in))
	if err != nil {
		t.Fatal(err)
	}
	want := []Place{
		{Point: Point{38.6, 104.1}, Name: "市场", Aliases: []string{"老菜场", "菜场"}, Kind: PlacePoi, Cell: "7"},
		{Point: Point{38.2, 104}, Name: "书院路", Aliases: []string{"书院大街", "书院街"}, Kind: PlaceRoad, Line: []Point{{38, 104}, {38, 104}, {38.3, 104}, {38.4, 104}}},
		{Point: Point{38.1, 104.1}, Name: "公园", Kind: PlaceArea},
		{Point: Point{38.1, 104.1}, Name: "校园", Kind: PlacePoi},
	}
	if len(places) != len(want) {
		t.Fatalf("places %+v", places)
	}
	for i := range want {
		if off := places[i].DistanceTo(want[i].Point); off > 1 {
			t.Errorf("%s is %.1f m off", places[i].Name, off)
		}
		places[i].Point = want[i].Point
	}
	if !reflect.DeepEqual(places, want) {
		t.Errorf("places\n%+v, want\n%+v", places, want)
	}
	if len(faults) != 3 {
		t.Errorf("faults %v", faults)
	}
}

func samplePlaces(t testing.TB) []Place {
	t.Helper()
	f, err := os.Open("../configs/sample/places.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	places, faults, err := ReadPlacesCSV(f)
	if err != nil || len(faults) > 0 {
		t.Fatalf("sample places: %v %v", err, faults)
	}
	return places
}

func FuzzReadPlacesCSV(f *testing.F) {
	f.Add("name,lat,lon,aliases,kind,datum,cell\n老菜场,38.6,104.1,a|b,poi,gcj02,07\n")
	f.Add("lon,lat,name\n\"1\n2\",3\n")
	f.Fuzz(func(t *testing.T, in string) {
		places, _, err := ReadPlacesCSV(strings.NewReader(in))
		if err != nil {
			return
		}
		for _, p := range places {
			if p.Name == "" || p.check() != nil {
				t.Fatalf("took %+v", p)
			}
		}
		NewGazetteer(places).Find(in, "", NewGrid(nil))
	})
}

func FuzzReadPlacesGeoJSON(f *testing.F) {
	f.Add([]byte(`{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"老菜场","aliases":["菜场"]},"geometry":{"type":"Point","coordinates":[10,10]}}]}`))
	f.Add([]byte(`{"type":"Feature","properties":{"name":"书院路","datum":"gcj02"},"geometry":{"type":"LineString","coordinates":[[108,34],[108.1,34]]}}`))
	f.Add([]byte(`{"type":"Feature","properties":null,"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1]]]}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		places, _, err := ReadPlacesGeoJSON(bytes.NewReader(data))
		if err != nil {
			return
		}
		for _, p := range places {
			if !p.Valid() || p.Name == "" {
				t.Errorf("%q gives %+v", data, p)
			}
		}
	})
}
