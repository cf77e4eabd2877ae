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
	weak     bool
	from, to int
	fit      float64 // for ranking: how much was matched, how closely
}

// findTroubles returns the troubles that are really told of, the best first.
func (c *Classifier) findTroubles(r reading) []trouble {
	var troubles []trouble
	keep := func(t trouble) {
		if !r.repaired(t.to) {
			troubles = append(troubles, t)
		}
	}
	r.each(roleWord, func(h hit, rule int) {
		if c.holds(r, rule, h.from) {
			keep(c.newTrouble(r, rule, h.from, h.to, r.words(h.from, h.to), float64(h.to-h.from)))
		}
	})
	r.each(roleThing, func(thing hit, rule int) { c.findFault(r, rule, thing, keep) })
	r.each(roleWeak, func(h hit, rule int) {
		if c.holds(r, rule, h.from) {
			t := c.newTrouble(r, rule, h.from, h.to, r.words(h.from, h.to), float64(h.to-h.from)-4)
			t.weak, t.severity = true, intake.Ordinary
			keep(t)
		}
	})
	slices.SortStableFunc(troubles, func(a, b trouble) int { return cmp.Compare(b.fit, a.fit) })
	return troubles
}

// findFault looks for the nearest fault of the thing.
func (c *Classifier) findFault(r reading, rule int, thing hit, keep func(trouble)) {
	role := roleFault
	if len(c.troubles[rule].Faults) == 0 {
		role = roleCommonFault
	}
	var nearest hit
	nearestGap := reach + 1
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
	if nearestGap > reach {
		return
	}
	length := thing.to - thing.from + nearest.to - nearest.from
	words := r.words(thing.from, thing.to) + " " + r.words(nearest.from, nearest.to)
	from, to := min(thing.from, nearest.from), max(thing.to, nearest.to)
	keep(c.newTrouble(r, rule, from, to, words, float64(length)-0.3*float64(nearestGap)))
}

func (c *Classifier) newTrouble(r reading, rule, from, to int, words string, fit float64) trouble {
	t := c.troubles[rule]
	severity := cmp.Or(t.Severity, intake.Ordinary)
	switch severity {
	case intake.Emergency:
		fit += 3
	case intake.Urgent:
		fit++
	case intake.Ordinary:
	}
	if t.General {
		fit -= 4
	}
	return trouble{category: t.Category, severity: severity, words: words, from: from, to: to, fit: fit}
}

// holds says whether what was found at from is meant so: not denied, not only
// imagined, and not set aside by another word of the sentence.
func (c *Classifier) holds(r reading, rule, from int) bool {
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

// severity returns the highest of the troubles, one step higher where the words
// sound an alarm, and ordinary where all of it is past.
func (r *reading) severity(troubles []trouble) intake.Severity {
	if r.past() && !r.has(roleStill) {
		return intake.Ordinary
	}
	highest := intake.Ordinary
	for _, t := range troubles {
		if t.severity == intake.Emergency || t.severity == intake.Urgent && highest == intake.Ordinary {
			highest = t.severity
		}
	}
	if highest == intake.Ordinary && r.has(roleAlarm) {
		return intake.Urgent
	}
	return highest
}
