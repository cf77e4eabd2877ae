package triage

import "strings"

// role is what a term is good for.
type role uint8

const (
	roleWord role = iota
	roleWeak
	roleThing
	roleFault
	roleCommonFault
	roleUnless
	roleIgnore
	rolePlace
	roleRequest
	roleTone
	roleAlarm
	roleDenial
	roleIf
	rolePast
	roleStill
	roleFixed
	roleChat
	roleSaying
	roleConcept
	roleCount
)

// use is a role, and the number of the rule it is played in, if it belongs to
// one.
type use struct {
	role role
	rule int
}

// term is a sequence of tokens to look for; "#" is one or more numbers.
type term struct {
	uses     []use
	concepts []int // of the grammar of danger that it is a word of
}

// index finds terms in tokens. It is a tree: each token leads from a node to the
// next one.
type index struct {
	tokens map[string]int32 // numbers of the tokens that a term holds
	next   map[int64]int32  // from a node and a token to a node
	terms  []*term          // that end at a node; nil if none does
}

// numbers is the token that stands for a run of numbers.
const numbers = "#"

// list is the terms of one use, with the name that faults are told by.
type list struct {
	name  string
	use   use
	terms []string
}

func (r Rules) lists() []list {
	lists := []list{
		{"faults", use{role: roleCommonFault}, r.Faults},
		{"ignore", use{role: roleIgnore}, r.Ignore},
		{"places", use{role: rolePlace}, r.Places},
		{"requests", use{role: roleRequest}, r.Requests},
		{"tones", use{role: roleTone}, r.Tones},
		{"alarms", use{role: roleAlarm}, r.Alarms},
		{"denials", use{role: roleDenial}, r.Denials},
		{"ifs", use{role: roleIf}, r.Ifs},
		{"past", use{role: rolePast}, r.Past},
		{"still", use{role: roleStill}, r.Still},
		{"fixed", use{role: roleFixed}, r.Fixed},
	}
	for i, c := range r.Chat {
		lists = append(lists, list{"chat " + c.Name, use{roleChat, i}, c.Words})
	}
	return append(lists, troubleLists(r.Troubles)...)
}

func troubleLists(troubles []Trouble) []list {
	var lists []list
	for i, t := range troubles {
		lists = append(lists,
			list{"words of " + t.Category, use{roleWord, i}, t.Words},
			list{"weak of " + t.Category, use{roleWeak, i}, t.Weak},
			list{"things of " + t.Category, use{roleThing, i}, t.Things},
			list{"faults of " + t.Category, use{roleFault, i}, t.Faults},
			list{"unless of " + t.Category, use{roleUnless, i}, t.Unless},
		)
	}
	return lists
}

// newIndex indexes the terms of the rules, of all troubles, those of the rules
// included, and of the grammar.
func newIndex(rules Rules, troubles []Trouble, concepts []string) index {
	rules.Troubles = troubles
	ix := index{tokens: map[string]int32{}, next: map[int64]int32{}, terms: []*term{nil}}
	for _, l := range append(rules.lists(), rules.Danger.lists(concepts)...) {
		for _, text := range l.terms {
			ix.add(parseTerm(text), l.use)
		}
	}
	return ix
}

func (ix *index) add(parts []string, u use) {
	node := int32(0)
	for _, part := range parts {
		id, known := ix.tokens[part]
		if !known {
			id = int32(len(ix.tokens)) + 1
			ix.tokens[part] = id
		}
		next, known := ix.next[edge(node, id)]
		if !known {
			next = int32(len(ix.terms))
			ix.next[edge(node, id)] = next
			ix.terms = append(ix.terms, nil)
		}
		node = next
	}
	if ix.terms[node] == nil {
		ix.terms[node] = &term{}
	}
	if t := ix.terms[node]; u.role == roleConcept {
		t.concepts = append(t.concepts, u.rule)
	} else {
		t.uses = append(t.uses, u)
	}
}

func edge(node, token int32) int64 { return int64(node)<<32 | int64(token) }

// parseTerm cuts a term as a text is cut, with # for numbers.
func parseTerm(text string) []string {
	var parts []string
	for i, piece := range strings.Split(fold(text), "#") {
		if i > 0 {
			parts = append(parts, "#")
		}
		for _, t := range cut(piece) {
			parts = append(parts, t.text)
		}
	}
	if len(parts) == 1 && parts[0] == "#" {
		return nil
	}
	return parts
}

// find calls found for every term in the tokens. A term does not reach from one
// sentence into the next.
func (ix index) find(tokens []token, found func(t *term, from, to int)) {
	for i := range tokens {
		tokens[i].id = ix.tokens[tokens[i].text]
	}
	any := ix.tokens[numbers]
	for at := range tokens {
		within := at > 0 && tokens[at-1].number
		ix.walk(tokens, any, 0, at, at, within, found)
	}
}

// walk follows the tree from a node with the token at. Within a run of numbers
// no other run begins.
func (ix index) walk(tokens []token, any, node int32, from, at int, within bool, found func(t *term, from, to int)) {
	if t := ix.terms[node]; t != nil {
		found(t, from, at)
	}
	if at >= len(tokens) || tokens[at].sentence != tokens[from].sentence {
		return
	}
	if id := tokens[at].id; id != 0 {
		if next, ok := ix.next[edge(node, id)]; ok {
			ix.walk(tokens, any, next, from, at+1, false, found)
		}
	}
	if !tokens[at].number || within || any == 0 {
		return
	}
	next, ok := ix.next[edge(node, any)]
	if !ok {
		return
	}
	to := at + 1
	for to < len(tokens) && tokens[to].number {
		to++
	}
	ix.walk(tokens, any, next, from, to, false, found)
}
