package stats

import (
	"fmt"
	"reflect"
	"testing"

	"snapgrid/geotag"
	"snapgrid/intake"
)

func TestRecurring(t *testing.T) {
	here := geotag.Point{Lat: 34.26, Lon: 108.9}
	rules := Rules{Times: 2, Spread: func(class string) float64 {
		if class == "P0103" {
			return 40
		}
		return 60
	}}
	spot := func(f Fact, north, east float64) Fact {
		f.Point = here.Move(north, east)
		return f
	}
	again := []Fact{ // mended on the 2nd and 4th, back on the 3rd and 5th
		spot(solved(1, at(1, 9, 0), at(2, 9, 0)), 0, 0),
		spot(solved(2, at(3, 9, 0), at(4, 9, 0)), 50, 0),
		spot(matter(3, at(5, 9, 0)), 0, -50),
	}
	for name, tt := range map[string]struct {
		facts []Fact
		want  string
	}{
		"twice mended, twice back":        {again, "[1 2 3]×2"},
		"in any order":                    {[]Fact{again[2], again[0], again[1]}, "[1 2 3]×2"},
		"once back is no habit":           {again[:2], ""},
		"too far away":                    {[]Fact{again[0], again[1], spot(matter(3, at(5, 9, 0)), 0, 70)}, ""},
		"another class":                   {[]Fact{again[0], again[1], with(again[2], func(f *Fact) { f.Class = "E0402" })}, ""},
		"a class of narrow spots":         {narrow(again), ""},
		"a second word while it is open":  {append(again[:2:2], with(again[2], func(f *Fact) { f.Opened = at(3, 10, 0) })), ""},
		"what was merged is not counted":  {[]Fact{again[0], again[1], with(again[2], func(f *Fact) { f.Status = intake.StatusMerged })}, ""},
		"explained is not mended":         {explained(again), ""},
		"a refused one does not keep out": {append(again[:3:3], with(spot(matter(9, at(2, 10, 0)), 0, 0), func(f *Fact) { f.Status = intake.StatusRejected })), "[1 2 3]×2"},
	} {
		got := ""
		hot, _ := hotSpots(tt.facts, rules)
		for _, s := range hot {
			got += fmt.Sprintf("%v×%d", s.Tickets, s.Back)
		}
		if got != tt.want {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
	lost := with(again[0], func(f *Fact) { f.Point = geotag.Point{} })
	if hot, adrift := hotSpots([]Fact{lost, lost, lost}, rules); len(hot) != 0 || adrift != 3 {
		t.Errorf("without points: %v, %d adrift", hot, adrift)
	}
}

func hotSpots(facts []Fact, r Rules) ([]Spot, int) {
	return Recurring(november(), facts, lianhu, r)
}

func narrow(facts []Fact) (all []Fact) {
	for _, f := range facts {
		all = append(all, with(f, func(f *Fact) { f.Class = "P0103" }))
	}
	return all
}

func explained(facts []Fact) (all []Fact) {
	for _, f := range facts {
		if f.Ending != "" {
			f.Ending = intake.EndingExplained
		}
		all = append(all, f)
	}
	return all
}

// Squares only save looking: the spots are those that comparing all pairs finds.
func TestSquaresMissNothing(t *testing.T) {
	for _, lat := range []float64{0, 34.9999, -45.3, 69.5} {
		for _, apart := range []float64{1, 59, 60.5, 119} {
			for _, way := range [][2]float64{{0, 1}, {1, 0}, {0.7, 0.7}, {-0.7, 0.7}} {
				p := geotag.Point{Lat: lat, Lon: 108.9999}
				a, b := solved(1, at(1, 9, 0), at(2, 9, 0)), matter(2, at(3, 9, 0))
				a.Point, b.Point = p, p.Move(apart*way[0], apart*way[1])
				hot, _ := hotSpots([]Fact{a, b}, Rules{Times: 1, Spread: func(string) float64 { return 60 }})
				if near := a.Point.DistanceTo(b.Point) <= 60; near != (len(hot) == 1) {
					t.Errorf("%.1f m apart at %v: %+v", apart, p, hot)
				}
			}
		}
	}
}

func TestSpotsAreOrdered(t *testing.T) {
	far := func(n int, facts ...Fact) (all []Fact) {
		for _, f := range facts {
			f.N += int64(10 * n)
			f.Point = geotag.Point{Lat: 34 + float64(n)/100, Lon: 108}
			all = append(all, f)
		}
		return all
	}
	first := solved(1, at(1, 9, 0), at(1, 10, 0))
	second := solved(2, at(2, 9, 0), at(2, 10, 0))
	third := solved(3, at(3, 9, 0), at(3, 10, 0))
	facts := append(far(1, first, second), append(far(2, first, second, third), far(3, first, second)...)...)
	var order []int64
	hot, _ := hotSpots(facts, Rules{Times: 1, Spread: func(string) float64 { return 60 }})
	for _, s := range hot {
		order = append(order, s.Tickets[0])
	}
	if !reflect.DeepEqual(order, []int64{21, 11, 31}) {
		t.Errorf("%v", order)
	}
}
