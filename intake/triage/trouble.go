package triage

import (
	"cmp"
	"slices"

	"snapgrid/intake"
)

// reach is how many tokens may lie between a thing and its fault.
const reach = 9

// trouble is a match of a rule.
type trouble struct {
	category string
	severity intake.Severity
	words    string
	weak     bool // the word means other things as well
	loose    bool // the fault is not one that the rule lists
	from, to int
	fit      float64 // for ranking: how much was matched, how closely
	kind     string  // of a danger of the grammar; else ""
	weight   float64 // what it adds to the sum of danger; 0 if it is none
}

// findTroubles returns the troubles that are really told of, the best first.
func (c *Classifier) findTroubles(r *reading) []trouble {
	troubles := c.findDangers(r)
	keep := func(t trouble) {
		if !r.repaired(t.to) {
			troubles = append(troubles, t)
		}
	}
	r.each(roleWord, func(h hit, rule int) {
		if c.holds(r, rule, h.from) {
			keep(c.newTrouble(rule, h.from, h.to, r.words(h.from, h.to), float64(h.to-h.from)))
		}
	})
	r.each(roleThing, func(thing hit, rule int) { c.findFault(r, rule, thing, keep) })
	r.each(roleWeak, func(h hit, rule int) {
		if c.holds(r, rule, h.from) {
			t := c.newTrouble(rule, h.from, h.to, r.words(h.from, h.to), float64(h.to-h.from)-4)
			t.weak, t.severity, t.weight = true, intake.Ordinary, 0
			keep(t)
		}
	})
	slices.SortStableFunc(troubles, func(a, b trouble) int { return cmp.Compare(b.fit, a.fit) })
	return troubles
}

// findFault looks for the nearest fault of the thing: one that its rule lists,
// else, loosely, one that anything can have. A thing of a single sign, or one
// that is a place as well, means too much for that.
func (c *Classifier) findFault(r *reading, rule int, thing hit, keep func(trouble)) {
	if len(c.troubles[rule].Faults) > 0 {
		if fault, gap := c.nearestFault(r, rule, thing, roleFault); gap <= reach {
			keep(c.faulty(r, rule, thing, fault, gap))
			return
		}
		if thing.to-thing.from < 2 || thing.term.plays(rolePlace) || c.troubles[rule].Severity == intake.Emergency {
			return
		}
	}
	fault, gap := c.nearestFault(r, rule, thing, roleCommonFault)
	if gap > reach {
		return
	}
	t := c.faulty(r, rule, thing, fault, gap)
	if len(c.troubles[rule].Faults) > 0 {
		t.loose, t.severity, t.weight = true, intake.Ordinary, 0
		t.fit -= 3
	}
	keep(t)
}

// nearestFault returns the nearest fault in the sentence of the thing and how
// many tokens lie between, more than reach if there is none.
func (c *Classifier) nearestFault(r *reading, rule int, thing hit, role role) (nearest hit, nearestGap int) {
	nearestGap = reach + 1
	r.each(role, func(fault hit, of int) {
		gap := max(fault.from-thing.to, thing.from-fault.to)
		if role == roleFault && of != rule || gap < 0 || gap >= nearestGap ||
			r.tokens[fault.from].sentence != r.tokens[thing.from].sentence {
			return
		}
		if c.holds(r, rule, thing.from) && c.holds(r, rule, fault.from) {
			nearest, nearestGap = fault, gap
		}
	})
	return nearest, nearestGap
}

func (c *Classifier) faulty(r *reading, rule int, thing, fault hit, gap int) trouble {
	length := thing.to - thing.from + fault.to - fault.from
	words := r.words(thing.from, thing.to) + " " + r.words(fault.from, fault.to)
	from, to := min(thing.from, fault.from), max(thing.to, fault.to)
	return c.newTrouble(rule, from, to, words, float64(length)-0.3*float64(gap))
}

func (c *Classifier) newTrouble(rule, from, to int, words string, fit float64) trouble {
	t := c.troubles[rule]
	severity := cmp.Or(t.Severity, intake.Ordinary)
	weight := 0.0
	switch severity {
	case intake.Emergency:
		fit += 3
		weight = c.lexicon.weights.Rule
	case intake.Urgent:
		fit++
	case intake.Ordinary:
	}
	if t.General {
		fit -= 4
	}
	return trouble{category: t.Category, severity: severity, words: words, from: from, to: to, fit: fit, weight: weight}
}

// holds says whether what was found at from is meant so: not denied, not only
// imagined, and not set aside by another word of the sentence.
func (c *Classifier) holds(r *reading, rule, from int) bool {
	if r.denied(from) || r.imagined(from) {
		return false
	}
	aside := false
	r.each(roleUnless, func(h hit, of int) {
		if of == rule && r.tokens[h.from].sentence == r.tokens[from].sentence {
			aside = true
		}
	})
	return !aside
}
