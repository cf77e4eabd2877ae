package learn_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/learn"
	"snapgrid/intake/triage"
	"snapgrid/storage"
	"snapgrid/storage/sqlite"
)

// rules know 坏了 and 塌了; they are unsure of everything else.
type rules struct{}

func (rules) Judge(s triage.Statement) intake.Verdict {
	switch {
	case strings.Contains(s.Words, "塌了"):
		return intake.Verdict{Kind: intake.IsReport, Category: "E0401", Severity: intake.Emergency, Reason: "塌了"}
	case strings.Contains(s.Words, "坏了"):
		return intake.Verdict{Kind: intake.IsReport, Category: "P0118", Severity: intake.Ordinary, Reason: "坏了"}
	}
	return intake.Verdict{Kind: intake.IsUnsure, Reason: "?"}
}

func (rules) Advertises(string) bool { return false }

var now = time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)

func open(t *testing.T) storage.Database {
	t.Helper()
	db, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "test.db"), storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if err := db.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return db
}

func learner(db storage.Database) *learn.Learner {
	config := learn.DefaultConfig()
	return learn.New(config, db, rules{}, func(string) bool { return true }, func() time.Time { return now })
}

// teach keeps n examples made by f, some of which share words.
func teach(t *testing.T, db storage.Database, n int, f func(i int) (string, intake.Verdict)) {
	t.Helper()
	for i := range n {
		words, right := f(i)
		e := intake.Example{At: now, Officer: 1, Message: int64(1_000*n + i), Words: words, Chat: intake.ChatRiders, Right: right}
		if err := db.PutExample(t.Context(), e); err != nil {
			t.Fatal(err)
		}
	}
}

// dialect is how people here report a lamp, which the rules do not know, beside
// small talk and reports that they know.
func dialect(i int) (string, intake.Verdict) {
	street := fmt.Sprintf("%c街%d号", '东'+rune(i%9), i)
	switch i % 3 {
	case 0:
		return street + "的灯瞎火了", intake.Verdict{Kind: intake.IsReport, Category: "P0118", Severity: intake.Ordinary}
	case 1:
		return "中午吃啥，" + street + "的面不错", intake.Verdict{Kind: intake.IsChatter}
	}
	return street + "路灯坏了", intake.Verdict{Kind: intake.IsReport, Category: "P0118", Severity: intake.Ordinary}
}

