package exam_test

import (
	"os"
	"strings"
	"testing"

	"snapgrid/intake"
	"snapgrid/intake/triage"
	"snapgrid/intake/triage/exam"
)

const header = "text\tlabel\tcat\tseverity\tcontext\tintent\tsecrets\n"

func TestRead(t *testing.T) {
	t.Parallel()
	sheet, err := exam.Read(strings.NewReader("\ufeff"+header+
		"路灯不亮\treport\t路灯照明\turgent,ordinary\tphoto,riders\t-\t-\r\n"+
		"\n"+
		"哈哈\tchitchat\t\t\t-\t\t\n"+
		"打13800138000\t\tE0401,E0110\t\t\tdone\t138|000\n"),
		exam.Columns{}, map[string][]string{"路灯照明": {"P0118", "P0119"}})
	if err != nil || len(sheet) != 3 {
		t.Fatalf("%d lines, %v", len(sheet), err)
	}
	lamp, laugh, call := sheet[0], sheet[1], sheet[2]
	if lamp.Verdict != intake.IsReport || len(lamp.Classes) != 2 || len(lamp.Severities) != 2 || lamp.Statement.Photos != 1 || lamp.Statement.Kind != intake.ChatRiders {
		t.Errorf("lamp: %+v", lamp)
	}
	if !lamp.HasIntent || lamp.Intent != triage.IntentNone || !lamp.HasSecrets || lamp.Secrets != nil {
		t.Errorf("lamp has neither an intent nor a secret: %+v", lamp)
	}
	if laugh.Number != 4 || laugh.Verdict != intake.IsChatter || laugh.HasIntent || laugh.HasSecrets {
		t.Errorf("laugh: %+v", laugh)
	}
	if call.Verdict != "" || call.Intent != triage.IntentFixed || len(call.Secrets) != 2 || len(call.Classes) != 2 {
		t.Errorf("call: %+v", call)
	}
}

