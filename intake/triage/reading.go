package triage

import (
	"strings"
	"unicode/utf8"
)

// hit is a term found in the tokens from … to-1.
type hit struct {
	term     *term
	from, to int
	masked   bool // lies within a word that is to be ignored
}

// reading is a text with all terms that were found in it.
type reading struct {
	tokens    []token
	hits      []hit
	roles     [roleCount + 1]int32 // where the hits in a role begin in played
	played    []played
	senses    senses
	photoMark bool
}

// played is a hit that is not masked, and the number of the rule that it is for.
type played struct{ hit, rule int32 }

// longest is how many tokens of a statement are read: a trouble is told long
// before, and the work grows faster than the length.
const longest = 600

// photoMarks stand in exported and quoted chats where a photo was.
var photoMarks = []string{"[图片]", "[照片]", "[photo]", "[image]"}

func (c *Classifier) read(text string) reading {
	text = fold(text)
	var r reading
	for _, mark := range photoMarks {
		if strings.Contains(text, mark) {
			r.photoMark = true
			text = strings.ReplaceAll(text, mark, " ")
		}
	}
	r.tokens = cut(text)
	r.tokens = r.tokens[:min(len(r.tokens), longest)]
	var found []sense
	c.index.find(r.tokens, func(t *term, from, to int) {
		if len(t.uses) > 0 {
			r.hits = append(r.hits, hit{term: t, from: from, to: to})
		}
		if r.tokens[from].clause != r.tokens[to-1].clause {
			return
		}
		for _, concept := range t.concepts {
			found = append(found, sense{concept, from, to})
		}
	})
	r.mask()
	r.sort()
	r.senses = newSenses(found, r.sayings(), len(c.lexicon.names))
	return r
}

// sayings are the hits that are not to be taken by their parts.
func (r *reading) sayings() []hit {
	var all []hit
	for _, h := range r.hits {
		if h.term.plays(roleSaying) || h.term.plays(roleIgnore) {
			all = append(all, h)
		}
	}
	return all
}

// sort puts the hits that are not masked in order of their roles.
func (r *reading) sort() {
	all := 0
	for _, h := range r.hits {
		for _, u := range h.term.uses {
			if !h.masked {
				r.roles[u.role+1]++
				all++
			}
		}
	}
	for i := range roleCount {
		r.roles[i+1] += r.roles[i]
	}
	r.played = make([]played, all)
	at := r.roles
	for i, h := range r.hits {
		for _, u := range h.term.uses {
			if !h.masked {
				r.played[at[u.role]] = played{int32(i), int32(u.rule)}
				at[u.role]++
			}
		}
	}
}

func (r *reading) in(wanted role) []played { return r.played[r.roles[wanted]:r.roles[wanted+1]] }

// mask marks the hits inside of words that are to be ignored.
func (r *reading) mask() {
	for _, h := range r.hits {
		if h.term.plays(roleIgnore) {
			r.maskWithin(h)
		}
	}
	r.maskShorter()
}

func (r *reading) maskWithin(word hit) {
	for i := range r.hits {
		h := &r.hits[i]
		if h.from >= word.from && h.to <= word.to && h.term != word.term {
			h.masked = true
		}
	}
}

// maskShorter lets the longest name of a thing win: the 路 of 路灯 is neither a
// road nor a place.
func (r *reading) maskShorter() {
	for _, long := range r.hits {
		if long.masked || long.to-long.from < 2 || !long.term.plays(roleThing) {
			continue
		}
		for j := range r.hits {
			h := &r.hits[j]
			size := h.to - h.from
			if h.from >= long.from && h.to <= long.to && size < long.to-long.from && !h.masked {
				h.masked = h.term.plays(roleThing) || size == 1 && h.term.plays(rolePlace)
			}
		}
	}
}

func (t *term) plays(wanted role) bool {
	for _, u := range t.uses {
		if u.role == wanted {
			return true
		}
	}
	return false
}

func (r *reading) has(wanted role) bool { return len(r.in(wanted)) > 0 }

// each calls do with every hit in the role that is not masked.
func (r *reading) each(wanted role, do func(h hit, rule int)) {
	for _, p := range r.in(wanted) {
		do(r.hits[p.hit], int(p.rule))
	}
}

// first returns the words of the first hit in the role, the longest that begins
// there.
func (r *reading) first(wanted role) string {
	all := r.in(wanted)
	if len(all) == 0 {
		return ""
	}
	first := r.hits[all[0].hit]
	for _, p := range all[1:] {
		if h := r.hits[p.hit]; h.from == first.from && h.to > first.to {
			first = h
		}
	}
	return r.words(first.from, first.to)
}

// words joins tokens, with a space where both sides are letters or digits.
func (r *reading) words(from, to int) string {
	var b strings.Builder
	for i := from; i < to; i++ {
		text := r.tokens[i].text
		if i > from && isWord(text) && isWord(r.tokens[i-1].text) {
			b.WriteByte(' ')
		}
		b.WriteString(text)
	}
	return b.String()
}

func isWord(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	return isWordRune(first)
}

// denied says whether a denial stands right before from: no farther away than
// it is long, with a word of letters for two signs, in the same clause.
func (r *reading) denied(from int) bool {
	denied := false
	r.each(roleDenial, func(h hit, _ int) {
		gap := from - h.to
		if gap >= 0 && gap < r.size(h) && r.tokens[h.from].clause == r.tokens[from].clause {
			denied = true
		}
	})
	return denied
}

// size is the length of a hit in signs.
func (r *reading) size(h hit) int {
	if isWord(r.tokens[h.from].text) {
		return 2 * (h.to - h.from)
	}
	return h.to - h.from
}

// imagined says whether the clause of from only supposes.
func (r *reading) imagined(from int) bool {
	imagined := false
	r.each(roleIf, func(h hit, _ int) {
		if h.to <= from && r.tokens[h.from].clause == r.tokens[from].clause {
			imagined = true
		}
	})
	return imagined
}

// repaired says whether the words from on tell, after what ends at to, that it
// is repaired, and not that it broke again.
func (r *reading) repaired(to int) bool {
	repaired := false
	r.each(roleFixed, func(h hit, _ int) {
		if h.from >= to-1 && !r.denied(h.from) && !r.negated(h.from) && !r.asked(h) && !r.stillAfter(h.to) {
			repaired = true
		}
	})
	return repaired
}

// negated says whether the token before from turns it into its opposite:
// 不亮了, 没通.
func (r *reading) negated(from int) bool {
	if from == 0 {
		return false
	}
	switch r.tokens[from-1].text {
	case "不", "没", "未":
		return true
	}
	return false
}

// asked says whether the hit is followed by a question in its sentence.
func (r *reading) asked(h hit) bool {
	for _, t := range r.tokens[h.to:] {
		if t.sentence != r.tokens[h.from].sentence {
			return false
		}
		if t.text == "?" || t.text == "吗" || t.text == "没" {
			return true
		}
	}
	return false
}

func (r *reading) stillAfter(at int) bool {
	still := false
	r.each(roleStill, func(h hit, _ int) { still = still || h.from >= at })
	return still
}

// opens says whether a clause begins at from.
func (r *reading) opens(from int) bool {
	return from == 0 || r.tokens[from-1].clause != r.tokens[from].clause
}

func (r *reading) past() bool { return r.has(rolePast) }
