package whistle

import (
	"slices"
	"testing"
	"time"

	"snapgrid/intake"
)

// TestLaw walks the whole table: from every status to every other.
func TestLaw(t *testing.T) {
	want := map[intake.WhistleStatus]string{
		intake.WhistleDrafted:   "approved blown cancelled",
		intake.WhistleApproved:  "blown cancelled",
		intake.WhistleBlown:     "blown signed contacted arrived done refused cancelled",
		intake.WhistleSigned:    "blown signed contacted arrived done refused cancelled",
		intake.WhistleContacted: "blown signed contacted arrived done refused cancelled",
		intake.WhistleArrived:   "blown signed contacted arrived done refused cancelled",
		intake.WhistleRefused:   "blown signed contacted arrived refused cancelled",
		intake.WhistleDone:      "arrived confirmed",
		intake.WhistleConfirmed: "rated",
	}
	for _, from := range intake.WhistleStatuses() {
		allowed := ""
		for _, to := range intake.WhistleStatuses() {
			w := intake.Whistle{Status: from}
			err := move(&w, to)
			if CanBecome(from, to) {
				allowed += " " + string(to)
			}
			if legal := CanBecome(from, to) || from == to; legal != (err == nil) || legal && w.Status != to || !legal && w.Status != from {
				t.Errorf("from %s to %s: %v, it is %s", from, to, err, w.Status)
			}
		}
		if allowed = trim(allowed); allowed != want[from] {
			t.Errorf("%s leads to %q, want %q", from, allowed, want[from])
		}
	}
}

func trim(s string) string {
	if s == "" {
		return s
	}
	return s[1:]
}

func TestLawOfParts(t *testing.T) {
	want := map[intake.PartStatus]string{
		intake.PartCalled:    "signed contacted arrived refused released",
		intake.PartSigned:    "contacted arrived refused released",
		intake.PartContacted: "arrived refused released",
		intake.PartArrived:   "done refused released",
		intake.PartDone:      "arrived",
		intake.PartRefused:   "called released",
	}
	for _, from := range intake.PartStatuses() {
		allowed := ""
		for _, to := range intake.PartStatuses() {
			p := intake.WhistlePart{Status: from}
			if movePart(&p, to) == nil {
				allowed += " " + string(to)
			}
		}
		if allowed = trim(allowed); allowed != want[from] {
			t.Errorf("%s leads to %q, want %q", from, allowed, want[from])
		}
	}
}

func TestFollow(t *testing.T) {
	const (
		called, signed, contacted, arrived = intake.PartCalled, intake.PartSigned, intake.PartContacted, intake.PartArrived
		done, refused, released            = intake.PartDone, intake.PartRefused, intake.PartReleased
	)
	for _, tt := range []struct {
		parts []intake.PartStatus
		want  intake.WhistleStatus
	}{
		{[]intake.PartStatus{called}, intake.WhistleBlown},
		{[]intake.PartStatus{done, called}, intake.WhistleBlown},
		{[]intake.PartStatus{arrived, signed}, intake.WhistleSigned},
		{[]intake.PartStatus{arrived, contacted}, intake.WhistleContacted},
		{[]intake.PartStatus{arrived, done}, intake.WhistleArrived},
		{[]intake.PartStatus{done, done}, intake.WhistleDone},
		{[]intake.PartStatus{done, released}, intake.WhistleDone},
		{[]intake.PartStatus{signed, refused}, intake.WhistleSigned},
		{[]intake.PartStatus{done, refused}, intake.WhistleArrived}, // the street has to decide first
		{[]intake.PartStatus{refused, refused}, intake.WhistleRefused},
		{[]intake.PartStatus{refused, released}, intake.WhistleRefused},
		{[]intake.PartStatus{released, released}, intake.WhistleCancelled},
	} {
		var parts []intake.WhistlePart
		for _, s := range tt.parts {
			parts = append(parts, intake.WhistlePart{Status: s})
		}
		if got := Follow(parts); got != tt.want {
			t.Errorf("%v: %s, want %s", tt.parts, got, tt.want)
		}
		slices.Reverse(parts)
		if got := Follow(parts); got != tt.want {
			t.Errorf("%v the other way round: %s, want %s", tt.parts, got, tt.want)
		}
	}
}

// week is a calendar in which a workday takes two days.
type week struct{}

func (week) AddDays(from time.Time, n int) time.Time { return from.AddDate(0, 0, 2*n) }