func TestReadRefuses(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                       "want a header",
		"label\tcat\n":           "want a column text",
		"text\tlabel\nx\tmaybe":  `line 2: label "maybe"`,
		"label\ttext\nreport":    "line 2: 1 columns",
		"text\tcontext\nx\tmoon": `context "moon"`,
	} {
		if _, err := exam.Read(strings.NewReader(text), exam.Columns{}, nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
	if _, err := exam.Read(strings.NewReader("text\nx"), exam.Columns{Class: "gold"}, nil); err == nil || !strings.Contains(err.Error(), `"gold"`) {
		t.Errorf("a column that is not there: %v", err)
	}
}

func TestHalf(t *testing.T) {
	t.Parallel()
	sheet := own(t, "../testdata/chatter.tsv")
	tune, held := sheet.Half(false), sheet.Half(true)
	if len(tune)+len(held) != len(sheet) || len(tune) < len(sheet)*2/5 || len(held) < len(sheet)*2/5 {
		t.Errorf("%d and %d of %d", len(tune), len(held), len(sheet))
	}
}

func TestSit(t *testing.T) {
	t.Parallel()
	sheet, err := exam.Read(strings.NewReader(header+
		"青石街井盖没了，快来人\treport\tP0103\temergency\t-\t-\t-\n"+
		"中午吃啥\treport\tE0401\temergency\t-\tdone\t中午\n"+
		"着火了！5号楼，快来人\tchitchat\t-\t-\t-\t-\t-\n"+
		"打13800138000\tchitchat\t-\t-\t-\t-\t-\n"), exam.Columns{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	c, err := triage.New(rules(t), categories(t), triage.Wording{})
	if err != nil {
		t.Fatal(err)
	}
	m := exam.Sit(c, sheet)
	for what, share := range map[string][2]exam.Share{
		"precision":    {m.Precision, {Right: 1, All: 2}},
		"recall":       {m.Recall, {Right: 1, All: 2}},
		"answered":     {m.Answered, {Right: 1, All: 2}},
		"class":        {m.Class, {Right: 1, All: 2}},
		"emergency":    {m.Emergency, {Right: 1, All: 2}},
		"false alarms": {m.FalseAlarms, {Right: 1, All: 2}},
		"secrets":      {m.Secrets, {Right: 0, All: 1}},
		"false masks":  {m.FalseMasks, {Right: 1, All: 3}},
		"intents":      {m.Intents, {Right: 3, All: 4}},
	} {
		if share[0] != share[1] {
			t.Errorf("%s: %+v, want %+v", what, share[0], share[1])
		}
	}
	var text strings.Builder
	if err := m.Print(&text); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"precision\t0.5000\t1 of 2", "  report\t1\t0\t1", "line 3\tverdict\twant report\tgot chatter\t中午吃啥", "line 5\tfalse mask"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("%q lacks %q", text.String(), want)
		}
	}
}

// TestCross wants what was learnt from other lines to help on these.
func TestCross(t *testing.T) {
	t.Parallel()
	var sheet exam.Sheet
	for _, name := range []string{"reports", "chatter"} {
		sheet = append(sheet, own(t, "../testdata/"+name+".tsv")...)
	}
	sheet = sheet.Half(true)
	c, err := triage.New(rules(t), categories(t), triage.Wording{})
	if err != nil {
		t.Fatal(err)
	}
	alone := exam.Sit(c, sheet)
	learnt, err := exam.Cross(rules(t), categories(t), sheet, 3)
	if err != nil {
		t.Fatal(err)
	}
	if learnt.Lines != len(sheet) || learnt.Precision.Of() <= alone.Precision.Of() || learnt.ClassTop3.Of() <= alone.ClassTop3.Of() {
		t.Errorf("precision %.3f and class %.3f, without learning %.3f and %.3f", learnt.Precision.Of(), learnt.ClassTop3.Of(), alone.Precision.Of(), alone.ClassTop3.Of())
	}
}

// TestApart wants a danger to be heard that only the other sheet tells of.
func TestApart(t *testing.T) {
	t.Parallel()
	var sheets []exam.Sheet
	for range 2 {
		text := header
		for _, place := range []string{"东街", "西街", "南街", "北街"} {
			text += place + "咕嘟咕嘟往外涌\treport\t\temergency\t-\t\t\n" + place + "的奶茶好喝\tchitchat\t\t\t-\t\t\n"
		}
		sheet, err := exam.Read(strings.NewReader(text), exam.Columns{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		sheets = append(sheets, sheet)
	}
	marks, err := exam.Apart(rules(t), categories(t), triage.Wording{}, sheets)
	if err != nil {
		t.Fatal(err)
	}
	alone, err := exam.Apart(rules(t), categories(t), triage.Wording{}, sheets[:1])
	if err != nil {
		t.Fatal(err)
	}
	if want := (exam.Share{Right: 4, All: 4}); marks[0].Emergency != want || marks[1].Emergency != want || marks[0].Answered.Right != 0 {
		t.Errorf("%+v, %+v", marks[0].Emergency, marks[0].Answered)
	}
	if alone[0].Emergency.Right != 0 {
		t.Errorf("without another sheet %+v", alone[0].Emergency)
	}
}

// TestCrossLearnsTheHunch anew for each part, and does without one where the lines have no
// severities.
func TestCrossLearnsTheHunch(t *testing.T) {
	t.Parallel()
	r := rules(t)
	var err error
	if r.Hunch, err = triage.ParseHunch([]byte("*\t9\t9\n奶茶\t9\t9\n")); err != nil { // it takes everything for an emergency
		t.Fatal(err)
	}
	for severity, alarms := range map[string]int{"emergency": 8, "-": 0} {
		text := "text\tlabel\tseverity\n"
		for _, place := range []string{"东街", "西街", "南街", "北街", "中街", "前街", "后街", "新街"} {
			text += place + "咕嘟咕嘟往外涌\treport\t" + severity + "\n" + place + "的奶茶好喝\tchitchat\t-\n"
		}
		sheet, err := exam.Read(strings.NewReader(text), exam.Columns{}, nil)
		if err != nil {
			t.Fatal(err)
		}
		marks, err := exam.Cross(r, categories(t), sheet, 4)
		if err != nil {
			t.Fatal(err)
		}
		if marks.Answered.Right != 0 || marks.Emergency.Right != alarms {
			t.Errorf("severity %s: %+v answered, %+v alarms", severity, marks.Answered, marks.Emergency)
		}
	}
}

func own(t *testing.T, name string) exam.Sheet {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	sheet, err := exam.Read(file, exam.Columns{}, nil)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return sheet
}

func rules(t *testing.T) triage.Rules {
	t.Helper()
	rules, err := triage.ParseRules(data(t, "triage.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if rules.Danger, err = triage.ParseGrammar(data(t, "danger.yaml")); err != nil {
		t.Fatal(err)
	}
	return rules
}

func categories(t *testing.T) intake.Categories {
	t.Helper()
	categories, err := triage.ParseCategories(data(t, "categories.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return categories
}

func data(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile("../../../configs/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestFloors holds the shipped tables above a floor on lines of our own: what was
// learnt from, and held.tsv, which was not.
func TestFloors(t *testing.T) {
	t.Parallel()
	wording, err := triage.ParseWording(data(t, "wording.tsv"), categories(t))
	if err != nil {
		t.Fatal(err)
	}
	c, err := triage.New(rules(t), categories(t), wording)
	if err != nil {
		t.Fatal(err)
	}
	for names, floor := range map[string]struct{ precision, recall, class, top3, emergency, secrets, intents float64 }{
		"reports chatter alarms": {0.98, 0.95, 0.95, 0.98, 0.92, 1, 1},
		"held":                   {0.98, 0.95, 0.93, 0.95, 1, 1, 1},
		"danger/own":             {0.97, 0.80, 0.85, 0.95, 0.94, 1, 1},
		"danger/round01 danger/round02 danger/round03 danger/round04 danger/round05 danger/round06": {0.97, 0.74, 0.85, 0.95, 0.93, 1, 1},
		"danger/round07 danger/round08 danger/round09 danger/round10 danger/round11 danger/round12": {0.97, 0.70, 0.75, 0.85, 0.80, 1, 1},
		"secrets intents": {1, 1, 1, 1, 1, 0.99, 0.97},
	} {
		var sheet exam.Sheet
		for name := range strings.FieldsSeq(names) {
			sheet = append(sheet, own(t, "../testdata/"+name+".tsv")...)
		}
		m := exam.Sit(c, sheet)
		for what, share := range map[string]struct {
			got   exam.Share
			floor float64
		}{
			"precision": {m.Precision, floor.precision}, "recall": {m.Recall, floor.recall}, "class": {m.Class, floor.class},
			"one of three": {m.ClassTop3, floor.top3}, "emergency": {m.Emergency, floor.emergency},
			"secrets": {m.Secrets, floor.secrets}, "intents": {m.Intents, floor.intents},
		} {
			if share.got.Of() < share.floor {
				t.Errorf("%s: %s %.3f, want at least %.3f", names, what, share.got.Of(), share.floor)
			}
		}
		if 1000*m.FalseMasks.Right > 5*m.FalseMasks.All {
			t.Errorf("%s: %d of %d lines are masked without a secret", names, m.FalseMasks.Right, m.FalseMasks.All)
		}
	}
}
