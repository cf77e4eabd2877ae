package address

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestParse(t *testing.T) {
	for text, want := range map[string]string{
		"浙江省杭州市滨江区滨康路1037号": "prov=浙江省 city=杭州市 district=滨江区 road=滨康路 roadno=1037号",
		"金华市义乌市城西街道夏演村15号":  "city=金华市 district=义乌市 town=城西街道 community=夏演村 roadno=15号",
		"宁波镇海区苗圃路617号":      "city=宁波 district=镇海区 road=苗圃路 roadno=617号",
		"金乡镇油东街69号":         "town=金乡镇 road=油东街 roadno=69号",
		"环城北路东段1823号":       "road=环城北路 subRoad=东段 subroadno=1823号",
		"西源路1弄61号":          "road=西源路 subRoad=1弄 subroadno=61号",
		"锦悦湾8幢2单元10楼1037室":  "poi=锦悦湾 houseno=8幢 cellno=2单元 floorno=10楼 roomno=1037室",
		"赞成花园14-9-1456室":    "poi=赞成花园 houseno=14 redundant=- cellno=9 redundant=- roomno=1456室",
		"南溪路与亚太路交叉口西北侧":     "road=南溪路 assist=与 subRoad=亚太路 assist=交叉口 assist=西北侧",
		"延安路1109号龙翔大厦三楼":    "road=延安路 roadno=1109号 poi=龙翔大厦 floorno=三楼",
		"幸福小区二期七栋一单元":       "poi=幸福小区 subpoi=二期 houseno=七栋 cellno=一单元",
		"城关镇云南省昭通市巧家县":      "redundant=城关镇 prov=云南省 city=昭通市 district=巧家县",
		"温州温州市鹿城区":          "redundant=温州 city=温州市 district=鹿城区",
		"南京路步行街":            "poi=南京路步行街",
		"书院路４２６号第一中学对面":     "road=书院路 roadno=４２６号 poi=第一中学 assist=对面",
		"": "",
	} {
		if got := spell(Parse(text)); got != want {
			t.Errorf("%s\n got %s\nwant %s", text, got, want)
		}
	}
}

func spell(parts []Part) string {
	var all []string
	for _, p := range parts {
		all = append(all, string(p.Kind)+"="+p.Text)
	}
	return strings.Join(all, " ")
}

// Parts stand in the text, in its order, and cut no character.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{"浙江省-杭州市·西湖区文一西路98号5幢2-301室某某", "A与B交叉口\xff西120米", "一弄二弄三十弄", "ＡＢＣ栋８８８"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || len(text) > 300 {
			return
		}
		end := 0
		for _, p := range Parse(text) {
			if p.At < end || p.Text == "" || !strings.HasPrefix(text[p.At:], p.Text) {
				t.Fatalf("%q: %q is not at %d", text, p.Text, p.At)
			}
			end = p.At + len(p.Text)
		}
	})
}
