package geotag

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFind(t *testing.T) {
	grid := NewGrid(sampleCells(t))
	gazetteer := gazetteerOf(samplePlaces(t), grid)
	const (
		district = "990101"
		huaiyin  = "990101001002" // 槐荫社区, in the west
		qingshi  = "990101003002" // 青石社区, in the east
	)
	tests := []struct {
		said, cell    string
		place         string // name of the place found, "" if none
		matched       string
		address       string
		radius, least float64 // at most and at least
	}{
		{said: "槐荫农贸市场烂菜叶堆了一地", place: "槐荫农贸市场", matched: "槐荫农贸市场", address: "槐荫农贸市场", radius: 60},
		{said: "区医院门口电瓶车停满了", cell: district, place: "云桥区人民医院", matched: "区医院门口", address: "云桥区人民医院门口", radius: 80},
		{said: "印刷技校对面井盖没了", place: "印刷技校", matched: "印刷技校对面", address: "印刷技校对面", radius: 110},
		{said: "老菜场臭死了", cell: huaiyin, place: "槐荫农贸市场", matched: "老菜场", address: "槐荫农贸市场", radius: 60},
		{said: "老菜场臭死了", cell: qingshi, place: "青石农贸市场", matched: "老菜场", address: "青石农贸市场", radius: 60},
		{said: "老菜场臭死了", cell: district, place: "青石农贸市场", matched: "老菜场", address: "青石农贸市场", radius: 3000, least: 1000},
		{said: "老菜场臭死了"},
		{said: "书院路与槐荫路交叉口积水", place: "书院路与槐荫路交叉口", matched: "书院路与槐荫路交叉口", address: "书院路与槐荫路交叉口", radius: 40},
		{said: "槐荫路和书院路路口积水", place: "书院路与槐荫路交叉口", matched: "槐荫路和书院路路口", address: "书院路与槐荫路交叉口", radius: 40},
		{said: "槐荫路书院路口积水", place: "书院路与槐荫路交叉口", matched: "槐荫路书院路口", address: "书院路与槐荫路交叉口", radius: 40},
		{said: "望河街 云桥大道 十字红绿灯坏了", place: "云桥大道与望河街交叉口", matched: "望河街 云桥大道 十字", address: "云桥大道与望河街交叉口", radius: 40},
		{said: "书院路和槐荫路都没路灯", cell: huaiyin, place: "书院路", matched: "书院路", address: "书院路", radius: 5000},
		{said: "书院路426号墙皮掉了", place: "书院路426号", matched: "书院路426号", address: "书院路426号", radius: 40},
		{said: "书院路426—432号小区门前地砖翘起", place: "书院路426号", matched: "书院路426—432号", address: "书院路426号", radius: 40},
		{said: "书院路５号水管爆了", place: "书院路５号", matched: "书院路５号", address: "书院路５号", radius: 5000, least: 150},
		{said: "豆腐巷路灯不亮", place: "豆腐巷", matched: "豆腐巷", address: "豆腐巷", radius: 500, least: 500},
		{said: "槐荫社区垃圾没人收", place: "槐荫社区", matched: "槐荫社区", address: "槐荫社区", radius: 1000, least: 300},
		{said: "槐荫社区垃圾没人收", cell: huaiyin},
		{said: "云桥区人民医院往南50米塌了", place: "云桥区人民医院", matched: "云桥区人民医院往南50米", address: "云桥区人民医院往南50米", radius: 100},
		{said: "云桥大道上，区医院旁边有个坑", place: "云桥区人民医院", matched: "区医院旁边", address: "云桥区人民医院旁边", radius: 110},
		{said: "早上好"},
		{said: ""},
		{said: "院路426"},
	}
	for _, tt := range tests {
		t.Run(tt.said+"@"+tt.cell, func(t *testing.T) {
			m, ok := gazetteer.Find(tt.said, tt.cell, grid)
			name := m.Place.Name
			if ok != (tt.place != "") || name != tt.place || m.Matched != tt.matched || m.Address != tt.address {
				t.Fatalf("found %q, matched %q, address %q, %v", name, m.Matched, m.Address, ok)
			}
			if m.Radius > tt.radius || m.Radius < tt.least {
				t.Errorf("radius %.0f m, want %.0f to %.0f", m.Radius, tt.least, tt.radius)
			}
		})
	}
}

