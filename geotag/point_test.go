package geotag

import (
	"math"
	"strings"
	"testing"
)

func TestParsePoint(t *testing.T) {
	tests := []struct {
		in    string
		want  Point
		wrong string // part of the error
	}{
		{in: "34.2653,108.9123", want: Point{34.2653, 108.9123}},
		{in: " -33.9 , 18.4 ", want: Point{-33.9, 18.4}},
		{in: "34.2653，108.9123", want: Point{34.2653, 108.9123}},
		{in: "0,0", want: Point{}},
		{in: "108.9123,34.2653", wrong: "longitude given first?"},
		{in: "91,200", wrong: "latitude 91"},
		{in: "34,181", wrong: "longitude 181"},
		{in: "34", wrong: "want LAT,LON"},
		{in: "north,108", wrong: `latitude "north" is not a number`},
		{in: "34,", wrong: `longitude "" is not a number`},
		{in: "NaN,108", wrong: "not a number"},
		{in: "34,Inf", wrong: "not a number"},
	}
	for _, tt := range tests {
		got, err := ParsePoint(tt.in)
		switch {
		case tt.wrong == "" && (err != nil || got != tt.want):
			t.Errorf("ParsePoint(%q) = %v, %v", tt.in, got, err)
		case tt.wrong != "" && (err == nil || !strings.Contains(err.Error(), tt.wrong)):
			t.Errorf("ParsePoint(%q): error %v, want one with %q", tt.in, err, tt.wrong)
		}
	}
}

func TestDistance(t *testing.T) {
	// One degree along a meridian of the sphere, and a quarter of the way round.
	if d := (Point{30, 104}).DistanceTo(Point{31, 104}); math.Abs(d-111195) > 1 {
		t.Errorf("one degree is %.1f m", d)
	}
	if d := (Point{0, 0}).DistanceTo(Point{0, 90}); math.Abs(d-10007557) > 10 {
		t.Errorf("a quarter is %.1f m", d)
	}
	p := Point{38.6, 104.1}
	if d := p.DistanceTo(p.Move(30, -40)); math.Abs(d-50) > 0.01 {
		t.Errorf("30 m north and 40 m west is %.3f m away", d)
	}
}
