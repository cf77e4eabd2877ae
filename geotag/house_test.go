package geotag

import (
	"math"
	"testing"
)

// Where numbers of a road tell little, those of its neighbours tell in which
// direction they grow.
func TestNumbersGrowAlike(t *testing.T) {
	here := Point{Lat: 38.6, Lon: 104.1}
	poi := func(name, address string, north, east float64) Place {
		return Place{Point: here.Move(north, east), Name: name, Kind: PlacePoi, Aliases: []string{address}}
	}
	g := NewGazetteer([]Place{
		// Numbers grow to the west.
		poi("甲楼", "书院路1号", 0, 1000), poi("乙楼", "书院路51号", 0, 0),
		poi("丙楼", "望河街2号", 500, 1000), poi("丁楼", "望河街40号", 500, 200),
		// One number and a crossing; a crossing alone.
		poi("戊楼", "槐荫路11号", 250, 500), poi("己楼", "槐荫路与书香路交叉口北100米", 350, 900),
		poi("庚楼", "环山路与书香路交叉口北100米", 850, 900), poi("辛楼", "环山路与钟楼街交叉口北100米", 850, 100),
	})
	for said, east := range map[string]float64{
		"槐荫路21号": 500 - houseStep,
		"槐荫路3号":  500 + houseStep,
		"书院路71号": -maxExtrapolation,
		"书院路53号": -minExtrapolation,
		"环山路9号":  500 + beforeMiddle,
	} {
		m, ok := g.Find(said, "", NewGrid(nil))
		if at, _ := here.offset(m.Point); !ok || math.Abs(at-east) > 40 {
			t.Errorf("%s: %v, %.0f m to the east, want %.0f", said, ok, at, east)
		}
	}
}

// A number that several places have is in the middle of them, or at one of them if
// they are far apart.
func TestNumberOfMany(t *testing.T) {
	here := Point{Lat: 38.6, Lon: 104.1}
	g := NewGazetteer([]Place{
		{Point: here, Name: "甲楼", Kind: PlacePoi, Aliases: []string{"书院路9号"}},
		{Point: here.Move(0, 200), Name: "乙楼", Kind: PlacePoi, Aliases: []string{"书院路9号"}},
		{Point: here, Name: "丙楼", Kind: PlacePoi, Aliases: []string{"望河街9号"}},
		{Point: here.Move(0, 1500), Name: "丁楼", Kind: PlacePoi, Aliases: []string{"望河街9号"}},
	})
	if m, ok := g.Find("望河街9号", "", NewGrid(nil)); !ok || min(m.DistanceTo(here), m.DistanceTo(here.Move(0, 1500))) > 5 || m.Radius < 1500 {
		t.Errorf("%v %+v", ok, m)
	}
	if m, ok := g.Find("书院路9号", "", NewGrid(nil)); !ok || m.DistanceTo(here.Move(0, 100)) > 5 || m.Radius < 150 {
		t.Errorf("%v %+v", ok, m)
	}
}

func TestSignpost(t *testing.T) {
	for road, want := range map[string]float64{
		"丈8东路": 0, "含光路西段": 0, "纬26路": 0, "书院东大街": 0,
		"丈8北路": math.Pi / 2, "唐延路北段": math.Pi / 2, "经9路": math.Pi / 2, "书院南大道": math.Pi / 2,
	} {
		if got := signpost(road); !got.known() || got.angle != want {
			t.Errorf("%s: %+v", road, got)
		}
	}
	for _, road := range []string{"环城西路", "2环南路", "东路", "书院路", "西街口", "经纬路", ""} {
		if got := signpost(road); got.known() {
			t.Errorf("%s: %+v", road, got)
		}
	}
}
