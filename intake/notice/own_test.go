package notice

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"snapgrid/intake"
)

// files is a folder of sentences.
func files(pairs ...string) fs.FS {
	m := fstest.MapFS{}
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return m
}

// strict holds sentences against two channels, and suggests what begins alike.
var strict = Trial{
	Limits: []Limit{
		{Channel: "telegram", Words: 4096, Caption: 1024, Length: utf8.RuneCountInString},
		{Channel: "wecom", Words: 2048, Caption: 2048, Length: func(s string) int { return len(s) }},
	},
	Suggest: func(word string, candidates []string) string {
		for _, c := range candidates {
			if strings.HasPrefix(c, word[:1]) {
				return "; " + c + "?"
			}
		}
		return ""
	},
}

func TestShippedSentencesAreSound(t *testing.T) {
	w := newWriter(t)
	b, err := readShipped()
	if err != nil {
		t.Fatal(err)
	}
	c := newChecker(w, b, strict)
	for lang, chapter := range b {
		for _, s := range chapter {
			if c.knows(s) {
				c.check(ownSentence{s, lang})
			}
		}
		for _, name := range b.names() {
			if _, ok := chapter[Variant{Sentence: Sentence(name)}]; !ok {
				t.Errorf("%s is missing in %s", name, lang)
			}
		}
	}
	for _, f := range c.faults {
		t.Error(f)
	}
}

// The file that says most about a ticket words it; how it stands weighs more than
// what it is.
func TestMostSpecificFileSpeaks(t *testing.T) {
	w := newWriter(t)
	own := files(
		"zh-CN/status.tmpl", "#{{.N}} 一般", "zh-CN/status.E.tmpl", "#{{.N}} 事件", "zh-CN/status.E0401.tmpl", "#{{.N}} 塌陷",
		"zh-CN/status.rejected.tmpl", "#{{.N}} 不受理", "zh-CN/status.E04.rejected.tmpl", "#{{.N}} 突发不受理",
	)
	if err := w.Load(own, "own", strict); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		class  string
		status intake.Status
		want   string
	}{
		{"P0103", intake.StatusReported, "#12 一般"}, {"", "", "#12 一般"}, {"E0101", intake.StatusReported, "#12 事件"},
		{"E0401", intake.StatusReported, "#12 塌陷"}, {"P0103", intake.StatusRejected, "#12 不受理"},
		{"E0101", intake.StatusRejected, "#12 不受理"}, {"E0401", intake.StatusRejected, "#12 突发不受理"},
	} {
		if got := w.Write("zh-CN", Status, Facts{Ticket: intake.Ticket{N: 12, Category: c.class, Status: c.status}}); got != c.want {
			t.Errorf("%s that is %s: %q, want %q", c.class, c.status, got, c.want)
		}
	}
	if got := w.Write("en", Status, Facts{Ticket: sample()}); !strings.Contains(got, "resolved") {
		t.Errorf("the other language: %q", got)
	}
}