func TestFindMoves(t *testing.T) {
	start := Point{38.6, 104.1}
	gazetteer := NewGazetteer([]Place{{Point: start, Name: "镇政府", Kind: PlacePoi}})
	tests := []struct {
		said        string
		north, east float64
	}{
		{"镇政府往西500米县道塌了", 0, -500},
		{"镇政府门口向南50米", -50, 0},
		{"镇政府以东两百米", 0, 200},
		{"镇政府东北方向一百二十多米", 84.9, 84.9},
		{"镇政府西１２０米", 0, -120},
		{"镇政府往北1公里", 1000, 0},
		{"镇政府往北90公里", 0, 0},
		{"镇政府西侧", 0, 0},
		{"镇政府50米", 0, 0},
	}
	for _, tt := range tests {
		m, ok := gazetteer.Find(tt.said, "", NewGrid(nil))
		if want := start.Move(tt.north, tt.east); !ok || m.DistanceTo(want) > 1 {
			t.Errorf("%s: %v, %.0f m from where it should be", tt.said, m.Point, m.DistanceTo(want))
		}
	}
}

func TestParseNumeral(t *testing.T) {
	for in, want := range map[string]int{"十": 10, "五十": 50, "十五": 15, "一百二": 120, "一百二十": 120, "一百零五": 105, "两千": 2000, "三千五": 3500, "九千九百九十九": 9999, "五": 5} {
		if got := parseNumeral(in); got != want {
			t.Errorf("%s is %d, want %d", in, got, want)
		}
	}
}

func TestFindWordBorders(t *testing.T) {
	gazetteer := NewGazetteer([]Place{
		{Point: Point{1, 1}, Name: "Mill Street", Aliases: []string{"Mill St"}, Kind: PlaceRoad},
		{Point: Point{2, 2}, Name: "KTV", Kind: PlacePoi},
		{Point: Point{3, 3}, Name: "4号楼", Kind: PlacePoi},
		{Point: Point{4, 4}, Name: "桥", Kind: PlacePoi},
	})
	for said, want := range map[string]string{
		"hole on MILL  street!":       "MILL  street",
		"hole on mill st.":            "mill st",
		"treadmill street food":       "",
		"mill streets":                "",
		"楼下ｋｔｖ太吵":                     "ｋｔｖ",
		"4号楼停水":                       "4号楼",
		"14号楼停水":                      "",
		"桥塌了":                         "",
		"zero\u200bwidth K\u200bTV 了": "K\u200bTV",
	} {
		m, _ := gazetteer.Find(said, "", NewGrid(nil))
		if m.Matched != want {
			t.Errorf("%q: matched %q, want %q", said, m.Matched, want)
		}
	}
}

