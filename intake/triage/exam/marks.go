package exam

import (
	"errors"
	"slices"
	"strings"

	"snapgrid/intake"
	"snapgrid/intake/triage"
)

// Share is how many of all were right.
type Share struct{ Right, All int }

func (s *Share) count(right bool) {
	s.All++
	if right {
		s.Right++
	}
}

// Of returns the share, 1 of nothing.
func (s Share) Of() float64 {
	if s.All == 0 {
		return 1
	}
	return float64(s.Right) / float64(s.All)
}

// Marks are what a classifier got.
type Marks struct {
	Lines       int
	Confusion   map[intake.VerdictKind]map[intake.VerdictKind]int // by the right answer, then the given one
	Precision   Share                                             // of what was called a report
	Recall      Share                                             // of the reports
	Answered    Share                                             // chatter that was called a report, of all chatter
	Class       Share                                             // of the reports whose class is known: the first answer
	ClassTop3   Share                                             // … one of the first three
	Severity    Share                                             // of the reports whose severity is known
	Emergency   Share                                             // of the emergencies
	FalseAlarms Share                                             // of what is known to be none
	Secrets     Share                                             // of what had to be masked
	FalseMasks  Share                                             // lines without a secret that were masked nevertheless
	Intents     Share
	Wrong       []Wrong
}

// Wrong is an answer that was not right.
type Wrong struct {
	Line Line
	What string // "verdict", "class", "severity", "false alarm", "secret", "false mask", "intent"
	Want string
	Got  string
	Why  string
}

// Sit puts the lines of the sheet before the classifier.
func Sit(c *triage.Classifier, sheet Sheet) Marks {
	m := newMarks()
	m.sit(c, sheet)
	return m
}

func newMarks() Marks {
	return Marks{Confusion: map[intake.VerdictKind]map[intake.VerdictKind]int{}}
}

func (m *Marks) sit(c *triage.Classifier, sheet Sheet) {
	for _, line := range sheet {
		m.Lines++
		found := c.Weigh(line.Statement)
		m.countVerdict(line, found)
		m.countClass(line, found)
		m.countSeverity(line, found)
		m.countSecrets(line)
		m.countIntent(line)
	}
}

func (m *Marks) note(line Line, what, want, got, why string) {
	m.Wrong = append(m.Wrong, Wrong{Line: line, What: what, Want: want, Got: got, Why: why})
}

func (m *Marks) countVerdict(line Line, found triage.Finding) {
	if line.Verdict == "" {
		return
	}
	row := m.Confusion[line.Verdict]
	if row == nil {
		row = map[intake.VerdictKind]int{}
		m.Confusion[line.Verdict] = row
	}
	row[found.Kind]++
	called := found.Kind == intake.IsReport
	if called {
		m.Precision.count(line.Verdict == intake.IsReport)
	}
	switch line.Verdict {
	case intake.IsReport:
		m.Recall.count(called)
	case intake.IsChatter:
		m.Answered.count(called)
	case intake.IsUnsure:
	}
	if called != (line.Verdict == intake.IsReport) {
		m.note(line, "verdict", string(line.Verdict), string(found.Kind), found.Reason)
	}
}

// top is how many classes are shown to staff.
const top = 3

func (m *Marks) countClass(line Line, found triage.Finding) {
	if len(line.Classes) == 0 || line.Verdict == intake.IsChatter {
		return
	}
	first := slices.Contains(line.Classes, found.Category)
	best := append([]string{found.Category}, found.Alternatives...)
	best = best[:min(top, len(best))]
	third := slices.ContainsFunc(best, func(code string) bool { return slices.Contains(line.Classes, code) })
	m.Class.count(first)
	m.ClassTop3.count(third)
	if !first {
		m.note(line, "class", strings.Join(line.Classes, ","), strings.Join(best, ","), found.Reason)
	}
}

func (m *Marks) countSeverity(line Line, found triage.Finding) {
	alarmed := found.Kind == intake.IsReport && found.Severity == intake.Emergency
	emergency := slices.Contains(line.Severities, intake.Emergency)
	switch {
	case emergency && len(line.Severities) == 1:
		m.Emergency.count(alarmed)
	case !emergency && (len(line.Severities) > 0 || line.Verdict == intake.IsChatter):
		m.FalseAlarms.count(alarmed)
		if alarmed {
			m.note(line, "false alarm", "", string(found.Severity), found.Reason)
			return
		}
	}
	if len(line.Severities) == 0 {
		return
	}
	right := slices.Contains(line.Severities, found.Severity)
	m.Severity.count(right)
	if !right {
		m.note(line, "severity", string(line.Severities[0]), string(found.Severity), found.Reason)
	}
}

