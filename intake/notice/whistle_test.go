package notice

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"snapgrid/intake"
)

// whistleFacts are of a whistle that called two units: one is there, the other late.
func whistleFacts() WhistleFacts {
	at := time.Date(2026, 11, 22, 2, 30, 0, 0, time.UTC)
	return WhistleFacts{
		Whistle: intake.Whistle{
			N: 3, Ticket: 12, Kind: "progress", Status: intake.WhistleBlown, Reason: "占道的货车反复回来", DraftedAt: at, BlownAt: at,
			Parts: []intake.WhistlePart{
				{Position: 1, Unit: "shizheng", Status: intake.PartArrived, SignBy: at.Add(time.Hour), ArriveBy: at.Add(72 * time.Hour)},
				{Position: 2, Unit: "jiaojing", Status: intake.PartCalled, SignBy: at.Add(time.Hour), ArriveBy: at.Add(72 * time.Hour)},
			},
		},
		Kind: "工作推进哨", KindEn: "progress whistle", Part: 2, Overdue: map[int]bool{2: true},
		Owes: intake.StepSign, By: at.Add(time.Hour),
	}
}

// TestWhistleWording holds the sentences that change with the state of a whistle
// to golden files.
func TestWhistleWording(t *testing.T) {
	type variant struct {
		what   string
		s      Sentence
		change func(f *WhistleFacts)
	}
	status := func(s intake.WhistleStatus) func(*WhistleFacts) { return func(f *WhistleFacts) { f.Status = s } }
	variants := []variant{
		{"asked", WhistleAsk, status(intake.WhistleDrafted)},
		{"blown before it was approved", WhistleAsk, func(f *WhistleFacts) { f.Urgent = true }},
		{"approved", WhistleAsk, func(f *WhistleFacts) { f.Approver = 7 }},
		{"turned down", WhistleAsk, status(intake.WhistleCancelled)},
		{"called off", WhistleCard, status(intake.WhistleCancelled)},
		{"a unit without a chat", WhistleCard, func(f *WhistleFacts) { f.Deaf = true }},
		{"a unit that is done", WhistleCard, func(f *WhistleFacts) {
			f.Parts[1].Status, f.Parts[1].Outcome, f.Overdue = intake.PartDone, "拖走了", nil
		}},
		{"a reason", WhistleCancelled, func(f *WhistleFacts) { f.Why = "已经自己挪走了" }},
		{"a word that means several units", WhistleWhich, func(f *WhistleFacts) {
			f.Said, f.Among = "城管", []intake.Unit{{Name: "区城管局"}, {Name: "城管执法大队"}}
		}},
		{"insisted", WhistleDecided, func(f *WhistleFacts) { f.Owes = intake.StepInsist }},
		{"let off", WhistleDecided, func(f *WhistleFacts) { f.Owes = intake.StepRelease }},
		{"to be done again", WhistleDecided, func(f *WhistleFacts) { f.Owes, f.Why = intake.StepRedo, "又停了一辆" }},
		{"too late", WhistleRemind, func(f *WhistleFacts) { f.Late = true }},
		{"too late, by phone", WhistleRemind, func(f *WhistleFacts) { f.Late, f.Deaf = true, true }},
		{"done", WhistleReport, func(f *WhistleFacts) {
			f.Status, f.Parts[0].Status, f.Parts[0].Outcome = intake.WhistleDone, intake.PartDone, "贴了单"
		}},
		{"confirmed", WhistleReport, func(f *WhistleFacts) { f.Status, f.ConfirmedAt = intake.WhistleConfirmed, f.BlownAt }},
		{"rated", WhistleReport, func(f *WhistleFacts) {
			f.Status, f.ConfirmedAt, f.Rating = intake.WhistleRated, f.BlownAt, intake.RatedFair
		}},
		{"the whole whistle stands", WhistleStands, func(f *WhistleFacts) { f.Part = 0 }},
		{"a part stands", WhistleStands, func(*WhistleFacts) {}},
		{"nobody may whistle", WhistleForbidden, func(f *WhistleFacts) { f.N = 0 }},
	}
	w := newWriter(t)
	for _, lang := range []string{"zh-CN", "en"} {
		var b strings.Builder
		for _, v := range variants {
			f := whistleFacts()
			v.change(&f)
			b.WriteString("== " + string(v.s) + ": " + v.what + "\n" + w.Write(lang, v.s, Facts{Ticket: sample(), Whistle: f, Name: "周斌"}) + "\n")
		}
		golden(t, filepath.Join("testdata", "whistle-"+lang+".golden"), b.String())
	}
}

func TestWhistleButtons(t *testing.T) {
	w := newWriter(t)
	for _, lang := range []string{"zh-CN", "en"} {
		steps := intake.WhistleSteps()[1:] // a draft has no button
		for i, b := range w.WhistleButtons(lang, 12, 3, steps) {
			step, n, part, ok := intake.ParseWhistlePress(b.Data)
			if !ok || step != steps[i] || n != 12 || part != 3 || len(b.Data) > 64 {
				t.Errorf("the button %+v means %s of %d", b, step, n)
			}
			if b.Label == "" && step != intake.StepBlow {
				t.Errorf("%s has no label in %s", step, lang)
			}
		}
	}
}
