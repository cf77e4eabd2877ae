package geotag

import (
	"math"
	"testing"
)

// Most roads of the city run 12° off east and north. Of two roads one crossing is
// known each: that they run with the others tells where they meet.
func TestGrain(t *testing.T) {
	const angle, block = 12 * math.Pi / 180, 300.0
	start := Point{Lat: 38.6, Lon: 104.1}
	at := func(column, row int) Point {
		x, y := float64(column)*block, float64(row)*block
		return start.Move(x*math.Sin(angle)+y*math.Cos(angle), x*math.Cos(angle)-y*math.Sin(angle))
	}
	along := []string{"甲子街", "乙丑街", "丙寅街", "丁卯街", "戊辰街", "己巳街", "庚午街"}
	across := []string{"松树路", "柏树路", "槐树路", "柳树路", "杨树路", "桐树路", "榆树路"}
	meet := func(a, b string, p Point) Place {
		return Place{Point: p, Name: a + "与" + b + "交叉口", Kind: PlaceIntersection}
	}
	var places []Place
	for row, a := range along {
		for column, b := range across {
			places = append(places, meet(a, b, at(column, row)))
		}
	}
	places = append(places, meet("甲子街", "远山路", at(7, 0)), meet("松树路", "望河街", at(0, 7)))
	g := NewGazetteer(places)
	if off := quarterTurn(g.city.angle - angle); math.Abs(off) > 0.01 || g.city.share < 0.9 {
		t.Errorf("grain %.3f, followed by %.2f", g.city.angle, g.city.share)
	}
	m, ok := g.Find("远山路与望河街交叉口", "", NewGrid(nil))
	if off := m.DistanceTo(at(7, 7)); !ok || off > 60 || off > m.Radius || m.Sure {
		t.Errorf("%v, %.0f m off, radius %.0f, sure %v", ok, off, m.Radius, m.Sure)
	}
}

// Few roads, and roads that run as they like, have no grain and pull nothing.
func TestNoGrain(t *testing.T) {
	var every []float64
	for i := range 40 {
		every = append(every, float64(i))
	}
	plain := bearing{angle: 1, turn: 0.1}
	for name, angles := range map[string][]float64{"few": {0, 0, 0}, "every way": every} {
		if g := grainOf(angles); g.share != 0 || g.pull(plain) != plain {
			t.Errorf("%s: %+v", name, g)
		}
	}
}

func TestBearing(t *testing.T) {
	unknown, east, north := bearing{}, bearing{angle: 0, turn: 0.01}, bearing{angle: math.Pi / 2, turn: 0.01}
	for _, tt := range []struct {
		name        string
		got         bearing
		angle, most float64
		known       bool
	}{
		{"nothing", unknown.join(unknown), 0, 0, false},
		{"one", unknown.join(east), 0, 0.01, true},
		{"the same twice", east.join(east), 0, 0.005, true},
		{"the other way round", bearing{angle: math.Pi - 0.1, turn: 0.01}.join(east), -0.05, 0.005, true},
		{"across", north.across(), 0, 0.04, true},
	} {
		off := math.Remainder(tt.got.angle-tt.angle, math.Pi)
		if math.Abs(off) > 1e-6 || tt.got.turn > tt.most || tt.got.known() != tt.known {
			t.Errorf("%s: %+v", tt.name, tt.got)
		}
	}
	with := grain{angle: 0.02, share: 0.8}.pull(bearing{angle: 0.2, turn: 0.04})
	if with.angle > 0.1 || with.turn >= 0.04 {
		t.Errorf("a vague direction stays %+v", with)
	}
}

// What stands at a corner of a crossing lies to that side of it.
func TestCorner(t *testing.T) {
	here := Point{Lat: 38.6, Lon: 104.1}
	g := NewGazetteer([]Place{{Point: here, Name: "书院路与槐荫路交叉口", Kind: PlaceIntersection}})
	for said, want := range map[string]Point{
		"书院路与槐荫路十字东南角":      here.Move(-asideMetres, asideMetres),
		"书院路槐荫路交叉口的西北侧井盖没了": here.Move(asideMetres, -asideMetres),
		"书院路与槐荫路交叉口西北200米":  here.Move(200*0.7071, -200*0.7071),
	} {
		m, ok := g.Find(said, "", NewGrid(nil))
		if off := m.DistanceTo(want); !ok || off > 1 {
			t.Errorf("%s: %v, %.0f m off", said, ok, off)
		}
	}
	taught := NewGazetteer([]Place{{Point: here.Move(asideMetres, asideMetres), Name: "甲楼", Kind: PlacePoi, Aliases: []string{"书院路与槐荫路十字东北角"}}})
	if m, ok := taught.Find("书院路与槐荫路交叉口", "", NewGrid(nil)); !ok || m.DistanceTo(here) > 1 {
		t.Errorf("taught: %v, %.0f m off", ok, m.DistanceTo(here))
	}
}