func TestSplitCrossing(t *testing.T) {
	for in, want := range map[string]string{
		"书院路与槐荫路交叉口":  "书院路 槐荫路",
		"槐荫路书院路口":     "书院路 槐荫路",
		"五星街路口":       "",
		"甜水井街与五星街路口":  "五星街 甜水井街",
		"云桥大道渡口路口":    "云桥大道 渡口路",
		"书院路/槐荫路":     "书院路 槐荫路",
		"北大街和解放路十字":   "北大街 解放路",
		"望河十字":        "",
		"道路":          "",
		"钟楼":          "",
		"":            "",
		"甲路与乙路与丙路交叉口": "",
		"书院路、槐荫路的交叉口": "书院路 槐荫路",
		"长庆路-钟楼街丁字路口": "钟楼街 长庆路",
	} {
		got := ""
		if p, ok := splitCrossing(fold(in)); ok {
			got = p[0] + " " + p[1]
		}
		if got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}

func TestNamesPlace(t *testing.T) {
	tests := map[string]bool{
		"书院路有个大坑":                           true,
		"豆腐巷下水道堵了":                          true,
		"我们小区南门垃圾没人收":                       true,
		"3号楼楼道堆满纸箱":                         true,
		"地铁口一排烤肠摊":                          true,
		"马溪桥下漂了好多死鱼":                        true,
		"碱水沟村又盖房子了":                         true,
		"yongxin路口那个坑还没补":                   true,
		"34.2658,108.9102 这个位置红绿灯坏了":        true,
		"8FVW7W9X+2Q 路灯不亮":                  true,
		"丝路大道K12+300处落石":                    true,
		"pothole on Mill Street":            true,
		"the light at the corner is broken": true,
		"bins overflowing at 12 oak road":   true,
		"路上有个坑":                             false,
		"路灯坏了":                              false,
		"走路小心":                              false,
		"这条路太烂了":                            false,
		"好的谢谢":                              false,
		"今天又被贴条了":                           false,
		"股市又塌了":                             false,
		"全村的希望":                             false,
		"I am on the way home":              false,
		"good morning":                      false,
		"":                                  false,
	}
	for said, want := range tests {
		if got := NamesPlace(said); got != want {
			t.Errorf("NamesPlace(%q) = %v", said, got)
		}
	}
}

func FuzzFind(f *testing.F) {
	places := samplePlaces(f)
	grid := NewGrid(sampleCells(f))
	gazetteer := gazetteerOf(places, grid)
	for _, seed := range []string{"书院路426—432号对面", "槐荫路与书院路交叉口往南一百二十米", "老菜场\xff门口", "ＡＢ\u202e１２３"} {
		f.Add(seed, "990101001002")
	}
	f.Fuzz(func(t *testing.T, said, cell string) {
		NamesPlace(said)
		for _, m := range gazetteer.Mentions(said, cell, grid) {
			if !strings.Contains(said, m.Matched) || m.Matched == "" {
				t.Fatalf("%q was not written in %q", m.Matched, said)
			}
			if utf8.ValidString(said) != utf8.ValidString(m.Matched) && utf8.ValidString(said) {
				t.Fatalf("%q cuts a character", m.Matched)
			}
			if m.check() != nil || !(m.Radius > 0) {
				t.Fatalf("%q leads to %v ± %v", m.Matched, m.Point, m.Radius)
			}
		}
	})
}

// BenchmarkFind looks words up in 300,000 names; heap-MB is what all takes that is
// needed for it, the places too, after they were read.
func BenchmarkFind(b *testing.B) {
	before := heap()
	grid := NewGrid(sampleCells(b))
	gazetteer := gazetteerOf(manyPlaces(b, 300_000), grid)
	after := heap()
	b.ResetTimer()
	worked := reportCPU(b)
	for b.Loop() {
		gazetteer.Find("师傅们注意，云桥大道槐荫路口往南五十米井盖翘起来了，骑车别走右边", "990101", grid)
	}
	worked()
	b.ReportMetric(float64(after-before)/1e6, "heap-MB")
	runtime.KeepAlive(gazetteer)
}

// manyPlaces are those of the sample and so many compounds.
func manyPlaces(b *testing.B, n int) []Place {
	b.Helper()
	places := samplePlaces(b)
	for i := range n {
		at := Point{30 + float64(i%600)/1000, 104 + float64(i/600)/1000}
		places = append(places, Place{Point: at, Name: fmt.Sprintf("第%d号某某小区%d期", i, i%7), Kind: PlacePoi})
	}
	return places
}

// heap is how many bytes of it are in use after what nobody needs is gone.
func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapInuse
}
