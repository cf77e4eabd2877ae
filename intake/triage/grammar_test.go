package triage_test

import (
	"strings"
	"testing"

	"snapgrid/intake"
	"snapgrid/intake/triage"
)

// little is a grammar of two dangers.
const little = `
weights: {danger: 3, rule: 3, second: 0.5, past: -2, here: 0.4, chat: 0.3, alarm: 2.7, worry: 1.2}
alike: [陷限]
concepts:
  road: [路, 桥]
  sunk: [下陷~, gave way]
  person: [人, 老人]
  down: [倒在]
  film: [电影, 唱戏]
  asleep: [沙发]
sayings: [路灯]
signs: {film: -2}
dangers:
  - {kind: ground, category: E0401, all: [road, sunk], within: 3}
  - {kind: ill, category: E0499, all: [person, down], within: 3, unless: [asleep]}
advices:
  ground: {zh-CN: 离远一点, en: Keep away}
  ill: {zh-CN: 打120}
`

// TestGrammar takes a danger for one wherever its words stand close together and
// are meant.
func TestGrammar(t *testing.T) {
	t.Parallel()
	c := taught(t, little)
	for words, want := range map[string]bool{
		"文昌路下陷":            true,
		"下陷了，那段路":          true,  // in any order
		"文昌路下限":            true,  // one sign mistaken for another
		"the 桥 gave way":   true,  // in words of letters
		"路。那里下陷":           false, // the end of a sentence is as far as three words
		"路那边好几百米的地方下陷":     false, // too far apart
		"路没有下陷":            false, // denied
		"如果路下陷怎么办":         false, // imagined
		"路灯下陷":             false, // a saying that holds the word
		"电影里路下陷":           false, // a sign against it
		"路上有个人倒在地上":        true,
		"有个人倒在沙发上":         false, // set aside
		"人行道上有只猫，他倒在床上睡着了": false,
	} {
		v := c.Judge(triage.Statement{Words: words})
		if got := v.Kind == intake.IsReport && v.Severity == intake.Emergency; got != want {
			t.Errorf("%q: %t, want %t (%s: %s)", words, got, want, v.Severity, v.Reason)
		}
	}
	if v := c.Judge(triage.Statement{Words: "文昌路下陷"}); !strings.Contains(v.Reason, "matched: 路 下陷") || !strings.Contains(v.Reason, "danger 3.") {
		t.Errorf("the reason is %q", v.Reason)
	}
}

// TestWorry never takes for small talk what may be a danger.
func TestWorry(t *testing.T) {
	t.Parallel()
	c := taught(t, strings.Replace(little, "film: -2", "film: -1.5", 1))
	v := c.Judge(triage.Statement{Words: "像唱戏 路下陷了 哈哈"})
	if v.Kind != intake.IsUnsure || v.Severity != intake.Emergency {
		t.Errorf("%s %s (%s)", v.Kind, v.Severity, v.Reason)
	}
}

func taught(t *testing.T, text string) *triage.Classifier {
	t.Helper()
	grammar, err := triage.ParseGrammar([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	r := rules(t)
	r.Danger, r.Hunch, r.Troubles = grammar, triage.Hunch{}, nil
	c, err := triage.New(r, categories(t), triage.Wording{})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestParseGrammarFaults(t *testing.T) {
	t.Parallel()
	_, err := triage.ParseGrammar([]byte(`
weights: {alarm: 1, worry: 2, sure: -1, uneasy: 1}
concepts: {road: [路, "…"], sunk: [下陷~]}
sayings: ["!!"]
signs: {nothing: 1}
dangers:
  - {kind: ground, category: E0401, all: [road, deep]}
  - {kind: other, category: E0401, all: [road]}
  - {kind: ground, category: E0401}
  - {kind: ground, category: E0401, all: [road], within: -1}
advices: {ground: {zh-CN: 走}}
`))
	if err == nil {
		t.Fatal("no error")
	}
	for _, part := range []string{"alarm (1) must be above worry (2)", "sure (-1) must not be below uneasy (1)", `concept road: "…"`, `sayings: "!!"`, `signs: no concept "nothing"`, `danger 1 (ground): no concept "deep"`, "danger 2 (other): no advice", "danger 3 (ground): want concepts", "danger 4 (ground): within"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("the error lacks %q:\n%v", part, err)
		}
	}
	if _, err := triage.ParseGrammar([]byte("concept: {}")); err == nil || !strings.Contains(err.Error(), "concept") {
		t.Errorf("unknown key: %v", err)
	}
	r := rules(t)
	r.Danger.Other = "E9998"
	r.Danger.Dangers = append(r.Danger.Dangers, triage.Danger{Kind: "fire", Category: "E9999", All: []string{"ablaze"}})
	if _, err := triage.New(r, categories(t), triage.Wording{}); err == nil || !strings.Contains(err.Error(), `"E9999"`) || !strings.Contains(err.Error(), `other: no category has the code "E9998"`) {
		t.Errorf("unknown class: %v", err)
	}
}

// TestAdvise wants the advice to fit the danger, also where its class says something
// else or holds several kinds.
func TestAdvise(t *testing.T) {
	t.Parallel()
	c := classifier(t)
	for words, want := range map[string]struct{ category, part string }{
		"五栋三楼窗户在冒火":           {"E0499", "别坐电梯"},
		"有人掉河里了 快来人":          {"E0499", "别下水"},
		"一个老爷子倒在公交站 叫不醒":      {"E0499", "拨120"},
		"桥上站着个人 翻到外面去了":       {"E0499", "别硬拉"},
		"有人拿刀追人":              {"E0499", "拨110"},
		"大货车撞人了 人飞出去了":        {"E0499", "122"},
		"燃气泄漏 堆满杂物的楼道":        {"E0507", "别开灯"},
		"燃气泄漏":                {"E0403", ""}, // the class says it, with the operator's own numbers
		"路灯不亮":                {"P0118", ""},
		"油罐车翻了 流出来的东西刺鼻 睁不开眼": {"E0499", "上风"},
	} {
		got := c.Advise(words, want.category, "zh-CN")
		if want.part == "" && got != "" || !strings.Contains(got, want.part) {
			t.Errorf("%q: %q, want %q", words, got, want.part)
		}
	}
	if got := c.Advise("a man fell into the river", "E0499", "en"); !strings.Contains(got, "Do not go in") {
		t.Errorf("in English: %q", got)
	}
}

// TestShippedAdvice has an advice in both languages, short enough for a chat.
func TestShippedAdvice(t *testing.T) {
	t.Parallel()
	for kind, a := range rules(t).Danger.Advices {
		if a.Chinese == "" || a.English == "" || len([]rune(a.Chinese)) > 60 {
			t.Errorf("%s: %q, %q", kind, a.Chinese, a.English)
		}
	}
}