func TestFaultsOfOwnSentences(t *testing.T) {
	for name, c := range map[string]struct {
		files fs.FS
		want  string
	}{
		"syntax":           {files("zh-CN/ack.tmpl", "#{{.N}}\n收到{{if .Who}}"), "own/zh-CN/ack.tmpl:2: unexpected EOF"},
		"function":         {files("en/ack.tmpl", "{{shout .N}}"), `own/en/ack.tmpl:1: function "shout" not defined`},
		"variable":         {files("zh-CN/ack.tmpl", "#{{.N}}\n\n{{.Wher}}"), "own/zh-CN/ack.tmpl:3: there is no .Wher; W"},
		"hidden branch":    {files("zh-CN/ack.tmpl", "#{{.N}}{{if and .Open (not .Open)}}{{$.Wher}}{{end}}"), "there is no .Wher"},
		"field of a list":  {files("zh-CN/mine.tmpl", "#{{range .Tickets}}{{.Wher}}{{end}}"), "there is no .Wher"},
		"words to a group": {files("zh-CN/ack.tmpl", "#{{.N}} {{.Words}}"), "zh-CN/ack.tmpl:1: ack can not use .Words"},
		"words of a list":  {files("zh-CN/mine.tmpl", "#{{range $i, $t := .Tickets}}{{$t.Words}}{{end}}"), "of a ticket in a list, .Words is not told"},
		"words by with":    {files("zh-CN/ack.tmpl", "#{{with $}}{{.Words}}{{end}}"), "ack can not use .Words"},
		"a detour":         {files("zh-CN/mine.tmpl", "{{with index .Tickets 0}}{{.Words}}{{end}}x"), "nothing is known of what stands before it"},
		"range of numbers": {files("zh-CN/ack.tmpl", "{{range 100000000}}x{{end}}"), "range wants a list"},
		"call":             {files("zh-CN/ack.tmpl", `{{template "card" .}}`), "one sentence can not call another"},
		"define":           {files("zh-CN/ack.tmpl", `x{{define "card"}}y{{end}}`), "a file is one sentence"},
		"empty":            {files("zh-CN/help.tmpl", " \n"), "own/zh-CN/help.tmpl: says nothing"},
		"at times empty":   {files("zh-CN/status.tmpl", "{{if .Open}}#{{.N}}{{end}}"), "says nothing of a ticket that is resolved"},
		"caption":          {files("zh-CN/card.tmpl", "#{{.N}}"+strings.Repeat("路", 1024)), "too long for telegram: 1032 with long facts, and 1024 fit under a picture"},
		"message":          {files("zh-CN/help.tmpl", strings.Repeat("路", 700)), "too long for wecom: 2100 with long facts, and 2048 fit in one message"},
		"without end":      {files("zh-CN/help.tmpl", strings.Repeat("路", 30000)), "has no end"},
		"unknown":          {files("zh-CN/acknowledgement.tmpl", "x"), `there is no sentence "acknowledgement"; accepted?`},
		"unknown class":    {files("zh-CN/ack.E99.tmpl", "x"), `no class begins with "E99"`},
		"unknown state":    {files("zh-CN/ack.fixed.tmpl", "x"), `there is no state "fixed"`},
		"two states":       {files("zh-CN/ack.closed.closed.tmpl", "x"), "want SENTENCE.tmpl, SENTENCE.STATE.tmpl"},
		"no ticket":        {files("zh-CN/help.closed.tmpl", "x"), "help speaks of no ticket"},
		"extension":        {files("zh-CN/ack.txt", "x"), "want SENTENCE.tmpl"},
		"language":         {files("zh/ack.tmpl", "x"), "own/zh: want a folder for each language, zh-CN or en; zh-CN?"},
		"no language":      {files("ack.tmpl", "x"), "own/ack.tmpl: belongs into the folder of its language"},
		"encoding":         {files("zh-CN/help.tmpl", "\xb2\xe2\xca\xd4"), "is not UTF-8"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWriter(t)
			err := w.Load(c.files, "own", strict)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
			if got := w.Write("zh-CN", Ack, Facts{Ticket: sample()}); !strings.Contains(got, "收到") {
				t.Errorf("the words changed nevertheless: %q", got)
			}
		})
	}
}

// All faults of all files are named at once, each once.
func TestAllFaultsAtOnce(t *testing.T) {
	err := newWriter(t).Load(files("zh-CN/ack.tmpl", "{{.Wher}}\n{{.Wher}}\n{{.Words}}", "en/help.tmpl", "{{end}}"), "own", strict)
	if got := strings.Count(err.Error(), "\n") + 1; got != 4 {
		t.Errorf("%d faults:\n%v", got, err)
	}
}

// What editors of other systems add is no part of the words.
func TestMarksOfEditors(t *testing.T) {
	w := newWriter(t)
	own := files("zh-CN/help.tmpl", "\ufeff一\r\n二\r\n", "zh-CN/.help.tmpl.swp", "x", "zh-CN/help.tmpl~", "x", "README.md", "x", ".git/x", "x")
	if err := w.Load(own, "own", strict); err != nil {
		t.Fatal(err)
	}
	if got := w.Write("zh-CN", Help, Facts{}); got != "一\n二" {
		t.Errorf("%q", got)
	}
}
