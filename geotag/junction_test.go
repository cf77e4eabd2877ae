package geotag

import "testing"

// Two measured addresses of one crossing tell it to some metres, though each of
// them names one of eight directions only.
func TestMeasuredCrossing(t *testing.T) {
	crossing := Point{Lat: 38.6, Lon: 104.1}
	poi := func(name, address string, north, east float64) Place {
		return Place{Point: crossing.Move(north, east), Name: name, Kind: PlacePoi, Aliases: []string{address}}
	}
	// 200 m at 75° is called east, 160 m at 340° north.
	east := poi("甲楼", "书院路与槐荫路交叉口东200米", 51.8, 193.2)
	north := poi("乙楼", "书院路与槐荫路交叉口北160米", 150.4, -54.7)
	for _, tt := range []struct {
		name      string
		places    []Place
		said      string
		want      Point
		near, far float64 // at most that far off; radius at most
		sure      bool
	}{
		{"one", []Place{east}, "槐荫路书院路交叉口北100米", crossing.Move(100, 0), 60, 120, true},
		{"two", []Place{east, north}, "槐荫路书院路交叉口北100米", crossing.Move(100, 0), 12, 70, true},
		{"by hand", []Place{east, north}, "槐荫路书院路十字往北走100米", crossing.Move(100, 0), 12, 200, false},
		{"one that is wrong", []Place{east, north, poi("丙楼", "书院路与槐荫路交叉口西100米", 300, -200)}, "书院路槐荫路交叉口", crossing, 25, 250, false},
	} {
		m, ok := NewGazetteer(tt.places).Find(tt.said, "", NewGrid(nil))
		if off := m.DistanceTo(tt.want); !ok || off > tt.near || m.Radius > tt.far || off > m.Radius || m.Sure != tt.sure {
			t.Errorf("%s: %v, %.0f m off, radius %.0f, sure %v", tt.name, ok, off, m.Radius, m.Sure)
		}
	}
}

// Even numbers stand on one side in the whole city: a number is sought there.
func TestSides(t *testing.T) {
	start := Point{Lat: 38.6, Lon: 104.1}
	var places []Place
	add := func(name, address string, north, east float64) {
		places = append(places, Place{Point: start.Move(north, east), Name: name, Kind: PlacePoi, Aliases: []string{address}})
	}
	for i, cross := range []string{"甲街", "乙街", "丙街", "丁街"} {
		at := 400 * float64(i)
		add("书院"+cross+"楼", "书院路与"+cross+"交叉口东20米", 0, at+20)
		add("槐荫"+cross+"楼", "槐荫路与"+cross+"交叉口东20米", 900, at+20)
	}
	for _, n := range []struct {
		name    string
		address string
		east    float64
		side    float64
	}{{"子", "书院路2号", 100, -85}, {"丑", "书院路3号", 150, 85}, {"寅", "书院路10号", 600, -85}, {"卯", "书院路11号", 650, 85}} {
		add(n.name+"楼", n.address, n.side, n.east)
	}
	add("辰楼", "槐荫路5号", 985, 300)
	add("巳楼", "槐荫路15号", 985, 900)
	g := NewGazetteer(places)
	for said, want := range map[string]Point{
		"书院路6号":  start.Move(-85, 350), // between 2 and 10
		"槐荫路10号": start.Move(815, 600), // no even number of it is known
	} {
		m, ok := g.Find(said, "", NewGrid(nil))
		if off := m.DistanceTo(want); !ok || off > 60 || off > m.Radius {
			t.Errorf("%s: %v, %.0f m off, radius %.0f", said, ok, off, m.Radius)
		}
	}
}
