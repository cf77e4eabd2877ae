package triage

import (
	"math"
	"slices"
	"strings"

	"snapgrid/intake"
)

func (f *Finding) add(name, words string, weight float64) {
	if weight == 0 {
		return
	}
	f.Score += weight
	f.Signals = append(f.Signals, Signal{Name: name, Words: words, Weight: weight})
}

// addTrouble counts the strongest trouble, and says which others there are.
func (f *Finding) addTrouble(c *Classifier, troubles []trouble) {
	if len(troubles) == 0 {
		return
	}
	best := troubles[0]
	weight := c.weights.Trouble
	switch {
	case best.weak:
		weight = c.weights.Weak
	case best.loose:
		weight = c.weights.Loose
	}
	f.add("trouble", best.words, weight)
	if best.severity == intake.Emergency {
		f.add("danger", "", c.weights.Danger)
	}
}

// addContext counts what makes a report of a trouble: a place, a photo, a
// request, a tone of complaint, the kind of chat, whom it answers, what its
// sender did before.
func (f *Finding) addContext(c *Classifier, s Statement, r *reading) {
	w := c.weights
	switch {
	case s.NamesPlace:
		f.add("known place", "", w.KnownPlace)
	case r.has(rolePlace):
		f.add("place", r.first(rolePlace), w.Place)
	}
	if s.Photos > 0 || r.photoMark {
		f.add("photo", "", w.Photo)
	}
	if r.has(roleRequest) {
		f.add("request", r.first(roleRequest), w.Request)
	}
	if r.has(roleTone) {
		f.add("tone", r.first(roleTone), w.Tone)
	}
	if s.Kind == intake.ChatPrivate && len(r.tokens) > 0 {
		f.add("private chat", "", w.Private)
	}
	if s.Kind == intake.ChatStaff {
		f.add("staff chat", "", w.Staff)
	}
	if s.Answers {
		f.add("an answer to somebody", "", w.Answer)
	}
	if s.Reporter {
		f.add("has reported lately", "", w.Reporter)
	}
}

// smallTalk returns the marks of small talk, each kind once.
func (c *Classifier) smallTalk(r *reading, troubles []trouble) []Signal {
	var f Finding
	seen := make([]bool, len(c.chats))
	for _, h := range r.hits {
		for _, u := range h.term.uses {
			if u.role != roleChat || seen[u.rule] || h.masked || within(h, troubles) {
				continue
			}
			if c.chats[u.rule].Opening && !r.opens(h.from) {
				continue
			}
			seen[u.rule] = true
			f.add("chat: "+c.chats[u.rule].Name, r.words(h.from, h.to), c.chats[u.rule].Weight)
		}
	}
	if r.repaired(0) && len(troubles) == 0 {
		f.add("repaired already", r.first(roleFixed), c.weights.Fixed)
	}
	if r.past() && !r.has(roleStill) {
		f.add("past", r.first(rolePast), c.weights.Past)
	}
	return f.Signals
}

// total is the sum of signals.
func total(signals []Signal) float64 {
	sum := 0.0
	for _, s := range signals {
		sum += s.Weight
	}
	return sum
}

// addWording counts how the words sound, within bounds. It says whether they
// tell of a trouble although no rule knows it.
func (f *Finding) addWording(c *Classifier, o opinion, troubles []trouble) bool {
	if o.report.source == "" {
		return false
	}
	worth := o.report.odds / slope
	least, most := f.bounds(c, troubles)
	if len(troubles) > 0 && len(f.Signals) == 1 { // with nothing beside it, it has to be said clearly
		worth -= c.weights.Bare
	}
	f.add(o.report.source, strings.Join(o.report.because, " "), math.Round(10*max(least, min(most, worth)))/10)
	return len(troubles) == 0 && o.report.odds >= c.weights.Told
}

// bounds says how much the wording may count: little against a photo or a bare
// word of danger, as in a tale, and nothing against any other danger.
func (f *Finding) bounds(c *Classifier, troubles []trouble) (least, most float64) {
	w := c.weights
	danger := len(troubles) > 0 && troubles[0].severity == intake.Emergency
	photo := slices.ContainsFunc(f.Signals, func(s Signal) bool { return s.Name == "photo" })
	switch {
	case danger && len(f.Signals) > 2:
		return 0, w.MostWording
	case danger || photo:
		return -w.LeastWording, w.MostWording
	}
	return -w.MostWording, w.MostWording
}

// within says whether a hit shares words with what tells of a trouble.
func within(h hit, troubles []trouble) bool {
	for _, t := range troubles {
		if h.from < t.to && h.to > t.from {
			return true
		}
	}
	return false
}
