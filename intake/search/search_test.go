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
