package triage

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"snapgrid/intake"
)

// ErrOneKind is wrapped by the refusal to learn from lines that are all of one kind: they
// would teach that everything is.
var ErrOneKind = errors.New("all lines are of one kind")

// LearnHunch learns from lines of which it is known whether they tell of a danger how
// dangers are worded, and from lines of which it is known whether they are a report what the
// rules leave open of those. The same lines give the same weights. Its refusals wrap
// [ErrOneKind].
func LearnHunch(rules Rules, categories intake.Categories, dangers, reports []Example) (Hunch, error) {
	if !mixed(dangers, func(e Example) bool { return e.Danger }) {
		return Hunch{}, fmt.Errorf("learn a hunch: %w: want emergencies and other lines, told apart by their severity", ErrOneKind)
	}
	if !mixed(reports, func(e Example) bool { return e.Report }) {
		return Hunch{}, fmt.Errorf("learn a hunch: %w: want reports and small talk, told apart by their label", ErrOneKind)
	}
	rules.Hunch = Hunch{}
	c, err := New(rules, categories, Wording{})
	if err != nil {
		return Hunch{}, err
	}
	danger, report := newHunchLearner(), newHunchLearner()
	for _, e := range dangers {
		danger.heard(c, e, btoi(e.Danger), 0)
	}
	for _, e := range reports {
		report.heard(c, e, btoi(e.Report), c.odds(c.Weigh(e.Statement).Score))
	}
	for _, l := range []*learner{danger, report} {
		l.forgetOnce()
		l.study()
	}
	return joined(danger, report), nil
}

// mixed says whether some examples are of a kind, and some are not.
func mixed(all []Example, is func(Example) bool) bool {
	return slices.ContainsFunc(all, is) && slices.ContainsFunc(all, func(e Example) bool { return !is(e) })
}

func newHunchLearner() *learner {
	return &learner{runs: map[string]int{}, pace: pace{turns: 100, stride: 1, pull: 5e-5}, reserve: reserve}
}

// heard adds the traits of an example to the lessons.
func (l *learner) heard(c *Classifier, e Example, kind int, from float64) {
	t := c.tell(e.Statement)
	known := l.lesson(kind, -1, func(do func([]byte)) { c.eachTrait(t, do) })
	known.from = from
	l.lessons = append(l.lessons, known)
}

// forgetOnce takes traits out of the lessons that only one of them holds: there are too many
// of them, and they say little.
func (l *learner) forgetOnce() {
	seen := make([]int, len(l.weights))
	for _, lesson := range l.lessons {
		for _, run := range lesson.runs {
			seen[run]++
		}
	}
	for i := range l.lessons {
		l.lessons[i].runs = slices.DeleteFunc(l.lessons[i].runs, func(run int) bool { return seen[run] == 1 })
	}
}

// rarer is how much rarer reports are in a group than among examples, as a logarithm of odds.
// It would be 4 if a hundred lines came to one report; but the sum of the rules, where the
// learning begins, knows a part of it.
const rarer = 2

// joined are the weights of two learners that matter to either.
func joined(danger, report *learner) Hunch {
	h := Hunch{bias: bearing{danger.bias, report.bias - rarer}, weights: map[string]bearing{}}
	for _, l := range []*learner{danger, report} {
		for trait := range l.runs {
			if weight := (bearing{danger.weighty(trait), report.weighty(trait)}); weight != (bearing{}) {
				h.weights[trait] = weight
			}
		}
	}
	return h
}

// weighty is the weight of a trait, or nothing if it is trifling.
func (l *learner) weighty(trait string) float64 {
	i, known := l.runs[trait]
	if !known || math.Abs(l.weights[i][0]) < trifling {
		return 0
	}
	return l.weights[i][0]
}
