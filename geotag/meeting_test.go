package geotag

import (
	"strings"
	"testing"
)

// Of roads that share a name far apart, those are meant that run near the other road.
func TestMeetingOfSameNames(t *testing.T) {
	here := Point{Lat: 38.6, Lon: 104.1}
	far := here.Move(9000, 0)
	road := func(name string, line ...Point) Place {
		return Place{Point: line[0], Name: name, Kind: PlaceRoad, Line: line}
	}
	g := NewGazetteer([]Place{
		road("书院路", here.Move(0, -500), here.Move(0, 500)),
		road("人民路", here.Move(-500, 0), here.Move(500, 0)), road("人民路", far.Move(-500, 0), far.Move(500, 0)),
		road("解放路", here.Move(-500, 300), here.Move(500, 300)), road("解放路", far.Move(-500, 300), far.Move(500, 300)),
	})
	if m, ok := g.Find("书院路与人民路交叉口", "", NewGrid(nil)); !ok || m.DistanceTo(here) > 20 {
		t.Errorf("%v %+v", ok, m)
	}
	if m, ok := g.Find("解放路与人民路交叉口", "", NewGrid(nil)); ok {
		t.Errorf("two crossings of these names: %+v", m)
	}
}

// The way from a crossing counts even if only one of its roads is known.
func TestHalfCrossing(t *testing.T) {
	here := Point{Lat: 38.6, Lon: 104.1}
	g := NewGazetteer([]Place{
		{Point: here.Move(10, -400), Name: "甲楼", Kind: PlacePoi, Aliases: []string{"书院路与槐荫路交叉口北10米"}},
		{Point: here.Move(10, 400), Name: "乙楼", Kind: PlacePoi, Aliases: []string{"书院路与望河街交叉口北10米"}},
	})
	for said, north := range map[string]float64{
		"书院路与孤山路交叉口北200米": 200, "孤山路与书院路交叉口北200米": 200,
		"书院路": 0, "书院路和孤山路都没灯": 0,
	} {
		m, ok := g.Find(said, "", NewGrid(nil))
		if off := m.DistanceTo(here.Move(north, 0)); !ok || off > 30 || m.Sure {
			t.Errorf("%s: %v, %.0f m off", said, ok, off)
		}
	}
}

// A village is no area whose road has no name but a direction.
func TestRoadOfVillage(t *testing.T) {
	for written, want := range map[string]string{
		"潘家村北路": "潘家村北路", "潘家村北大街": "潘家村北大街", "三桥镇西城路": "西城路", "团结村书院路": "书院路",
	} {
		if got := roadName(written); got != want {
			t.Errorf("%s: %s, want %s", written, got, want)
		}
	}
}

// How far the walk from a stop is, widens; what is no walk does not.
func TestWalkFromStop(t *testing.T) {
	g := NewGazetteer([]Place{{Point: Point{Lat: 38.6, Lon: 104.1}, Name: "印刷厂地铁站", Kind: PlacePoi}})
	for said, radius := range map[string]float64{
		"书香路9号(印刷厂地铁站B口步行300米)": 390, "印刷厂地铁站": 60,
		"印刷厂地铁站B口步行99999米": 60, "印刷厂地铁站B口步行" + strings.Repeat("9", 400) + "米": 60,
	} {
		if m, ok := g.Find(said, "", NewGrid(nil)); !ok || m.Radius < radius || m.Radius > radius+10 {
			t.Errorf("%s: %v, radius %.0f", said, ok, m.Radius)
		}
	}
}
