package notice

import (
	"flag"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"snapgrid/geotag"
	"snapgrid/intake"
)

var update = flag.Bool("update", false, "write the golden files anew")

func newWriter(t *testing.T) *Writer {
	t.Helper()
	w, err := New(
		intake.Categories{{Code: "E0401", Name: "路面塌陷", NameEn: "road collapse"}},
		[]intake.Unit{{Code: "shizheng", Name: "区市政处"}, {Code: "jiaojing", Name: "区交警大队"}}, "zh-CN", time.FixedZone("CST", 8*3600))
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// sample is a ticket that has gone all the way.
func sample() intake.Ticket {
	at := time.Date(2026, 11, 22, 2, 30, 0, 0, time.UTC)
	return intake.Ticket{
		N: 12, Status: intake.StatusResolved, Severity: intake.Emergency, Category: "E0401",
		Words: "我刚路过印刷技校门口，路面塌了", Masked: "我刚路过印刷技校门口，路面塌了",
		Fix:  geotag.Fix{Source: geotag.SourcePlace, Address: "印刷技校门口（槐荫社区 第8网格）"},
		Unit: "shizheng", DoneBy: "shizheng", OpenedAt: at, DueAt: at.Add(2 * time.Hour), DoneAt: at.Add(95 * time.Minute),
		Outcome: "回填后铺了沥青", Voices: 3, Tier: intake.TierConsult, RiseAt: at.Add(240 * time.Hour),
	}
}

// TestWording holds every sentence in every language to a golden file, so that
// a change of words is seen as one.
func TestWording(t *testing.T) {
	w := newWriter(t)
	facts := Facts{
		Suspects: []intake.Suspect{{N: 5, Metres: 20}, {N: 7, Metres: math.Inf(1), Photo: true}},
		Findings: findings(), Ticket: sample(), Tickets: []intake.Ticket{sample()}, Pair: true, Name: "刘洋", Quote: "我刚路过印刷技校门口，路面塌了",
		Link: "http://127.0.0.1:8311/login?code=ABC", Channel: "wechat", Trouble: "scan", Whistle: whistleFacts(),
		Clock: "solve", By: sample().DueAt, Late: 65 * time.Minute,
		Alias: 7, Names: []Named{{7, "刘洋"}}, Proof: intake.Proof{Stopped: sample().OpenedAt, Done: sample().OpenedAt.Add(200 * time.Second)},
		Offer: intake.Offer{Units: []string{"shizheng"}, Words: "周末前", Until: sample().DueAt, State: intake.OfferOpen},
		Guest: intake.Guest{Unit: "shizheng", Until: sample().DueAt}, Said: "配件明天到",
	}
	for _, lang := range []string{"zh-CN", "en"} {
		var b strings.Builder
		for _, s := range sentences(t) {
			b.WriteString("== " + string(s) + "\n" + w.Write(lang, s, facts) + "\n")
		}
		golden(t, filepath.Join("testdata", lang+".golden"), b.String())
	}
}

// sentences lists the names of what ships, in order.
func sentences(t *testing.T) []Sentence {
	t.Helper()
	b, err := readShipped()
	if err != nil {
		t.Fatal(err)
	}
	var all []Sentence
	for _, name := range b.names() {
		all = append(all, Sentence(name))
	}
	return all
}

func TestChannelNews(t *testing.T) {
	w := newWriter(t)
	want := map[string]string{"": "恢复", "scan": "扫图里的码", "confirm": "点一下", "logout": "断开", "silent": "很久没有收到", "failing": "断开"}
	for trouble, words := range want {
		got := w.Write("zh-CN", ChannelNews, Facts{Channel: "wechat", Trouble: trouble, Link: "http://pages"})
		if !strings.Contains(got, "微信") || !strings.Contains(got, words) || strings.Contains(got, "\n\n") {
			t.Errorf("%q: %s", trouble, got)
		}
		if strings.Contains(got, "http://pages") != (trouble != "") {
			t.Errorf("%q: %s", trouble, got)
		}
	}
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s: the words changed; look at them, then run with -update\n%s", file, got)
	}
}

