package triage_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"snapgrid/intake"
	"snapgrid/intake/triage"
)

// tidings are dangers in words that the little grammar does not know, and talk.
func tidings() []triage.Example {
	var all []triage.Example
	for _, place := range []string{"东街", "西街", "南街", "北街", "中街"} {
		all = append(all,
			triage.Example{Statement: triage.Statement{Words: place + "咕嘟咕嘟往外涌，路人都在躲"}, Report: true, Danger: true},
			triage.Example{Statement: triage.Statement{Words: place + "的喷淋柱瘪塌塌的"}, Report: true},
			triage.Example{Statement: triage.Statement{Words: place + "的咕嘟咕嘟奶茶好喝"}},
			triage.Example{Statement: triage.Statement{Words: place + "的戏里头，路下陷了"}})
	}
	return all
}

// trained is the little grammar with what was learnt from the tidings.
func trained(t *testing.T) triage.Rules {
	t.Helper()
	grammar, err := triage.ParseGrammar([]byte("other: E0499\n" + strings.Replace(little, "weights: {", "weights: {backs: 1, sure: 0, uneasy: -1, ", 1)))
	if err != nil {
		t.Fatal(err)
	}
	r := rules(t)
	r.Danger, r.Hunch, r.Troubles = grammar, triage.Hunch{}, nil
	if r.Hunch, err = triage.LearnHunch(r, categories(t), tidings(), tidings()); err != nil {
		t.Fatal(err)
	}
	return r
}

// TestHunch hears a danger that no rule knows, names what it hears, and takes an alarm
// back where the words are those of a tale.
func TestHunch(t *testing.T) {
	t.Parallel()
	r := trained(t)
	c, err := triage.New(r, categories(t), triage.Wording{})
	if err != nil {
		t.Fatal(err)
	}
	f := c.Weigh(triage.Statement{Words: "环城路咕嘟咕嘟往外涌"})
	if f.Kind != intake.IsReport || f.Severity != intake.Emergency || f.Category != "E0499" {
		t.Errorf("%s %s %s (%s)", f.Kind, f.Severity, f.Category, f.Reason)
	}
	if len(f.Signs) == 0 || !strings.Contains(f.Reason, "signs of danger: "+f.Signs[0]) {
		t.Errorf("the reason is %q", f.Reason)
	}
	for _, words := range []string{"环城路的咕嘟奶茶好喝", "环城路的戏里头，路下陷了"} {
		if f := c.Weigh(triage.Statement{Words: words}); f.Kind == intake.IsReport || f.Odds >= 0 {
			t.Errorf("%q: %s %s (%s)", words, f.Kind, f.Severity, f.Reason)
		}
	}
	if f := c.Weigh(triage.Statement{Words: "环城路喷淋柱瘪塌塌的，麻烦修一下", NamesPlace: true}); f.Kind != intake.IsReport || f.Severity == intake.Emergency {
		t.Errorf("a trouble that no rule knows: %s %s (%s)", f.Kind, f.Severity, f.Reason)
	}
	r.Danger = triage.Grammar{} // which says what the odds count
	if c, err = triage.New(r, categories(t), triage.Wording{}); err != nil {
		t.Fatal(err)
	}
	if f := c.Weigh(triage.Statement{Words: "环城路咕嘟咕嘟往外涌"}); f.Severity == intake.Emergency || f.Odds != 0 {
		t.Errorf("without a grammar: %s", f.Reason)
	}
}

// TestLearnHunchWantsBothKinds refuses what would teach that everything is small talk, or a
// danger.
func TestLearnHunchWantsBothKinds(t *testing.T) {
	t.Parallel()
	all := tidings()
	reports := slices.DeleteFunc(slices.Clone(all), func(e triage.Example) bool { return !e.Report })
	talk := slices.DeleteFunc(slices.Clone(all), func(e triage.Example) bool { return e.Report })
	for name, tt := range map[string]struct {
		dangers, reports []triage.Example
		want             string
	}{
		"no severities": {talk, all, "severity"},
		"no small talk": {all, reports, "label"},
		"no reports":    {all, talk, "label"},
		"nothing":       {nil, nil, "severity"},
	} {
		if _, err := triage.LearnHunch(rules(t), categories(t), tt.dangers, tt.reports); !errors.Is(err, triage.ErrOneKind) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want a word on the %s", name, err, tt.want)
		}
	}
}

// TestHunchAdvises what to do about the danger that the words come nearest to.
func TestHunchAdvises(t *testing.T) {
	t.Parallel()
	c, err := triage.New(trained(t), categories(t), triage.Wording{})
	if err != nil {
		t.Fatal(err)
	}
	words := "路边的沟咕嘟咕嘟往外涌，下陷"
	if got := c.Advise(words, "E0499", "zh-CN"); got != "离远一点" {
		t.Errorf("%q: %q", words, got)
	}
	if got := c.Advise("咕嘟咕嘟往外涌", "E0499", "zh-CN"); got != "" { // the class says it
		t.Errorf("nothing near: %q", got)
	}
}

// TestHunchKept writes a hunch, reads it back and wants the same odds; and the same
// examples always give the same hunch.
func TestHunchKept(t *testing.T) {
	t.Parallel()
	r := trained(t)
	var texts [2]bytes.Buffer
	for i, hunch := range []triage.Hunch{r.Hunch, trained(t).Hunch} {
		if _, err := hunch.WriteTo(&texts[i]); err != nil {
			t.Fatal(err)
		}
	}
	if texts[0].String() != texts[1].String() {
		t.Error("the same examples gave two hunches")
	}
	first, err := triage.New(r, categories(t), triage.Wording{})
	if err != nil {
		t.Fatal(err)
	}
	if r.Hunch, err = triage.ParseHunch(texts[0].Bytes()); err != nil {
		t.Fatal(err)
	}
	second, err := triage.New(r, categories(t), triage.Wording{})
	if err != nil {
		t.Fatal(err)
	}
	s := triage.Statement{Words: "2号楼咕嘟咕嘟往外涌"}
	if a, b := first.Weigh(s).Odds, second.Weigh(s).Odds; a-b > 0.11 || b-a > 0.11 {
		t.Errorf("odds %g, read back %g", a, b)
	}
}

func TestParseHunchFaults(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"烟":                    "line 1: want a trait",
		"烟\t1":                 "line 1: want a trait",
		"\t1\t1":               "line 1: want a trait",
		"# x\n烟\tmuch\t1":      `line 2: weight "much"`,
		"# x\n烟\t1\tmuch":      `line 2: weight "much"`,
		"烟\t1\t0\n火\tNaN\t0":   "line 2: weight",
		"烟\t1\t0\n\n火\t0\t1e9": "line 3: weight",
	} {
		if _, err := triage.ParseHunch([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
	if _, err := triage.ParseHunch([]byte("# 号\t0.5\t0\n*\t-1\t0\n[person]\t0.2\t0")); err != nil {
		t.Error(err)
	}
}
