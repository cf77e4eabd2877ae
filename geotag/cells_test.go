package geotag

import (
	"bytes"
	"errors"
	"os"
	"strings"
	"testing"
	"testing/iotest"
)

const square = `"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]}`

func oneFeature(properties, geometry string) string {
	return `{"type":"Feature","properties":` + properties + `,` + geometry + `}`
}

func TestReadCells(t *testing.T) {
	tests := []struct {
		name  string
		in    string
		codes string   // of the cells taken
		told  []string // parts of the faults, in order
	}{
		{
			name:  "collection",
			in:    `{"type":"FeatureCollection","features":[` + oneFeature(`{"code":"a","name":"A","level":"district"}`, square) + `]}`,
			codes: "a",
		},
		{
			name:  "a feature on each line, with a mark and a number for a code",
			in:    "\xef\xbb\xbf" + oneFeature(`{"code":1,"name":"A","level":"district"}`, square) + "\n\n" + oneFeature(`{"code":2,"name":"B","level":"grid","parent":1}`, square) + "\n",
			codes: "1 2",
		},
		{
			name: "multi polygon with a hole and heights",
			in: oneFeature(`{"code":"a","name":"A","level":"grid"}`,
				`"geometry":{"type":"MultiPolygon","coordinates":[[[[0,0,9],[4,0,9],[4,4,9],[0,4,9],[0,0,9]],[[1,1],[2,1],[2,2],[1,1]]]]}`),
			codes: "a",
		},
		{
			name:  "code twice",
			in:    oneFeature(`{"code":"a","name":"A","level":"grid"}`, square) + oneFeature(`{"code":"a","name":"B","level":"grid"}`, square),
			codes: "a",
			told:  []string{"feature 2 (a): code is taken by feature 1 (a)"},
		},
		{
			name: "no code, no level, no geometry",
			in: oneFeature(`{"name":"A","level":"grid"}`, square) + oneFeature(`{"code":"b","level":"city"}`, square) +
				`{"type":"Feature","properties":{"code":"c","level":"grid"}}` + oneFeature(`null`, square),
			told: []string{"no code", `level "city"`, "no geometry", "no code"},
		},
		{
			name:  "no name",
			in:    oneFeature(`{"code":"b","level":"grid"}`, square),
			codes: "b",
			told:  []string{"called by its code"},
		},
		{
			name: "wrong geometry",
			in: oneFeature(`{"code":"a","level":"grid"}`, `"geometry":{"type":"Point","coordinates":[1,2]}`) +
				oneFeature(`{"code":"b","level":"grid"}`, `"geometry":{"type":"Polygon","coordinates":[1,2]}`) +
				oneFeature(`{"code":"c","level":"grid"}`, `"geometry":{"type":"Polygon","coordinates":[[[0,0],[1]]]}`) +
				oneFeature(`{"code":"d","level":"grid"}`, `"geometry":{"type":"Polygon","coordinates":[]}`),
			told: []string{"want Polygon", "coordinates:", "longitude and latitude", "no coordinates"},
		},
		{
			name: "short, flat and far rings",
			in: oneFeature(`{"code":"a","level":"grid"}`, `"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[0,0]]]}`) +
				oneFeature(`{"code":"b","level":"grid"}`, `"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[2,0],[0,0]]]}`) +
				oneFeature(`{"code":"c","level":"grid"}`, `"geometry":{"type":"Polygon","coordinates":[[[34,108],[35,108],[35,109],[34,108]]]}`),
			told: []string{"fewer than three", "no area", "longitude given first?"},
		},
		{
			name:  "open ring, repeated corner, empty hole",
			in:    oneFeature(`{"code":"a","name":"A","level":"grid"}`, `"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,0],[1,1]],[[0.5,0.5],[0.5,0.5]]]}`),
			codes: "a",
			told:  []string{"1 unclosed ring(s) closed, 2 repeated corner(s) dropped, 1 hole(s) without area dropped"},
		},
		{
			name: "parents",
			in: oneFeature(`{"code":"a","name":"A","level":"street","parent":"a"}`, square) +
				oneFeature(`{"code":"b","name":"B","level":"street","parent":"c"}`, square) +
				oneFeature(`{"code":"c","name":"C","level":"street","parent":"b"}`, square) +
				oneFeature(`{"code":"d","name":"D","level":"street","parent":"x"}`, square) +
				oneFeature(`{"code":"e","name":"E","level":"street","parent":"d"}`, square),
			codes: "d e",
			told:  []string{"own parent", "circle", "circle", "not above a street"},
		},
		{
			name:  "not a feature",
			in:    `{"type":"Topology","features":[{"type":"Thing"},` + oneFeature(`{"code":"a","name":"A","level":"grid"}`, square) + `]}`,
			codes: "a",
			told:  []string{`type "Thing"`},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			cells, faults, err := ReadCells(strings.NewReader(tt.in))
			if err != nil {
				t.Fatal(err)
			}
			var codes []string
			for _, c := range cells {
				codes = append(codes, c.Code)
			}
			if got := strings.Join(codes, " "); got != tt.codes {
				t.Errorf("cells %q, want %q", got, tt.codes)
			}
			told := map[bool]int{}
			for i, f := range faults {
				told[f.Kept]++
				if i >= len(tt.told) || !strings.Contains(f.String(), tt.told[i]) {
					t.Errorf("fault %d: %v", i, f)
				}
			}
			if len(faults) != len(tt.told) {
				t.Errorf("%d faults, want %d: %v", len(faults), len(tt.told), faults)
			}
		})
	}
}

func TestReadCellsUnreadable(t *testing.T) {
	for _, in := range []string{"", "[]", "hello", `{"type":"FeatureCollection"`, `{"features":3}`, `{"features":[{]}`, `{"features":[]}`, `{"features":[1]}`} {
		if _, _, err := ReadCells(strings.NewReader(in)); err == nil {
			t.Errorf("%q was read", in)
		}
	}
	broken := errors.New("disk is gone")
	if _, _, err := ReadCells(iotest.ErrReader(broken)); !errors.Is(err, broken) {
		t.Errorf("error %v, want one that wraps the reader's", err)
	}
}

func sampleCells(t testing.TB) []Cell {
	t.Helper()
	data, err := os.ReadFile("../configs/sample/cells.geojson")
	if err != nil {
		t.Fatal(err)
	}
	cells, faults, err := ReadCells(bytes.NewReader(data))
	if err != nil || len(faults) > 0 {
		t.Fatalf("sample cells: %v %v", err, faults)
	}
	return cells
}

func FuzzReadCells(f *testing.F) {
	f.Add([]byte(oneFeature(`{"code":"a","level":"grid"}`, square)))
	f.Add([]byte(`{"type":"FeatureCollection","features":[` + oneFeature(`{"code":1,"level":"grid","parent":1}`, square) + `]}`))
	f.Add([]byte(`{"features":[null,{"geometry":{"type":"MultiPolygon","coordinates":[[[[1e308,1]]]]}}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		cells, _, err := ReadCells(bytes.NewReader(data))
		if err != nil {
			return
		}
		grid := NewGrid(cells)
		for _, c := range cells {
			center, _, ok := grid.Center(c.Code)
			if !ok {
				t.Fatalf("%q has no centre", c.Code)
			}
			grid.CellAt(center)
			grid.Path(c.Code)
		}
	})
}
