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
	parts []string
	uses  []use
}

// index finds terms by their first part.
type index map[string][]*term

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

// newIndex indexes the terms of the rules and of all troubles, those of the
// rules included.
func newIndex(rules Rules, troubles []Trouble) index {
	rules.Troubles = troubles
	terms := make(map[string]*term)
	ix := make(index)
	for _, l := range rules.lists() {
		for _, text := range l.terms {
			parts := parseTerm(text)
			key := strings.Join(parts, " ")
			t, known := terms[key]
			if !known {
				t = &term{parts: parts}
				terms[key] = t
				ix[parts[0]] = append(ix[parts[0]], t)
			}
			t.uses = append(t.uses, l.use)
		}
	}
	return ix
}

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

// find calls found for every term in the tokens.
func (ix index) find(tokens []token, found func(t *term, from, to int)) {
	for at := range tokens {
		for _, t := range ix[tokens[at].text] {
			if to := t.match(tokens, at); to > 0 {
				found(t, at, to)
			}
		}
		if tokens[at].number && (at == 0 || !tokens[at-1].number) {
			for _, t := range ix["#"] {
				if to := t.match(tokens, at); to > 0 {
					found(t, at, to)
				}
			}
		}
	}
}

// match returns where the term ends if it begins at from, else 0. A term does
// not reach from one sentence into the next.
func (t *term) match(tokens []token, from int) int {
	at := from
	for _, p := range t.parts {
		begin := at
		switch {
		case at >= len(tokens) || tokens[at].sentence != tokens[from].sentence:
			return 0
		case p == "#":
			for at < len(tokens) && tokens[at].number {
				at++
			}
		case tokens[at].text == p:
			at++
		}
		if at == begin {
			return 0
		}
	}
	return at
}
