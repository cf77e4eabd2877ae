package geotag

import (
	"strings"
	"testing"
)

func TestSurvey(t *testing.T) {
	parent := block("s", LevelStreet, "", 0, 0, 0.02, 0.02)
	west := block("a", LevelGrid, "s", 0, 0, 0.01, 0.02)
	east := block("b", LevelGrid, "s", 0.01, 0, 0.02, 0.02)
	bow := Cell{Code: "bow", Level: LevelGrid, Shape: []Polygon{{ring(1, 1, 1.02, 1.02, 1.02, 1, 1, 1.01)}}}
	mall := block("mall", LevelGrid, "s", 0.004, 0.004, 0.012, 0.008)
	mall.Exclusive = true
	tests := []struct {
		name  string
		cells []Cell
		want  []string // parts of the faults, in order
	}{
		{"all is well", []Cell{parent, west, east}, nil},
		{"a mall may lie across others", []Cell{parent, west, east, mall}, nil},
		{"half is missing", []Cell{parent, west}, []string{"cell a: nobody has what lies beside 1 of its 4 edges, such as at 0.010000,0.0100"}},
		{"an overlap", []Cell{parent, west, block("b", LevelGrid, "s", 0.008, 0, 0.02, 0.02)}, []string{"cell a: overlaps cell b, such as at"}},
		{"one within another", []Cell{parent, west, east, block("c", LevelGrid, "s", 0.002, 0.002, 0.004, 0.004)}, []string{"cell c: overlaps cell a"}},
		{"outside of the parent", []Cell{parent, west, block("b", LevelGrid, "s", 0.01, 0, 0.03, 0.02)}, []string{"cell b: reaches outside of its parent s at 1 of its 4 edges"}},
		{"rounding is no fault", []Cell{parent, west, block("b", LevelGrid, "s", 0.010001, 0, 0.02, 0.020001)}, nil},
		{"a bow tie", []Cell{bow}, []string{"cell bow: its border crosses itself at 1.0"}},
		{"a cell that only its places make", []Cell{parent, west, east, {Code: "m", Level: LevelGrid, Parent: "s", Places: []string{"市场"}}}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			faults := Survey(tt.cells)
			for i, f := range faults {
				if i >= len(tt.want) || !strings.HasPrefix(f.String(), tt.want[i]) || !f.Kept {
					t.Errorf("unexpected: %s", f)
				}
			}
			if len(faults) < len(tt.want) {
				t.Errorf("%d faults, want %q", len(faults), tt.want)
			}
		})
	}
	if faults := Survey(sampleCells(t)); len(faults) != 0 {
		t.Errorf("the sample district: %v", faults)
	}
}

func TestReadCellsAdopts(t *testing.T) {
	file := oneFeature(`{"code":"s","level":"street","name":"s"}`, `"geometry":{"type":"Polygon","coordinates":[[[0,0],[0.02,0],[0.02,0.02],[0,0.02],[0,0]]]}`) + "\n" +
		oneFeature(`{"code":"in","level":"grid","name":"in"}`, `"geometry":{"type":"Polygon","coordinates":[[[0,0],[0.01,0],[0.01,0.02],[0,0.02],[0,0]]]}`) + "\n" +
		oneFeature(`{"code":"out","level":"grid","name":"out"}`, `"geometry":{"type":"Polygon","coordinates":[[[0.01,0],[0.03,0],[0.03,0.02],[0.01,0.02],[0.01,0]]]}`) + "\n" +
		`{"type":"Feature","properties":{"code":"m","level":"grid","name":"m","parent":"s","exclusive":true,"places":["市场","mall "]},"geometry":null}`
	cells, faults, err := ReadCells(strings.NewReader(file))
	if err != nil || len(cells) != 4 {
		t.Fatalf("%d cells, %v, %v", len(cells), faults, err)
	}
	if cells[1].Parent != "s" || cells[2].Parent != "" {
		t.Errorf("parents are %q and %q", cells[1].Parent, cells[2].Parent)
	}
	if m := cells[3]; !m.Exclusive || len(m.Places) != 2 || m.Places[1] != "mall" {
		t.Errorf("%+v", m)
	}
	said := ""
	for _, f := range faults {
		said += f.String() + "\n"
	}
	for _, want := range []string{"(in): no parent: taken for a part of s", "(out): a grid without a parent"} {
		if !strings.Contains(said, want) {
			t.Errorf("nothing said of %q in\n%s", want, said)
		}
	}
}

// What is said to be at a place of an exclusive cell belongs to that cell, drawn
// or not, and so does a point in it.
func TestExclusiveCells(t *testing.T) {
	ground := block("g", LevelGrid, "", 0, 0, 0.02, 0.02)
	mall := block("mall", LevelGrid, "", 0.004, 0.004, 0.012, 0.008)
	mall.Exclusive = true
	market := Cell{Code: "market", Name: "市场网格", Level: LevelGrid, Places: []string{"大市场"}}
	place := Place{Point: Point{0.015, 0.015}, Name: "槐荫大市场", Aliases: []string{"大市场"}, Kind: PlacePoi}
	atlas := NewAtlas([]Cell{ground, market, mall}, []Place{place})
	tests := []struct {
		name  string
		clues Clues
		want  string
	}{
		{"in the mall", Clues{Pin: &Pin{Point: Point{0.006, 0.006}}}, "mall"},
		{"beside it", Clues{Pin: &Pin{Point: Point{0.009, 0.006}}}, "g"},
		{"at the market, by name", Clues{Words: "槐荫大市场门口漏水"}, "market"},
		{"at the market, by its nickname", Clues{Words: "大市场二楼漏水"}, "market"},
		{"a venue", Clues{Pin: &Pin{Point: Point{0.015, 0.015}, Name: "大市场"}}, "market"},
		{"a pin there says nothing of the market", Clues{Pin: &Pin{Point: Point{0.015, 0.015}}}, "g"},
		{"the chat of the market", Clues{Words: "电梯坏了", Cell: "market"}, "market"},
	}
	for _, tt := range tests {
		if fix, _ := atlas.Locate(tt.clues); fix.Cell != tt.want {
			t.Errorf("%s: %q, want %q (%+v)", tt.name, fix.Cell, tt.want, fix)
		}
	}
}

func TestSelfCrossing(t *testing.T) {
	for name, tt := range map[string]struct {
		ring    Ring
		crosses bool
	}{
		"square":            {ring(0, 0, 1, 0, 1, 1, 0, 1), false},
		"bow tie":           {ring(0, 0, 1, 1, 1, 0, 0, 1), true},
		"touches at a side": {ring(0, 0, 2, 0, 2, 2, 1, 0, 0, 2), false},
		"a loop far along":  {ring(0, 0, 5, 0, 5, 1, 4, 1, 4, -1, 3, -1, 3, 1, 0, 1), true},
	} {
		if _, crosses := tt.ring.selfCrossing(); crosses != tt.crosses {
			t.Errorf("%s: %v", name, crosses)
		}
	}
}
