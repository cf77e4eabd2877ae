package search_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/search"
)

func TestCut(t *testing.T) {
	for text, want := range map[string]string{
		"路灯坏了":              "路 灯 路灯 坏 灯坏 了 坏了",
		"路":                 "路",
		"A3栋 ＬＥＤ灯":          "a3 栋 led 灯",
		"打〔电话〕找[bank card]": "打 找",
		"和#12一样，#":          "和 #12 一 样 一样",
		"路\xff灯":            "路 灯",
		"café 2.5":          "café 2 5",
		"🔥…！":               "",
		"かな漢":               "か な かな 漢 な漢",
	} {
		if got := strings.Join(search.Cut(text), " "); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
	if long := search.Cut(strings.Repeat("a", 1000)); len(long) != 1 || len(long[0]) != 32 {
		t.Errorf("a long word is %v", long)
	}
}

// What is left out of a question is what chooses least.
func TestLoose(t *testing.T) {
	for typed, want := range map[string]string{
		"12号":       "12",
		"路灯不亮":      "路灯 不亮",
		"路灯不亮了":     "路灯 不亮 亮了",
		"东门街12号 积水": "东门 门街 12|积水",
		"东门街":       "",
		"井":         "",
		"井 12":      "",
		"a3栋12号":    "a3 12",
	} {
		words, _ := search.Read(typed, nil, nil)
		loose, fits := words.Loose()
		var got []string
		for _, clause := range loose {
			got = append(got, strings.Join(clause[0], " "))
		}
		if fits == nil != (want == "") || fits != nil && strings.Join(got, "|") != want {
			t.Errorf("%s: %q, want %q", typed, got, want)
		}
	}
	words, _ := search.Read("路灯不亮", intake.Categories{{Code: "P0118", Name: "路灯不亮"}}, nil)
	_, fits := words.Loose()
	for _, c := range []struct {
		ticket intake.Ticket
		want   bool
	}{
		{intake.Ticket{Masked: "路灯不亮了"}, true},
		{intake.Ticket{Masked: "路灯坏了", Outcome: "不亮"}, false},
		{intake.Ticket{Masked: "路灯", Outcome: "不亮", Fix: geotag.Fix{Address: "灯不"}}, true},
		{intake.Ticket{Masked: "路灯〔灯不〕不亮"}, false},
		{intake.Ticket{Category: "P0118"}, true},
	} {
		if fits(c.ticket) != c.want {
			t.Errorf("%+v fits: %t", c.ticket, !c.want)
		}
	}
}

func TestTerms(t *testing.T) {
	terms := search.Terms(intake.Ticket{
		N: 7, Status: intake.StatusWaiting, Severity: intake.Urgent, Category: "E0401", Unit: "Cheng Guan", Tier: 2, Officer: 3,
		Words: "秘密", Reason: "缘由", Masked: "坑坑", Outcome: "已填", Fix: geotag.Fix{Address: "东街", Cell: "610104-07"},
		OpenedAt: time.Date(2026, 7, 1, 0, 0, 0, 0, time.FixedZone("", 8*3600)),
	})
	want := strings.Fields("#7 status=waiting severity=urgent class=e0401 class=e04 unit=cheng_guan cell=610104-07 " +
		"tier=2 officer=3 month=2026-06 still= 坑 坑坑 已 填 已填 东 街 东街")
	slices.Sort(want)
	if !slices.Equal(terms, want) {
		t.Errorf("got  %v\nwant %v", terms, want)
	}
}

// A ticket is found by each part of its words, and by nothing that it has not.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{"路灯坏了", "#12 路", `a"b'c\`, "〔电话〕[plate]", "ＬＥＤ 灯", "🔥", "\x00\xff", "é́#"} {
		f.Add(seed, 0, 2)
	}
	f.Fuzz(func(t *testing.T, text string, from, length int) {
		terms := search.Cut(text)
		runes := []rune(strings.ToValidUTF8(text, " "))
		if from < 0 || length < 1 || from > len(runes) || from+length > len(runes) || length > 20 {
			return
		}
		part := string(runes[from : from+length])
		words, ok := search.Read(part, nil, nil)
		if !ok || !han(part) || strings.ContainsAny(text, "〔〕[]") {
			return
		}
		for _, word := range words {
			for _, term := range word[0] {
				if !slices.Contains(terms, term) {
					t.Errorf("%q is not found in %q by %q", part, text, term)
				}
			}
		}
	})
}

// han reports whether a text has nothing but Chinese characters, of which each part
// is one.
func han(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r < '一' || r > '鿿' })
}

func TestRead(t *testing.T) {
	classes := intake.Categories{{Code: "P0118", Name: "路灯", NameEn: "Street lamp"}}
	units := []intake.Unit{{Code: "cg", Name: "城管局"}}
	words, ok := search.Read(" 路灯  城管 STREET ", classes, units)
	want := search.Words{{{"路灯"}, {"class=p0118"}}, {{"城管"}, {"unit=cg"}}, {{"street"}, {"class=p0118"}}}
	if !ok || len(words) != len(want) {
		t.Fatalf("got %v, want %v", words, want)
	}
	for i := range want {
		if !slices.EqualFunc(words[i], want[i], slices.Equal) {
			t.Errorf("got %v, want %v", words[i], want[i])
		}
	}
	for _, nothing := range []string{"", "  ", "？！", "〔电话〕", "#"} {
		if words, ok := search.Read(nothing, classes, units); ok {
			t.Errorf("%q asks for %v", nothing, words)
		}
	}
	if words, _ := search.Read(strings.Repeat("路 ", 1000), nil, nil); len(words) > 10 {
		t.Errorf("%d words count", len(words))
	}
}
