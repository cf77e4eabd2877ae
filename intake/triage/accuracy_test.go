package triage_test

import (
	"bufio"
	"bytes"
	"slices"
	"strings"
	"testing"

	"snapgrid/intake"
	"snapgrid/intake/triage"
)

// sample is a line of a set: what was said, and which answers are right.
type sample struct {
	verdict    intake.VerdictKind
	categories []string // any of them; empty: not looked at
	severities []string
	statement  triage.Statement
}

// samples reads a set: verdict, categories, severities, context, words.
func samples(t testing.TB, name string) []sample {
	t.Helper()
	var all []sample
	lines := bufio.NewScanner(bytes.NewReader(read(t, name)))
	lines.Scan()
	for lines.Scan() {
		column := strings.Split(lines.Text(), "\t")
		if len(column) != 5 {
			t.Fatalf("%s: %d columns in %q, want 5", name, len(column), lines.Text())
		}
		s := sample{
			verdict:    intake.VerdictKind(column[0]),
			categories: list(column[1]),
			severities: list(column[2]),
			statement:  triage.Statement{Words: column[4], Kind: intake.ChatResidents},
		}
		for _, word := range list(column[3]) {
			s.setContext(word)
		}
		all = append(all, s)
	}
	return all
}

func list(column string) []string {
	if column == "" {
		return nil
	}
	return strings.Split(column, ",")
}

func (s *sample) setContext(word string) {
	switch word {
	case "photo":
		s.statement.Photos = 1
	case "place":
		s.statement.NamesPlace = true
	case "riders", "private", "staff":
		s.statement.Kind = intake.ChatKind(word)
	}
}

// score counts right answers.
type score struct {
	reports, found, false             int // verdicts
	categories, rightCategory         int // of the reports found
	severities, rightSeverity         int
	emergencies, alarms, falseAlarms  int
	chatter, rightChatter, all, right int
}

func measure(t *testing.T, c *triage.Classifier, set []sample) score {
	t.Helper()
	var s score
	for _, sample := range set {
		v := c.Judge(sample.statement)
		wrong := s.count(sample, v)
		if wrong != "" {
			t.Logf("%s: %q (photos %d): %s %s %s, want %s %v %v: %s", wrong, sample.statement.Words, sample.statement.Photos,
				v.Kind, v.Category, v.Severity, sample.verdict, sample.categories, sample.severities, v.Reason)
		}
	}
	return s
}

func (s *score) count(sample sample, v intake.Verdict) (wrong string) {
	s.all++
	if v.Kind == sample.verdict {
		s.right++
	} else {
		wrong = "verdict"
	}
	if sample.verdict == intake.IsChatter {
		s.chatter++
		s.rightChatter += count(v.Kind != intake.IsReport)
	}
	emergency := slices.Contains(sample.severities, string(intake.Emergency))
	s.emergencies += count(emergency)
	s.alarms += count(emergency && v.Severity == intake.Emergency)
	s.falseAlarms += count(!emergency && v.Kind == intake.IsReport && v.Severity == intake.Emergency)
	if sample.verdict != intake.IsReport {
		s.false += count(v.Kind == intake.IsReport)
		return wrong
	}
	s.reports++
	if v.Kind != intake.IsReport {
		return wrong
	}
	s.found++
	return s.countClass(sample, v)
}

func (s *score) countClass(sample sample, v intake.Verdict) (wrong string) {
	if len(sample.categories) > 0 {
		s.categories++
		if slices.Contains(sample.categories, v.Category) {
			s.rightCategory++
		} else {
			wrong = "category"
		}
	}
	if len(sample.severities) > 0 {
		s.severities++
		if slices.Contains(sample.severities, string(v.Severity)) {
			s.rightSeverity++
		} else {
			wrong += "severity"
		}
	}
	return wrong
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

// TestAccuracy holds the shipped rules above a floor, on the set that they were
// made with and on the set that was not looked at.
func TestAccuracy(t *testing.T) {
	t.Parallel()
	c := classifier(t)
	for name, floor := range map[string]struct{ precision, recall, category, severity, alarms float64 }{
		"testdata/chat.tsv": {0.98, 0.96, 0.95, 0.95, 0.93},
		"testdata/held.tsv": {0.97, 0.95, 0.90, 0.77, 0.95},
	} {
		s := measure(t, c, samples(t, name))
		t.Logf("%s: %+v", name, s)
		for what, share := range map[string][2]float64{
			"precision": {ratio(s.found, s.found+s.false), floor.precision},
			"recall":    {ratio(s.found, s.reports), floor.recall},
			"category":  {ratio(s.rightCategory, s.categories), floor.category},
			"severity":  {ratio(s.rightSeverity, s.severities), floor.severity},
			"emergency": {ratio(s.alarms, s.emergencies), floor.alarms},
		} {
			if share[0] < share[1] {
				t.Errorf("%s: %s %.3f, want at least %.3f", name, what, share[0], share[1])
			}
		}
	}
}

func ratio(part, whole int) float64 {
	if whole == 0 {
		return 1
	}
	return float64(part) / float64(whole)
}
