package triage

import (
	"cmp"
	"slices"
	"strings"

	"snapgrid/intake"
)

// pattern is a danger of the grammar with its concepts as numbers.
type pattern struct {
	Danger
	all    [][]int
	unless []int
}

// lexicon is the grammar made ready for use.
type lexicon struct {
	weights  DangerWeights
	names    []string  // of the concepts, in order
	signs    []float64 // what a concept adds by itself
	meets    []int     // the concepts of whom a danger meets
	patterns []pattern
	advices  map[string]Advice // by kind
	kinds    map[string]int    // how many kinds of danger a class has
	other    string            // the class of a danger that no class is known of
}

// plain are the weights without a grammar: an emergency of the troubles is one
// unless it is past.
var plain = DangerWeights{Rule: 3, Past: -3, Alarm: 3, Worry: 2}

func newLexicon(g Grammar) lexicon {
	l := lexicon{weights: g.Weights, advices: g.Advices, kinds: g.kinds(), other: g.Other}
	if g.Weights == (DangerWeights{}) {
		l.weights = plain
	}
	for name := range g.Concepts {
		l.names = append(l.names, name)
	}
	slices.Sort(l.names)
	l.signs = make([]float64, len(l.names))
	for name, weight := range g.Signs {
		l.signs[l.number(name)] = weight
	}
	l.meets = l.numbers(g.Meets)
	for _, d := range g.Dangers {
		p := pattern{Danger: d, unless: l.numbers(d.Unless)}
		p.Weight = cmp.Or(d.Weight, g.Weights.Danger)
		for _, slot := range d.All {
			p.all = append(p.all, l.numbers(strings.Split(slot, "|")))
		}
		l.patterns = append(l.patterns, p)
	}
	return l
}

func (l lexicon) number(name string) int {
	i, _ := slices.BinarySearch(l.names, name)
	return i
}

func (l lexicon) numbers(names []string) []int {
	all := make([]int, len(names))
	for i, name := range names {
		all[i] = l.number(name)
	}
	return all
}

// sense is a word of a concept, found in the tokens from … to-1.
type sense struct{ concept, from, to int }

// senses are the words of concepts in a text, by concept.
type senses struct {
	all   []sense // by concept, then as they stand
	begin []int   // where a concept begins in all; one more than there are concepts
}

func (s senses) of(concept int) []sense { return s.all[s.begin[concept]:s.begin[concept+1]] }

func (s senses) has(concept int) bool { return s.begin[concept] < s.begin[concept+1] }

// newSenses orders what was found, without what lies within a saying.
func newSenses(found []sense, sayings []hit, concepts int) senses {
	s := senses{all: make([]sense, 0, len(found)), begin: make([]int, concepts+1)}
	kept := found[:0]
	for _, f := range found {
		if !slices.ContainsFunc(sayings, func(h hit) bool {
			return f.from >= h.from && f.to <= h.to && f.to-f.from < h.to-h.from
		}) {
			kept = append(kept, f)
			s.begin[f.concept+1]++
		}
	}
	for i := range concepts {
		s.begin[i+1] += s.begin[i]
	}
	at := slices.Clone(s.begin)
	s.all = s.all[:len(kept)]
	for _, f := range kept {
		s.all[at[f.concept]] = f
		at[f.concept]++
	}
	return s
}

// findDangers returns the dangers that are told of as present: as troubles, which
// are emergencies all of them.
func (c *Classifier) findDangers(r *reading) []trouble {
	if len(r.senses.all) == 0 {
		return nil
	}
	var found []trouble
	for i := range c.lexicon.patterns {
		p := &c.lexicon.patterns[i]
		if !p.possible(r.senses) {
			continue
		}
		if chosen, ok := p.find(r); ok {
			found = append(found, c.dangerous(p, r, chosen))
		}
	}
	return found
}

// possible says whether each slot has a word at all.
func (p *pattern) possible(s senses) bool {
	for _, slot := range p.all {
		if !slices.ContainsFunc(slot, s.has) {
			return false
		}
	}
	return true
}

