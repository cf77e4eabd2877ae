package learn

import (
	"context"
	"hash/fnv"
	"slices"
	"strings"

	"snapgrid/intake"
	"snapgrid/intake/triage"
)

// lesson is an example with what the rules say of it today.
type lesson struct {
	statement triage.Statement
	features  []uint16
	rules     intake.Verdict
	right     intake.Verdict
	fold      int // the part in which it is held back
}

// folds is in how many parts the examples are cut: each is held back once.
const folds = 5

// lessons reads examples. Those with the same words are held back together, so
// that no model is asked what it was told.
func (l *Learner) lessons(examples []intake.Example) []lesson {
	all := make([]lesson, len(examples))
	for i, e := range examples {
		s := triage.Statement{Words: e.Words, Photos: e.Photos, Kind: e.Chat, NamesPlace: l.namesPlace(e.Words)}
		h := fnv.New32a()
		_, _ = h.Write([]byte(strings.Join(strings.Fields(e.Words), ""))) // it never fails
		all[i] = lesson{s, features(s), l.rules.Judge(s), e.Right, int(h.Sum32() % folds)}
	}
	return all
}

// train makes a model of all lessons. It may answer the questions for which a
// model of the others beats the rules on those held back.
func train(ctx context.Context, lessons []lesson, least int) *Model {
	m := &Model{answers: map[Question]*linear{}}
	for _, q := range []Question{Kind, Category, Severity} {
		told := about(q, lessons)
		f := measure(ctx, q, told, least)
		m.Figures = append(m.Figures, f)
		if f.Used {
			m.answers[q] = fit(ctx, points(q, told, -1))
		}
	}
	return m
}

// about lists the lessons that answer a question.
func about(q Question, lessons []lesson) []lesson {
	return slices.DeleteFunc(slices.Clone(lessons), func(l lesson) bool { return answer(q, l.right) == "" })
}

// answer is what a verdict says to a question.
func answer(q Question, v intake.Verdict) string {
	switch {
	case q == Kind:
		return string(v.Kind)
	case v.Kind == intake.IsChatter:
		return ""
	case q == Category:
		return v.Category
	}
	return string(v.Severity)
}

// points are the lessons of a question without those held back.
func points(q Question, lessons []lesson, held int) []point {
	var all []point
	for _, l := range lessons {
		if l.fold != held {
			all = append(all, point{l.features, answer(q, l.right)})
		}
	}
	return all
}

// margin is by how many examples at least the model must be better, so that luck
// does not count.
const margin = 3

// measure holds each part of the lessons back once, and counts who is right.
func measure(ctx context.Context, q Question, lessons []lesson, least int) Figure {
	f := Figure{Question: q, Examples: len(lessons)}
	won, lost := 0, 0
	for held := range folds {
		rest := points(q, lessons, held)
		if len(rest) == 0 {
			continue
		}
		model := fit(ctx, rest)
		for _, l := range lessons {
			if l.fold != held {
				continue
			}
			want, was := answer(q, l.right), l.rules
			if q != Kind { // asked of what is known to be a report
				was.Kind = intake.IsReport
			}
			rules := answer(q, was) == want
			learned := answer(q, apply(was, q, model, l.features)) == want
			f.Rules, f.Model = f.Rules+count(rules), f.Model+count(learned)
			won, lost = won+count(learned && !rules), lost+count(rules && !learned)
		}
	}
	f.Used = len(lessons) >= least && won-lost >= margin && won >= 2*lost
	return f
}

func count(is bool) int {
	if is {
		return 1
	}
	return 0
}
