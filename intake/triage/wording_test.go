package triage_test

import (
	"bytes"
	"strings"
	"testing"

	"snapgrid/intake"
	"snapgrid/intake/triage"
)

// lessons are reports in words that no rule knows, and talk.
func lessons() []triage.Example {
	var all []triage.Example
	for _, place := range []string{"东街", "西街", "南街", "北街", "中街"} {
		all = append(all,
			triage.Example{Statement: triage.Statement{Words: place + "的喷淋柱瘪塌塌的"}, Report: true, Class: "P0409"},
			triage.Example{Statement: triage.Statement{Words: place + "的豌豆尖好嫩"}})
	}
	return all
}

func TestLearnWording(t *testing.T) {
	t.Parallel()
	r := rules(t)
	r.Hunch = triage.Hunch{} // it would have the say
	wording, err := triage.LearnWording(r, categories(t), lessons())
	if err != nil {
		t.Fatal(err)
	}
	c, err := triage.New(r, categories(t), wording)
	if err != nil {
		t.Fatal(err)
	}
	f := c.Weigh(triage.Statement{Words: "环城路喷淋柱瘪塌塌的，麻烦修一下", NamesPlace: true})
	if f.Kind != intake.IsReport || f.Category != "P0409" || !strings.Contains(f.Reason, "wording ") {
		t.Errorf("%s %s: %s", f.Kind, f.Category, f.Reason)
	}
	if v := c.Judge(triage.Statement{Words: "环城路的豌豆尖，麻烦带一把", NamesPlace: true}); v.Kind == intake.IsReport {
		t.Errorf("peas are no report: %s", v.Reason)
	}
}

// TestWordingKept writes a wording, reads it back and wants the same opinions; and
// the same examples always give the same wording.
func TestWordingKept(t *testing.T) {
	t.Parallel()
	var texts [2]bytes.Buffer
	for i := range texts {
		wording, err := triage.LearnWording(rules(t), categories(t), lessons())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := wording.WriteTo(&texts[i]); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(texts[0].Bytes(), texts[1].Bytes()) {
		t.Error("the same examples gave two wordings")
	}
	read, err := triage.ParseWording(texts[0].Bytes(), categories(t))
	if err != nil {
		t.Fatal(err)
	}
	var again bytes.Buffer
	if _, err := read.WriteTo(&again); err != nil || !bytes.Equal(again.Bytes(), texts[0].Bytes()) {
		t.Errorf("read and written it is another one (%v)", err)
	}
}

func TestParseWordingFaults(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"坏":             "line 1: want a run of signs",
		"坏\tmuch":       `line 1: weight "much"`,
		"坏\t1\tE0401 x": `line 1: weight "x"`,
		"好\t1\n坏\tNaN":  `line 2: weight "NaN"`,
	} {
		if _, err := triage.ParseWording([]byte(text), categories(t)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
	if _, err := triage.ParseWording([]byte("坏\t1\tX99 1"), categories(t)); err != nil {
		t.Errorf("a class of another city: %v", err)
	}
}