func TestClocks(t *testing.T) {
	at := time.Date(2026, 11, 20, 2, 0, 0, 0, time.UTC)
	hours := func(h int) time.Time { return at.Add(time.Duration(h) * time.Hour) }
	kinds := DefaultConfig()
	var usual, danger intake.WhistlePart
	kinds.kind("progress").call(&usual, at, week{})
	kinds.kind("emergency").call(&danger, at, week{})
	if !usual.SignBy.Equal(hours(1)) || !usual.ContactBy.Equal(hours(24)) || !usual.ArriveBy.Equal(hours(6*24)) || !usual.DoneBy.Equal(hours(20*24)) {
		t.Errorf("a progress whistle promises %+v", usual)
	}
	if !danger.SignBy.Equal(at.Add(10*time.Minute)) || !danger.ArriveBy.Equal(hours(2)) {
		t.Errorf("an emergency whistle promises %+v", danger)
	}
	for _, tt := range []struct {
		status  intake.PartStatus
		now     time.Time
		overdue bool
		next    time.Time
	}{
		{intake.PartCalled, at, false, at.Add(30 * time.Minute)},
		{intake.PartCalled, at.Add(30 * time.Minute), false, hours(1)},
		{intake.PartCalled, hours(1), true, hours(12)},
		{intake.PartSigned, hours(1), false, hours(12)},
		{intake.PartSigned, hours(24), true, hours(3 * 24)},
		{intake.PartContacted, hours(24), false, hours(3 * 24)},
		{intake.PartContacted, hours(6 * 24), true, hours(10 * 24)},
		{intake.PartArrived, hours(6 * 24), false, hours(10 * 24)},
		{intake.PartArrived, hours(20 * 24), true, time.Time{}},
		{intake.PartDone, hours(99 * 24), false, time.Time{}},
		{intake.PartRefused, hours(99 * 24), false, time.Time{}},
		{intake.PartReleased, hours(99 * 24), false, time.Time{}},
	} {
		p := usual
		p.Status = tt.status
		stamp(&p, at, "")
		w := intake.Whistle{Status: intake.WhistleBlown, Parts: []intake.WhistlePart{p}}
		if Overdue(p, tt.now) != tt.overdue || Late(w, tt.now) != tt.overdue || !nextLook(w, tt.now).Equal(tt.next) {
			t.Errorf("%s at %s: overdue %v, next look %s, want %v and %s", tt.status, tt.now, Overdue(p, tt.now), nextLook(w, tt.now), tt.overdue, tt.next)
		}
		w.Status = intake.WhistleCancelled
		if Late(w, tt.now) || !nextLook(w, tt.now).IsZero() {
			t.Errorf("a whistle that was called off is looked at: %s", tt.status)
		}
	}
}

func TestReadOrder(t *testing.T) {
	units := []intake.Unit{
		{Code: "chengguan", Name: "区城管局"}, {Code: "zhifa", Name: "城管执法大队"}, {Code: "jiaojing", Name: "区交警大队"},
		{Code: "wuye", Name: "和平物业"}, {Code: "gongan", Name: "区公安分局"},
	}
	for _, tt := range []struct {
		words, units, kind, reason, doubt string
		among                             int
	}{
		{words: "交警 货车占道", units: "jiaojing", reason: "货车占道"},
		{words: "chengguan jiaojing", units: "chengguan jiaojing"},
		{words: "区城管局、交警，公安：路口乱停 没人管", units: "chengguan jiaojing gongan", reason: "路口乱停 没人管"},
		{words: "交警 交警大队 jiaojing 占道", units: "jiaojing", reason: "占道"},
		{words: "攻坚克难哨 交警", units: "jiaojing", kind: "hard"},
		{words: "交警 攻坚克难 多年没解决", units: "jiaojing", kind: "hard", reason: "多年没解决"},
		{words: "城管 乱停", doubt: "城管", among: 2},
		{words: "城管执 乱停", units: "zhifa", reason: "乱停"},
		{words: "和平物业", units: "wuye"},
		{words: "卫生局 乱停", doubt: "卫生局", among: 5},
		{words: "区", doubt: "区", among: 5},
		{words: ""}, {words: " ，。", doubt: "。", among: 5},
	} {
		o := readOrder(tt.words, units, DefaultConfig().Kinds)
		codes := ""
		for _, u := range o.units {
			codes += " " + u.Code
		}
		if trim(codes) != tt.units || o.kind != tt.kind || o.reason != tt.reason && tt.doubt == "" || o.doubt != tt.doubt || len(o.among) != tt.among {
			t.Errorf("%q: %+v", tt.words, o)
		}
	}
}

func TestConfig(t *testing.T) {
	if err := DefaultConfig().Validate(); err != nil {
		t.Error(err)
	}
	for want, c := range map[string]Config{
		"kinds: want at least one kind of whistle":    {},
		"kinds[0]: want a code and a name":            {Kinds: []Kind{{Code: "x"}}},
		`kinds[1].code: "x" is the code of two kinds`: {Kinds: []Kind{{Code: "x", Name: "x"}, {Code: "x", Name: "y"}}},
		"kinds[0]: want no limit below 0":             {Kinds: []Kind{{Code: "x", Name: "x", Sign: -1}}},
	} {
		if err := c.Validate(); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	if k := DefaultConfig().usual(intake.Emergency); k.Code != "emergency" {
		t.Errorf("an emergency gets a %s", k.Code)
	}
	if k := DefaultConfig().usual(intake.Ordinary); k.Code != "progress" {
		t.Errorf("the usual kind is %s", k.Code)
	}
	if k := DefaultConfig().kind("gone"); k.Name != "gone" {
		t.Errorf("a kind that is gone is called %s", k.Name)
	}
}