func (m *Marks) countSecrets(line Line) {
	if !line.HasSecrets {
		return
	}
	masked := triage.Mask(line.Statement.Words)
	for _, secret := range line.Secrets {
		hidden := !strings.Contains(masked, secret)
		m.Secrets.count(hidden)
		if !hidden {
			m.note(line, "secret", secret, masked, "")
		}
	}
	if len(line.Secrets) == 0 {
		changed := masked != line.Statement.Words
		m.FalseMasks.count(changed)
		if changed {
			m.note(line, "false mask", line.Statement.Words, masked, "")
		}
	}
}

func (m *Marks) countIntent(line Line) {
	if !line.HasIntent {
		return
	}
	got := triage.ReadIntent(line.Statement.Words).Kind
	m.Intents.count(got == line.Intent)
	if got != line.Intent {
		m.note(line, "intent", string(line.Intent), string(got), "")
	}
}

// Cross lets each of so many parts of the sheet be judged by a classifier that
// learnt its wording from the other parts, and its hunch if the rules have one and the
// sheet has severities to learn it from; else it has none.
func Cross(rules triage.Rules, categories intake.Categories, sheet Sheet, parts int) (Marks, error) {
	all := newMarks()
	for part := range parts {
		var learnt, judged Sheet
		for i, line := range sheet {
			if i%parts == part {
				judged = append(judged, line)
			} else {
				learnt = append(learnt, line)
			}
		}
		wording, err := triage.LearnWording(rules, categories, learnt.Examples())
		if err != nil {
			return Marks{}, err
		}
		taught := rules
		if rules.Hunch.Hears() {
			if taught.Hunch, err = learnt.hunch(rules, categories); err != nil {
				return Marks{}, err
			}
		}
		c, err := triage.New(taught, categories, wording)
		if err != nil {
			return Marks{}, err
		}
		all.sit(c, judged)
	}
	return all, nil
}

// Apart lets each sheet be judged by a classifier whose hunch of danger was learnt from
// the others: of lines by other hands.
func Apart(rules triage.Rules, categories intake.Categories, wording triage.Wording, sheets []Sheet) ([]Marks, error) {
	marks := make([]Marks, len(sheets))
	for i, judged := range sheets {
		var learnt Sheet
		for j, sheet := range sheets {
			if j != i {
				learnt = append(learnt, sheet...)
			}
		}
		taught := rules
		var err error
		if taught.Hunch, err = learnt.hunch(rules, categories); err != nil {
			return nil, err
		}
		c, err := triage.New(taught, categories, wording)
		if err != nil {
			return nil, err
		}
		marks[i] = Sit(c, judged)
	}
	return marks, nil
}

// hunch learns from a sheet; it is none if the lines are all of one kind.
func (s Sheet) hunch(rules triage.Rules, categories intake.Categories) (triage.Hunch, error) {
	hunch, err := triage.LearnHunch(rules, categories, s.Dangers(), s.Examples())
	if errors.Is(err, triage.ErrOneKind) {
		return triage.Hunch{}, nil
	}
	return hunch, err
}

// Dangers returns the lines of which it is known whether they are an emergency.
func (s Sheet) Dangers() []triage.Example {
	var examples []triage.Example
	for _, line := range s {
		danger := slices.Contains(line.Severities, intake.Emergency)
		if danger && len(line.Severities) > 1 || len(line.Severities) == 0 && line.Verdict != intake.IsChatter {
			continue
		}
		examples = append(examples, triage.Example{Statement: line.Statement, Danger: danger})
	}
	return examples
}

// Examples returns the lines that can be learnt from.
func (s Sheet) Examples() []triage.Example {
	var examples []triage.Example
	for _, line := range s {
		if line.Verdict != intake.IsReport && line.Verdict != intake.IsChatter {
			continue
		}
		e := triage.Example{Statement: line.Statement, Report: line.Verdict == intake.IsReport}
		if len(line.Classes) > 0 {
			e.Class = line.Classes[0]
		}
		examples = append(examples, e)
	}
	return examples
}
