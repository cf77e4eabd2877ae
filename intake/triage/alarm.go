package triage

import (
	"cmp"
	"math"
	"slices"

	"snapgrid/intake"
)

// breathless is the greatest length of a cry for help, in tokens: a long letter
// that speaks of fires tells of what has been or may be.
const breathless = 120

// atOnce is the greatest length, in tokens, of what the hunch alone takes for an alarm: it
// has learnt from lines of a chat, and letters are worded otherwise.
const atOnce = 80

// alarm is the sum of danger of a statement, and the hunch of it.
type alarm struct {
	inkling
	sum     float64
	weights DangerWeights
}

// calls says whether it is an emergency.
func (a alarm) calls() bool {
	if a.known {
		return a.backed() >= a.weights.Sure
	}
	return a.sum >= a.weights.Alarm
}

// worries says whether somebody has to look at it.
func (a alarm) worries() bool {
	if a.known {
		return a.backed() >= a.weights.Uneasy || a.sum >= a.weights.Alarm
	}
	return a.sum >= a.weights.Worry
}

// doubted says whether the hunch takes an alarm of the sum back: somebody looks at it.
func (a alarm) doubted() bool { return a.sum >= a.weights.Alarm && !a.calls() }

// backed are the odds of the hunch with what the sum adds to them.
func (a alarm) backed() float64 {
	if a.sum >= a.weights.Alarm {
		return a.odds + a.weights.Backs
	}
	return a.odds
}

// alarm adds up what speaks for a danger that is here and now, and what against:
// the dangers that are told of, the signs, the marks of small talk, the wording.
func (c *Classifier) alarm(t tale, felt inkling, o opinion) alarm {
	w, r, s := c.lexicon.weights, t.reading, t.statement
	a := alarm{weights: w, sum: c.threat(t.troubles), inkling: felt}
	for concept, weight := range c.lexicon.signs {
		if weight != 0 && r.tells(concept, weight) {
			a.sum += weight
		}
	}
	if a.sum > 0 && (s.NamesPlace || r.has(rolePlace)) {
		a.sum += w.Here
	}
	if r.past() && !r.has(roleStill) {
		a.sum += w.Past
	}
	a.sum += w.Chat * total(t.talk)
	if !c.earnest(r, s) {
		a.sum += max(-w.Most, min(0, w.Speaks*o.report.odds))
	}
	if len(r.tokens) > atOnce && a.sum < w.Alarm {
		a.odds = min(a.odds, w.Sure-0.1)
	}
	if len(r.tokens) > breathless {
		a.sum, a.odds = min(a.sum, w.Worry-0.1), min(a.odds, w.Uneasy-0.1)
	}
	a.sum = math.Round(10*a.sum) / 10
	return a
}

// earnest says whether a danger is told in earnest, however it is worded: to us,
// with a photo, or with whom it meets.
func (c *Classifier) earnest(r *reading, s Statement) bool {
	return s.Kind == intake.ChatPrivate || s.Photos > 0 || slices.ContainsFunc(c.lexicon.meets, r.senses.has)
}

// tells says whether a sign counts. What takes danger away does not if the words
// go on to say that it is still there.
func (r *reading) tells(concept int, weight float64) bool {
	return slices.ContainsFunc(r.senses.of(concept), func(s sense) bool {
		return weight > 0 || !r.stillAfter(s.to)
	})
}

// threat is what the dangers add by themselves: the heaviest, and something for
// another kind beside it.
func (c *Classifier) threat(troubles []trouble) float64 {
	most, kind, second := 0.0, "", 0.0
	for _, t := range troubles {
		if t.weight > most {
			most, kind = t.weight, t.kind
		}
	}
	for _, t := range troubles {
		if t.weight > 0 && t.kind != "" && kind != "" && t.kind != kind {
			second = c.lexicon.weights.Second
		}
	}
	return most + second
}

// calm takes the danger out of troubles that are none: what only the grammar
// knows falls away, the others are urgent at most.
func (a alarm) calm(troubles []trouble) []trouble {
	if a.calls() {
		return troubles
	}
	kept := troubles[:0]
	for _, t := range troubles {
		if t.kind != "" && (!a.worries() || a.doubted()) {
			continue
		}
		if t.severity == intake.Emergency {
			t.severity = intake.Urgent
		}
		kept = append(kept, t)
	}
	return kept
}

// severity says how soon somebody has to act: what calls is an emergency, and what
// only worries is one for the staff who have to look at it.
func (c *Classifier) severity(f *Finding, r *reading, troubles []trouble, a alarm) intake.Severity {
	if a.calls() || f.Kind == intake.IsUnsure && a.worries() {
		return intake.Emergency
	}
	if r.past() && !r.has(roleStill) {
		return intake.Ordinary
	}
	urgent := func(t trouble) bool { return t.severity == intake.Urgent }
	if slices.ContainsFunc(troubles, urgent) || r.has(roleAlarm) ||
		len(troubles) > 0 && cmp.Or(c.usual[f.Category], intake.Ordinary) != intake.Ordinary {
		return intake.Urgent
	}
	return intake.Ordinary
}
