package geotag

import "testing"

// Who types by sound presses the wrong character: the road is found, not for sure,
// and what is shown says what was meant.
func TestMisspelt(t *testing.T) {
	here := Point{Lat: 38.6, Lon: 104.1}
	g := NewGazetteer([]Place{
		{Point: here, Name: "团结西路12号", Kind: PlaceAddress},
		{Point: here.Move(0, 300), Name: "团结西路与科技二路交叉口", Kind: PlaceIntersection},
		{Point: here.Move(0, 500), Name: "长安路1号", Kind: PlaceAddress},
		{Point: here.Move(0, 700), Name: "纬二十六路5号", Kind: PlaceAddress},
		{Point: here.Move(2000, 0), Name: "青山北路3号", Kind: PlaceAddress},
		{Point: here.Move(4000, 0), Name: "清山北路3号", Kind: PlaceAddress},
	})
	for said, want := range map[string]struct {
		Point
		address string
	}{
		"团接西路12号门口井盖没了": {here, "团结西路12号门口"},
		"团结西陆12号":       {here, "团结西路12号"},
		"团接希路12号":       {Point: Point{}}, // two of four
		"团西结路12号":       {here, "团结西路12号"},
		"伟二十六路5号":       {here.Move(0, 700), "纬二十六路5号"},
		"团接西路和科技二路路口有坑": {here.Move(0, 300), "团结西路与科技二路交叉口"},
		"团结西路和科级二路路口":   {here.Move(0, 300), "团结西路与科技二路交叉口"},
		"长按路1号":         {}, // three characters, and no area
		"长安陆1号":         {}, // three characters, and none says that it is a road
		"轻山北路3号":        {}, // one of two
		"团聚西路12号":       {}, // another road, read otherwise
	} {
		m, ok := g.Find(said, "", NewGrid(nil))
		if ok != (want.Point != Point{}) {
			t.Errorf("%s: %v %+v", said, ok, m)
			continue
		}
		if ok && (m.DistanceTo(want.Point) > 1 || m.Address != want.address || !m.Misspelt || m.Sure || m.Radius < misspeltOff) {
			t.Errorf("%s: %+v", said, m)
		}
	}
	if m, ok := g.Find("团结西路12号", "", NewGrid(nil)); !ok || m.Misspelt || !m.Sure {
		t.Errorf("written right: %+v", m)
	}
}

// In the chat of an area a road that is misspelt is near there.
func TestMisspeltNear(t *testing.T) {
	cells := sampleCells(t)
	center, _, _ := NewGrid(cells).Center("990101001002")
	for said, tt := range map[string]struct {
		at    Point
		found bool
	}{
		"团接西路12号没电": {center, true},
		"团结西陆的灯灭了":  {center, true},
		"长按路12号没电":  {center, true},
		"團接西路12号没电": {center, false}, // written in another way
		"团捷西路12号没电": {center.Move(30_000, 0), false},
	} {
		atlas := NewAtlas(cells, []Place{{Point: tt.at, Name: "团结西路12号", Kind: PlaceAddress}, {Point: tt.at, Name: "长安路12号", Kind: PlaceAddress}})
		opinions := atlas.Weigh(Clues{Words: said, Cell: "990101001002"})
		best := opinions[0]
		if found := best.Source == SourcePlace; found != tt.found || found && best.Doubt != DoubtSpelling {
			t.Errorf("%s: %+v", said, best)
		}
	}
}

func TestMisspells(t *testing.T) {
	for _, tt := range []struct {
		written, meant string
		want           bool
	}{
		{"长按路", "长安路", true},
		{"与二路", "鱼二路", false}, // "电子一路与二路"
		{"长安陆", "长安路", false},
		{"团结西陆", "团结西路", true},
		{"团西结路", "团结西路", true},
		{"结团西路", "团结西路", true},
		{"长西安街", "西长安街", true},
		{"环成西陆北段", "环城西路北段", true},
		{"环成希陆北段", "环城西路北段", false},
		{"团结西路", "团结西路", false},
	} {
		if got := misspells([]rune(tt.written), []rune(tt.meant)); got != tt.want {
			t.Errorf("%s for %s: %v", tt.written, tt.meant, got)
		}
	}
}

func TestSounds(t *testing.T) {
	for _, alike := range []string{"接结", "路陆", "西希", "沣丰", "绿律"} {
		r := []rune(alike)
		if soundOf(r[0]) != soundOf(r[1]) {
			t.Errorf("%s are read alike", alike)
		}
	}
	for _, others := range []string{"路绿", "西东", "山三", "一1", "啊a"} {
		r := []rune(others)
		if soundOf(r[0]) == soundOf(r[1]) {
			t.Errorf("%s are not read alike", others)
		}
	}
}