// TestShortEnough holds every sentence with the longest usual words below what
// a rider can read at a red light, and below Telegram's caption.
func TestShortEnough(t *testing.T) {
	w := newWriter(t)
	long := sample()
	long.Words, long.Outcome = strings.Repeat("路面塌了", 1000), strings.Repeat("铺了沥青", 60)
	long.Fix.Address = strings.Repeat("印刷技校门口", 10)
	for _, s := range sentences(t) {
		if n := len([]rune(w.Write("zh-CN", s, Facts{Ticket: long}))); n > 500 {
			t.Errorf("%s has %d characters", s, n)
		}
	}
}

func TestPlaceOfTheChatIsSaidToBeVague(t *testing.T) {
	w := newWriter(t)
	vague := sample()
	vague.Fix = geotag.Fix{Source: geotag.SourceCell, Address: "槐荫社区"}
	if text := w.Write("zh-CN", Ack, Facts{Ticket: vague}); !strings.Contains(text, "槐荫社区一带") {
		t.Error(text)
	}
	vague.Fix = geotag.Fix{}
	if text := w.Write("zh-CN", Ack, Facts{Ticket: vague}); !strings.Contains(text, "还不清楚位置") {
		t.Error(text)
	}
}

// A link that only its service could read is asked about once, in the
// acknowledgement, and no more as soon as the place is known.
func TestAckOfOpaqueLink(t *testing.T) {
	w := newWriter(t)
	opaque := sample()
	opaque.Words = "路面塌了 https://surl.amap.com/5aBcDeF"
	opaque.Fix = geotag.Fix{Source: geotag.SourceCell, Address: "槐荫社区"}
	if text := w.Write("zh-CN", Ack, Facts{Ticket: opaque}); !strings.Contains(text, "槐荫社区一带。地图链接里看不出位置") {
		t.Error(text)
	}
	opaque.Fix.Source = geotag.SourcePlace
	if text := w.Write("zh-CN", Ack, Facts{Ticket: opaque}); strings.Contains(text, "链接") {
		t.Error(text)
	}
}

func TestTook(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0:                             "1分钟",
		59 * time.Minute:              "59分钟",
		60 * time.Minute:              "1小时0分钟",
		26*time.Hour + 10*time.Minute: "1天2小时",
		49*time.Hour + 59*time.Minute: "2天1小时",
		3*time.Hour + 30*time.Second:  "3小时1分钟",
	} {
		if got := took("zh-CN", d); got != want {
			t.Errorf("took(%s) = %q, want %q", d, got, want)
		}
	}
}

func TestUnknownLanguageIsTheDefault(t *testing.T) {
	w := newWriter(t)
	if got, want := w.Write("ug", Satisfied, Facts{Ticket: sample()}), w.Write("zh-CN", Satisfied, Facts{Ticket: sample()}); got != want {
		t.Errorf("got %q", got)
	}
}

// TestAdvice wants the class's own advice before the number, and what is always
// right where the class has none.
func TestAdvice(t *testing.T) {
	t.Parallel()
	gas := intake.Category{Code: "E0403", Name: "燃气管道破裂", Advice: "请马上离开", AdviceEn: "Leave at once"}
	w, err := New(intake.Categories{gas, {Code: "E0401", Name: "路面塌陷"}}, nil, "zh-CN", time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	for code, want := range map[string][2]string{"E0403": {"⚠️ 请马上离开\n#12", "⚠️ Leave at once\n#12"}, "E0401": {"⚠️ 请先离远", "⚠️ Please keep away"}} {
		ticket := sample()
		ticket.Category = code
		for i, lang := range []string{"zh-CN", "en"} {
			if got := w.Write(lang, Ack, Facts{Ticket: ticket}); !strings.HasPrefix(got, want[i]) {
				t.Errorf("%s, %s: got %q, want it to begin with %q", code, lang, got, want[i])
			}
		}
	}
}

// findings has one of each kind, and a second word on one.
func findings() []intake.Finding {
	all := []intake.Finding{{Kind: intake.FindingKnown, Other: 7}, {Kind: intake.FindingKnown, Other: 9}, {Kind: intake.FindingKnown, Other: 7}}
	all = append(all, intake.Finding{Kind: intake.FindingReused, Other: 12}, intake.Finding{Kind: intake.FindingReused, Other: 5})
	for _, kind := range []intake.FindingKind{intake.FindingUnchanged, intake.FindingEarly, intake.FindingBlurred, intake.FindingBlack} {
		all = append(all, intake.Finding{Kind: kind})
	}
	return append(all, intake.Finding{Kind: intake.FindingFar, Metres: 317}, intake.Finding{Kind: intake.FindingFar, Metres: 2340})
}
