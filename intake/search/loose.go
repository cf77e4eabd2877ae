package search

import (
	"slices"
	"strings"
	"unicode/utf8"

	"snapgrid/intake"
)

// Loose are the words without the terms that choose least, but whose lists in an index
// are the longest: a character alone beside other terms of its word, the 号 of 12号, and a
// pair whose characters its neighbours hold, the 灯不 of 路灯不亮. Every ticket that has
// the words has the loose ones; of those fits tells which have the words. It is nil if
// there is nothing to leave out.
func (w Words) Loose() (loose Words, fits func(intake.Ticket) bool) {
	var checks []check
	for _, clause := range w {
		var short Clause
		c := check{clause: clause}
		for _, terms := range clause {
			kept, left := telling(terms)
			short = append(short, kept)
			if len(left) > 0 {
				c.left, c.lists = left, c.lists+1
			}
		}
		loose = append(loose, short)
		if c.lists > 0 {
			checks = append(checks, c)
		}
	}
	if len(checks) == 0 {
		return w, nil
	}
	return loose, func(t intake.Ticket) bool {
		texts := []string{bare(t.Masked), bare(t.Fix.Address), bare(t.Outcome)}
		return !slices.ContainsFunc(checks, func(c check) bool { return !c.holds(t, texts) })
	}
}

// telling divides the terms of a list into those that are asked for first and those that
// are left for later.
func telling(terms []string) (kept, left []string) {
	for i, term := range terms {
		between := len(kept) > 0 && i+1 < len(terms) && chained(kept[len(kept)-1], term) && chained(term, terms[i+1])
		if len(terms) > 1 && (between || single(term)) {
			left = append(left, term)
		} else {
			kept = append(kept, term)
		}
	}
	if len(kept) == 0 {
		return terms, nil
	}
	return kept, left
}

// single reports whether a term is one character of a script without spaces.
func single(term string) bool {
	r, size := utf8.DecodeRuneInString(term)
	return size == len(term) && kindOf(r) == dense
}

// chained reports whether the second pair of characters begins with the last one of the
// first.
func chained(pair, next string) bool {
	last, _ := utf8.DecodeLastRuneInString(pair)
	first, _ := utf8.DecodeRuneInString(next)
	return last == first && kindOf(first) == dense && !single(pair) && !single(next)
}

// check is a clause of which something was left out.
type check struct {
	clause Clause
	lists  int      // of which something was left out
	left   []string // of the last of them
}

// holds reports whether the clause holds for a ticket for which the loose one does. What
// was left out are neighbours in one of its texts; if it is there the list is whole, or
// another one is. Else all terms of the ticket are looked at.
func (c check) holds(t intake.Ticket, texts []string) bool {
	missing := func(term string) bool {
		return !slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(text, term) })
	}
	if c.lists == 1 && !slices.ContainsFunc(c.left, missing) {
		return true
	}
	terms := Terms(t)
	lacks := func(term string) bool {
		_, has := slices.BinarySearch(terms, term)
		return !has
	}
	return slices.ContainsFunc(c.clause, func(list []string) bool { return !slices.ContainsFunc(list, lacks) })
}