// find returns words for all slots: one for the first, and for each of the others
// the nearest that shares no sign with those before it.
func (p *pattern) find(r *reading) ([]sense, bool) {
	chosen := make([]sense, 0, 4)
	for _, concept := range p.all[0] {
		for _, first := range r.senses.of(concept) {
			if !r.meant(first.from) || p.setAside(r, first.from) {
				continue
			}
			chosen = append(chosen[:0], first)
			for _, slot := range p.all[1:] {
				if next, ok := p.nearest(r, slot, chosen); ok {
					chosen = append(chosen, next)
				}
			}
			if len(chosen) == len(p.all) {
				return chosen, true
			}
		}
	}
	return nil, false
}

// nearest returns the word of a slot that is nearest to the first one.
func (p *pattern) nearest(r *reading, slot []int, chosen []sense) (nearest sense, found bool) {
	first, least := chosen[0], p.Within+1
	for _, concept := range slot {
		for _, s := range r.senses.of(concept) {
			gap := max(s.from-first.to, first.from-s.to)
			if gap < 0 || gap+r.stops(s.from, first.from) >= least ||
				slices.ContainsFunc(chosen, func(t sense) bool { return s.from < t.to && s.to > t.from }) || !r.meant(s.from) {
				continue
			}
			nearest, least, found = s, gap+r.stops(s.from, first.from), true
		}
	}
	return nearest, found
}

// stop is how many tokens the end of a sentence counts for: in a chat it may stand
// anywhere.
const stop = 3

// stops counts the ends of sentences between two tokens as tokens.
func (r *reading) stops(a, b int) int {
	between := r.tokens[a].sentence - r.tokens[b].sentence
	return stop * max(between, -between)
}

// meant says whether what stands at from is neither denied nor only imagined.
func (r *reading) meant(from int) bool { return !r.denied(from) && !r.imagined(from) }

// setAside says whether another word of the sentence takes the danger away.
func (p *pattern) setAside(r *reading, from int) bool {
	for _, concept := range p.unless {
		for _, s := range r.senses.of(concept) {
			if r.tokens[s.from].sentence == r.tokens[from].sentence {
				return true
			}
		}
	}
	return false
}

func (c *Classifier) dangerous(p *pattern, r *reading, chosen []sense) trouble {
	from, to, length := len(r.tokens), 0, 0
	words := make([]string, len(chosen))
	for i, s := range chosen {
		from, to = min(from, s.from), max(to, s.to)
		length += s.to - s.from
		words[i] = r.words(s.from, s.to)
	}
	return trouble{
		category: p.Category, severity: intake.Emergency, words: strings.Join(words, " "), from: from, to: to,
		kind: p.Kind, weight: p.Weight,
		fit: float64(length) + 3 - 0.3*float64(to-from-length),
	}
}

// suspect adds a trouble for an alarm that no rule explains: of the danger that the
// words come nearest to.
func (c *Classifier) suspect(r *reading, a alarm, troubles []trouble) []trouble {
	if !a.calls() || slices.ContainsFunc(troubles, func(t trouble) bool { return t.severity == intake.Emergency }) {
		return troubles
	}
	t := trouble{category: c.lexicon.other, severity: intake.Emergency, words: strings.Join(a.signs, " "), from: len(r.tokens), to: len(r.tokens)}
	if p := c.nearest(r); p != nil {
		t.category, t.kind = p.Category, p.Kind
	}
	return append([]trouble{t}, troubles...)
}

// nearest returns the danger whose concepts the words hold most of, half of them at
// least; nil if there is none.
func (c *Classifier) nearest(r *reading) (nearest *pattern) {
	most := 0.5
	for i := range c.lexicon.patterns {
		p, held := &c.lexicon.patterns[i], 0
		for _, slot := range p.all {
			if slices.ContainsFunc(slot, func(concept int) bool {
				return slices.ContainsFunc(r.senses.of(concept), func(s sense) bool { return r.meant(s.from) })
			}) {
				held++
			}
		}
		if share := float64(held) / float64(len(p.all)); share > most {
			nearest, most = p, share
		}
	}
	return nearest
}
