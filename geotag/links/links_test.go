package links

import (
	"reflect"
	"strings"
	"testing"

	"snapgrid/geotag"
)

func TestOpaque(t *testing.T) {
	tests := map[string][]string{
		"在这 https://surl.amap.com/5aBcDeF 快来":             {"https://surl.amap.com/5aBcDeF"},
		"【河边】https://j.map.baidu.com/ab/cdEF。":            {"https://j.map.baidu.com/ab/cdEF"},
		"https://www.amap.com/place/B001B0IZY1":           {"https://www.amap.com/place/B001B0IZY1"},
		"https://maps.app.goo.gl/abcDEF123":               {"https://maps.app.goo.gl/abcDEF123"},
		"https://www.openstreetmap.org/node/123456":       {"https://www.openstreetmap.org/node/123456"},
		"https://uri.amap.com/marker?position=107.4,34.5": nil,
		"https://example.org/s/abc":                       nil,
		"河边路灯坏了":                                          nil,
	}
	for text, want := range tests {
		if got := Opaque(text); !reflect.DeepEqual(got, want) {
			t.Errorf("Opaque(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestNames(t *testing.T) {
	tests := map[string]string{
		"https://uri.amap.com/marker?position=107.4,34.5&name=%E6%B2%B3%E8%BE%B9":                       "河边",
		"https://wb.amap.com/?p=B1,34.5,107.4,河边,河边路1号":                                                 "河边",
		"https://apis.map.qq.com/uri/v1/marker?marker=coord:34.5,107.4;title:河边;addr:x":                 "河边",
		`<location x="34.5" y="107.4" label="河边路1号" poiname="[位置]"/>`:                                   "河边路1号",
		"https://www.google.com/maps/place/River+Side/@34.5,107.4,17z":                                  "River Side",
		"https://map.baidu.com/poi/%E5%9C%B0%E5%9B%BE%E4%B8%8A%E7%9A%84%E7%82%B9/@13392211,3619117,17z": "",
	}
	for text, want := range tests {
		found := Find(text, nil)
		if len(found) != 1 || found[0].Name != want {
			t.Errorf("Find(%q) = %+v, want the name %q", text, found, want)
		}
	}
}

// All positions of a text are found, links first.
func TestFindSeveral(t *testing.T) {
	found := Find("34.5021,107.3905 还是 https://www.openstreetmap.org/?mlat=34.6&mlon=107.5", nil)
	if len(found) != 2 || found[0].Source != geotag.SourceLink || found[1].Source != geotag.SourceTyped {
		t.Fatalf("%+v", found)
	}
	if found[1].IfGCJ02 == nil || found[1].Radius < radiusTyped {
		t.Errorf("typed coordinates have no sure datum: %+v", found[1])
	}
}

func FuzzFind(f *testing.F) {
	for _, seed := range []string{
		"https://uri.amap.com/marker?position=107.4,34.5&name=x", "geo:0,0?q=34.5,107.4(x)", "8P7VG92R+R6 x",
		"北纬34度15分56.2秒，东经108度54分", `<location x="34.5" y="107.4"/>`, "https://osm.org/go/z~spmhOf9?m=",
		"https://map.baidu.com/@9928852.73,5275601.41,19z", "%E4%B8 https://www.google.com/maps/@-0,1e9", "３４．５，１０７．４",
	} {
		f.Add(seed, 34.5, 107.4)
	}
	f.Fuzz(func(t *testing.T, text string, lat, lon float64) {
		near := geotag.Point{Lat: lat, Lon: lon}
		reference := func(string) (geotag.Point, bool) { return near, near.Valid() }
		for _, w := range Find(text, reference) {
			if !w.Valid() || !(w.Radius > 0) || !w.Source.Better("") || w.IfGCJ02 != nil && !w.IfGCJ02.Valid() {
				t.Errorf("%q gives %+v", text, w)
			}
		}
		for _, link := range Opaque(text) {
			if strings.ContainsAny(link, " \n") {
				t.Errorf("%q: link %q", text, link)
			}
		}
	})
}

func BenchmarkFind(b *testing.B) {
	for name, text := range map[string]string{
		"chat":   "我刚路过河边路技校门口时，发现路面有一处塌陷，请尽快处置。",
		"link":   "河边这里垃圾没人管 https://uri.amap.com/marker?position=107.395495,34.500947&name=x 麻烦看看",
		"angles": "东经107°23′25.8″ 北纬34°30′7.6″ 井盖没了",
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				Find(text, nil)
			}
		})
	}
}

func TestWithoutMaps(t *testing.T) {
	for text, want := range map[string]string{
		"井盖没了 https://surl.amap.com/5aBcDeF":                              "井盖没了",
		"https://uri.amap.com/marker?position=108.9,34.2&amp;name=x 路面塌了": "路面塌了",
		"看看这个 https://news.example.com/a?b=1":                             "看看这个 https://news.example.com/a?b=1",
		"https://www.google.com/maps?q=34.2,108.9":                        "",
		"34.2658,108.9102 这个位置红绿灯坏了":                                      "34.2658,108.9102 这个位置红绿灯坏了",
		"": "",
	} {
		if got := WithoutMaps(text); got != want {
			t.Errorf("%q is left as %q, want %q", text, got, want)
		}
	}
}