func figure(t *testing.T, l *learn.Learner, q learn.Question) learn.Figure {
	t.Helper()
	r, err := l.Report(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Figures {
		if f.Question == q {
			return f
		}
	}
	return learn.Figure{}
}

func train(t *testing.T, l *learn.Learner) {
	t.Helper()
	if err := l.Train(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := l.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func judge(l *learn.Learner, words string) intake.Verdict {
	return l.Judge(triage.Statement{Words: words, Kind: intake.ChatRiders})
}

func TestLearnsWhatPeopleSayHere(t *testing.T) {
	db := open(t)
	one, two := learner(db), learner(db) // two nodes
	teach(t, db, 99, dialect)
	train(t, one)
	if f := figure(t, one, learn.Kind); f.Used || f.Examples != 99 || f.Rules != 33 {
		t.Errorf("with too few examples: %+v", f)
	}
	if v := judge(one, "南街5号的灯瞎火了"); v.Kind != intake.IsUnsure {
		t.Errorf("with too few examples it says %+v", v)
	}
	teach(t, db, 150, dialect)
	train(t, one)
	f := figure(t, one, learn.Kind)
	if !f.Used || f.Examples != 249 || f.Rules != 83 || f.Model < 235 {
		t.Errorf("with enough examples: %+v", f)
	}
	if err := two.Reload(t.Context()); err != nil {
		t.Fatal(err)
	}
	for name, l := range map[string]*learn.Learner{"the node that trained": one, "the other node": two} {
		for words, want := range map[string]intake.VerdictKind{
			"南街5号的灯瞎火了": intake.IsReport, "中午吃啥，北街的面不错": intake.IsChatter, "abc": intake.IsUnsure,
		} {
			if v := judge(l, words); v.Kind != want {
				t.Errorf("%s says of %q: %+v", name, words, v)
			}
		}
		if v := judge(l, "中午吃啥，路塌了"); v.Severity != intake.Emergency || v.Kind != intake.IsReport {
			t.Errorf("%s talked an emergency away: %+v", name, v)
		}
	}
	if v := judge(one, "南街5号的灯瞎火了"); !strings.HasPrefix(v.Reason, "learned from staff; ") || v.Severity != intake.Ordinary {
		t.Errorf("the verdict is %+v", v)
	}
}

func TestStaysOffWhereTheRulesAreAsGood(t *testing.T) {
	db := open(t)
	l := learner(db)
	teach(t, db, 200, func(i int) (string, intake.Verdict) {
		return fmt.Sprintf("第%d盏路灯坏了", i), intake.Verdict{Kind: intake.IsReport, Category: "P0118", Severity: intake.Ordinary}
	})
	train(t, l)
	for _, q := range []learn.Question{learn.Kind, learn.Category, learn.Severity} {
		if f := figure(t, l, q); f.Used || f.Examples != 200 || f.Rules != 200 {
			t.Errorf("%+v", f)
		}
	}
}

// Staff who contradict each other teach nothing.
func TestStaysOffWhereThereIsNothingToLearn(t *testing.T) {
	db := open(t)
	l := learner(db)
	teach(t, db, 300, func(i int) (string, intake.Verdict) {
		kinds := []intake.VerdictKind{intake.IsReport, intake.IsChatter}
		return fmt.Sprintf("嗯%d", i), intake.Verdict{Kind: kinds[(i*7919/13)%2]}
	})
	train(t, l)
	if v := judge(l, "嗯301"); v.Kind != intake.IsUnsure {
		t.Errorf("it says %+v; %+v", v, figure(t, l, learn.Kind))
	}
}

func TestTrainsOnlyWhenThereIsSomethingNew(t *testing.T) {
	db := open(t)
	l := learner(db)
	train(t, l)
	if v, err := db.LearnedVersion(t.Context()); err != nil || v != 0 {
		t.Errorf("without an example there is model %d, %v", v, err)
	}
	teach(t, db, 30, dialect)
	train(t, l)
	first, err := db.Learned(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	train(t, l)
	if again, err := db.LearnedVersion(t.Context()); err != nil || again != first.Version {
		t.Errorf("model %d became %d without a new example, %v", first.Version, again, err)
	}
}

func TestDamagedModelIsToldOf(t *testing.T) {
	for _, data := range [][]byte{nil, []byte("model"), {0x1f, 0x8b, 8, 0}} {
		db := open(t)
		if err := db.PutLearned(t.Context(), intake.Learned{Version: 1, At: now, Data: data}); err != nil {
			t.Fatal(err)
		}
		l := learner(db)
		if err := l.Reload(t.Context()); err == nil {
			t.Errorf("%q was taken for a model", data)
		}
		if v := judge(l, "路灯坏了"); v.Category != "P0118" {
			t.Errorf("without a model it says %+v", v)
		}
	}
}

func TestConfig(t *testing.T) {
	if err := learn.DefaultConfig().Validate(); err != nil {
		t.Error(err)
	}
	if err := (learn.Config{Least: 1}).Validate(); err == nil || !strings.Contains(err.Error(), "least: ") || !strings.Contains(err.Error(), "every: ") {
		t.Errorf("the faults are %v", err)
	}
}

// BenchmarkTrain measures training on so many examples, six models of each
// question and all.
func BenchmarkTrain(b *testing.B) {
	db, err := sqlite.Open(b.Context(), filepath.Join(b.TempDir(), "test.db"), storage.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	if err := db.Migrate(b.Context()); err != nil {
		b.Fatal(err)
	}
	l := learner(db)
	n := 2000
	for i := range n {
		words, right := dialect(i)
		right.Category = fmt.Sprintf("E%02d", i%40)
		if right.Kind == intake.IsChatter {
			right.Category = ""
		}
		if err := db.PutExample(b.Context(), intake.Example{At: now, Message: int64(i + 1), Words: words, Right: right}); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		n++
		words, right := dialect(n)
		if err := db.PutExample(b.Context(), intake.Example{At: now, Message: int64(n), Words: words, Right: right}); err != nil {
			b.Fatal(err)
		}
		if err := l.Train(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}
