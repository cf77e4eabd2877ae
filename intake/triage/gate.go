package triage

import (
	"regexp"
	"regexp/syntax"
	"strings"
)

// gate tells which of up to 64 patterns may match some words, by the characters in them.
// Trying a pattern takes a hundred times as long, and of twenty patterns hardly one
// has a character of what people say.
type gate struct {
	needed map[rune]uint64 // the patterns of which every match holds one of some characters, of which this is one
	always uint64          // those of which nothing is known
}

// newGate makes the gate of patterns.
func newGate(patterns []*regexp.Regexp) gate {
	g := gate{needed: map[rune]uint64{}}
	for i, pattern := range patterns {
		one := uint64(1) << i
		parsed, err := syntax.Parse(pattern.String(), syntax.Perl)
		if err != nil {
			g.always |= one // it is a pattern, so this does not happen
			continue
		}
		needs := anyOf(parsed)
		if needs == "" {
			g.always |= one
		}
		for _, r := range needs {
			g.needed[r] |= one
		}
	}
	return g
}

// may is the set of the patterns that may match: bit i stands for the i-th.
func (g gate) may(words string) uint64 {
	may := g.always
	for _, r := range words {
		may |= g.needed[r]
	}
	return may
}

// anyOf lists characters of which every match holds one; "" if there is no such list.
func anyOf(re *syntax.Regexp) string {
	switch re.Op {
	case syntax.OpLiteral:
		if re.Flags&syntax.FoldCase == 0 {
			return rarest(re.Rune)
		}
	case syntax.OpCharClass:
		return members(re.Rune)
	case syntax.OpCapture, syntax.OpPlus:
		return anyOf(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return anyOf(re.Sub[0])
		}
	case syntax.OpConcat:
		return fewest(re.Sub)
	case syntax.OpAlternate:
		return together(re.Sub)
	}
	return ""
}

// frequent are characters that stand in much of what people say.
const frequent = "的了不是我有一好在人这个们来到没吗 etaoinshr"

// rarest is one character of a literal, if there is one a rare one.
func rarest(literal []rune) string {
	for _, r := range literal {
		if !strings.ContainsRune(frequent, r) {
			return string(r)
		}
	}
	return string(literal[:1])
}

// members lists the characters of a small class.
func members(ranges []rune) string {
	var all []rune
	for i := 0; i+1 < len(ranges); i += 2 {
		for r := ranges[i]; r <= ranges[i+1]; r++ {
			if all = append(all, r); len(all) > 64 {
				return ""
			}
		}
	}
	return string(all)
}

// fewest is the shortest list that a part of a sequence has.
func fewest(parts []*syntax.Regexp) string {
	best := ""
	for _, part := range parts {
		if needs := anyOf(part); needs != "" && (best == "" || len(needs) < len(best)) {
			best = needs
		}
	}
	return best
}

// together is the list of all branches, which each must have one.
func together(branches []*syntax.Regexp) string {
	all := ""
	for _, branch := range branches {
		needs := anyOf(branch)
		if needs == "" {
			return ""
		}
		all += needs
	}
	return all
}
