package triage_test

import (
	"strings"
	"sync"
	"testing"

	"snapgrid/intake"
	"snapgrid/intake/triage"
)

// TestDanger is the sense of danger: what is denied, past, imagined, rehearsed
// or repaired does not alarm; what goes on does.
func TestDanger(t *testing.T) {
	t.Parallel()
	c := classifier(t)
	for words, want := range map[string]bool{
		"槐荫路路面塌陷":                              true,
		"槐荫路路面塌陷，昨天报的到现在没人管":                   true,
		"5号楼着火了，大家快跑":                          true,
		"12号楼冒浓烟":                              true,
		"青石街井盖没了":                              true,
		"配电箱漏电，在槐荫路口":                          true,
		"路面塌陷修好了又塌了 青石街":                       true,
		"是不是着火了？3号楼在冒烟":                        true,
		"幸福里2单元有燃气味":                           true,
		"不是着火，是3号楼烧烤摊冒烟":                       false,
		"没有着火，大家放心，3号楼":                        false,
		"槐荫路路面没有塌陷":                            false,
		"昨天的塌陷已经修好了 槐荫路":                       false,
		"如果路面塌陷怎么办":                            false,
		"消防演练，3号楼会冒烟":                          false,
		"谨防煤气中毒，社区宣传":                          false,
		"昨天3号楼着火，火已经扑灭了":                       false,
		"The wall is not on fire":              false,
		"there was a fire drill at the school": false,
	} {
		v := c.Judge(triage.Statement{Words: words, Kind: intake.ChatResidents})
		if got := v.Kind == intake.IsReport && v.Severity == intake.Emergency; got != want {
			t.Errorf("%q: emergency %t, want %t (%s %s: %s)", words, got, want, v.Kind, v.Severity, v.Reason)
		}
	}
}

func TestContext(t *testing.T) {
	t.Parallel()
	c := classifier(t)
	for name, test := range map[string]struct {
		statement triage.Statement
		want      intake.VerdictKind
	}{
		"trouble alone in a group":   {triage.Statement{Words: "路灯不亮", Kind: intake.ChatResidents}, intake.IsUnsure},
		"trouble told to the bot":    {triage.Statement{Words: "路灯不亮", Kind: intake.ChatPrivate}, intake.IsReport},
		"trouble and request":        {triage.Statement{Words: "路灯不亮，麻烦派人修", Kind: intake.ChatRiders}, intake.IsReport},
		"trouble and known place":    {triage.Statement{Words: "印刷技校 路灯不亮", NamesPlace: true}, intake.IsReport},
		"trouble and photo":          {triage.Statement{Words: "路灯不亮", Photos: 1}, intake.IsReport},
		"photo alone":                {triage.Statement{Photos: 1, Kind: intake.ChatRiders}, intake.IsUnsure},
		"photo alone, to the bot":    {triage.Statement{Photos: 2, Kind: intake.ChatPrivate}, intake.IsUnsure},
		"photo and known place":      {triage.Statement{Words: "技校门口", Photos: 1, NamesPlace: true}, intake.IsReport},
		"photo and request":          {triage.Statement{Words: "麻烦看看", Photos: 1}, intake.IsReport},
		"photo and lunch":            {triage.Statement{Words: "技校门口的牛肉面真好吃", Photos: 1, NamesPlace: true}, intake.IsChatter},
		"photo and delivery":         {triage.Statement{Words: "外卖放门口了", Photos: 1, Kind: intake.ChatRiders}, intake.IsChatter},
		"known place alone":          {triage.Statement{Words: "技校门口见", NamesPlace: true}, intake.IsChatter},
		"place and request, no more": {triage.Statement{Words: "麻烦来一下技校门口", NamesPlace: true, Kind: intake.ChatPrivate}, intake.IsUnsure},
		"by a stranger":              {triage.Statement{Words: "路灯不亮"}, intake.IsUnsure},
		"by a reporter":              {triage.Statement{Words: "路灯不亮", Reporter: true}, intake.IsReport},
		"nothing":                    {triage.Statement{}, intake.IsChatter},
		"photo in words":             {triage.Statement{Words: "[图片]路灯不亮"}, intake.IsReport},
	} {
		if v := c.Judge(test.statement); v.Kind != test.want {
			t.Errorf("%s: %s, want %s (%s)", name, v.Kind, test.want, v.Reason)
		}
	}
}

func TestReason(t *testing.T) {
	t.Parallel()
	f := classifier(t).Weigh(triage.Statement{Words: "槐荫路路面塌陷，旁边路灯也不亮，请尽快处置"})
	for _, part := range []string{"matched: ", "→ E0401 路面塌陷", "request 尽快处置", "score "} {
		if !strings.Contains(f.Reason, part) {
			t.Errorf("reason %q lacks %q", f.Reason, part)
		}
	}
	if len(f.Alternatives) == 0 || f.Alternatives[0] != "P0118" {
		t.Errorf("alternatives %v, want P0118 first", f.Alternatives)
	}
}

// TestShared judges by one classifier in many goroutines, for the race detector.
func TestShared(t *testing.T) {
	t.Parallel()
	c := classifier(t)
	want := c.Weigh(triage.Statement{Words: "青石街井盖没了"}).Reason
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if got := c.Weigh(triage.Statement{Words: "青石街井盖没了"}).Reason; got != want {
				t.Errorf("%q, want %q", got, want)
			}
		})
	}
	wg.Wait()
}

// TestBefore weighs what was said before: an answer to somebody counts less, the
// words of who has reported something count more.
func TestBefore(t *testing.T) {
	t.Parallel()
	c := classifier(t)
	said := triage.Statement{Words: "印刷技校路灯不亮", Kind: intake.ChatResidents}
	alone := c.Weigh(said).Score
	answer, known := said, said
	answer.Answers, known.Reporter = true, true
	if c.Weigh(answer).Score >= alone || c.Weigh(known).Score <= alone {
		t.Errorf("alone %.1f, as an answer %.1f, by a reporter %.1f", alone, c.Weigh(answer).Score, c.Weigh(known).Score)
	}
}
