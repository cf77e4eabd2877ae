package triage

import (
	"math"

	"snapgrid/intake"
)

// rank orders the classes: by how much a rule has matched, and by how they are
// usually worded. A class that only the wording names is the first one only if
// no rule names any and the words tell of a trouble.
func (f *Finding) rank(c *Classifier, o opinion, troubles []trouble, told bool) {
	sums := make([]float64, len(c.codes))
	for i, fit := range o.fits {
		sums[i] = fit * c.weights.Class
	}
	named := false
	for i, best := range bestOf(troubles, c.number, len(c.codes)) {
		sums[i] += best
		named = named || best > 0
	}
	codes := c.highest(sums)
	if !named && !told || len(codes) == 0 {
		f.Alternatives = codes
		return
	}
	f.Category, f.Alternatives = codes[0], codes[1:]
}

// bestOf returns how well the best trouble of each class fits.
func bestOf(troubles []trouble, number map[string]int, classes int) []float64 {
	best := make([]float64, classes)
	for _, t := range troubles {
		if i, known := number[t.category]; known {
			best[i] = max(best[i], t.fit+ruled)
		}
	}
	return best
}

// highest returns the codes with the highest sums above zero.
func (c *Classifier) highest(sums []float64) []string {
	var codes []string
	for len(codes) < shown {
		i := 0
		for j := range sums {
			if sums[j] > sums[i] {
				i = j
			}
		}
		if len(sums) == 0 || sums[i] <= 0 {
			break
		}
		codes, sums[i] = append(codes, c.codes[i]), 0
	}
	return codes
}

const (
	ruled = 4.0 // what a class is worth that a rule names, beside the fit
	shown = 4   // the class and its alternatives
)

// decide turns the sum into a verdict.
func (f *Finding) decide(c *Classifier, s Statement, r *reading, troubles []trouble, told bool, a alarm) {
	photo := s.Photos > 0 || r.photoMark
	switch {
	case len(r.tokens) == 0 && photo:
		// A picture without words may be a report whose words are still to
		// come, or a lunch. Staff look.
		f.Kind = intake.IsUnsure
	case a.calls():
		f.Kind = intake.IsReport
	case f.Score >= c.weights.Report && (len(troubles) > 0 || photo || told):
		f.Kind = intake.IsReport
	case f.Score <= c.weights.Chatter && !a.worries():
		f.Kind = intake.IsChatter
	default:
		f.Kind = intake.IsUnsure
	}
	f.Confidence = f.confidence(c.weights)
	f.Severity = c.severity(f, r, troubles, a)
	if f.Kind == intake.IsChatter {
		f.Category, f.Severity, f.Alternatives = "", "", nil
	}
	f.Danger, f.Odds = a.sum, math.Round(10*a.odds)/10
	if a.known && a.backed() >= a.weights.Uneasy {
		f.Signs = a.signs
	}
	f.Reason = f.reason(c)
}

// slope is how much a step of the sum adds to the logarithm of the odds.
const slope = 1.2

// confidence says how sure the verdict is: 0.5 on the border, near 1 far away
// from it.
func (f *Finding) confidence(w Weights) float64 {
	distance := 0.0
	switch f.Kind {
	case intake.IsReport:
		distance = f.Score - w.Report
	case intake.IsChatter:
		distance = w.Chatter - f.Score
	case intake.IsUnsure:
		return 0.5
	}
	p := 1 / (1 + math.Exp(-slope*(distance+0.5)))
	return max(0.5, math.Round(p*100)/100) // a danger calls also from beyond the border
}
