// Package triage reads what people write in a chat: whether it is a report, of
// which class and how dangerous ([Classifier.Judge]); what a short line said to
// a ticket or to the bot means ([ReadIntent]); and which numbers nobody but the
// staff may see ([Mask]).
//
// # How a verdict comes about
//
// The words are cut into tokens (a Han character, or a word of letters), and
// the terms of configs/triage.yaml and the keywords of configs/categories.yaml
// are looked up in them. A trouble is a word that says it all (路面塌陷), or a
// thing and its fault close together (井盖 … 不见了). What is denied, imagined
// or already repaired does not count. The troubles, the place, the photo, the
// tone and the marks of small talk are then added up; the sum decides, and each
// part of it is named in the reason.
//
// The rules are data and stay in the order of the file. A [Classifier] never
// changes after [New] and may be used by many goroutines.
package triage

import (
	"fmt"

	"snapgrid/intake"
)

// Statement is what was said, with what is known about it from elsewhere.
type Statement struct {
	Words      string          // of the whole burst
	Photos     int             // how many came with the words
	Kind       intake.ChatKind // of the chat where it was said
	NamesPlace bool            // the words hold a place that we know
	Answers    bool            // to what somebody said who is not us
	Reporter   bool            // its sender has reported something lately
}

// Finding is a verdict with what led to it.
type Finding struct {
	intake.Verdict
	Score        float64  // the sum of the signals
	Danger       float64  // the sum of danger; see [Grammar]
	Odds         float64  // of danger, their logarithm; see [Hunch]
	Signs        []string // what the hunch hears in a danger, the strongest first; nil if it hears none
	Signals      []Signal // in the order in which they were added
	Alternatives []string // codes of other classes that fit, best first
}

// Signal is one reason for or against a report.
type Signal struct {
	Name   string // "trouble", "photo", "chat: delivery"
	Words  string // what was matched, if words were
	Weight float64
}

// Classifier judges statements by rules.
type Classifier struct {
	weights  Weights
	troubles []Trouble // the rules, then what the categories' keywords give
	chats    []Chat
	names    map[string]string // of the categories, by code
	usual    map[string]intake.Severity
	codes    []string       // of the categories, in order
	number   map[string]int // where a code is among them
	lexicon  lexicon
	index    index
	wording  Wording
	hunch    Hunch
}

// New compiles the rules. It refuses rules that name a class that is not among
// the categories, all faults at once. The wording may be empty.
func New(rules Rules, categories intake.Categories, wording Wording) (*Classifier, error) {
	if err := rules.check(categories); err != nil {
		return nil, fmt.Errorf("triage rules: %w", err)
	}
	c := &Classifier{
		weights:  rules.Weights,
		troubles: append(append([]Trouble{}, rules.Troubles...), keywordTroubles(categories, rules)...),
		chats:    rules.Chat,
		names:    make(map[string]string, len(categories)),
		usual:    rules.Severities,
		number:   make(map[string]int, len(categories)),
		wording:  wording,
		lexicon:  newLexicon(rules.Danger),
	}
	if rules.Danger.Weights != (DangerWeights{}) { // they say what its odds count
		c.hunch = rules.Hunch
	}
	for i, category := range categories {
		c.names[category.Code] = category.Name
		c.codes = append(c.codes, category.Code)
		c.number[category.Code] = i
	}
	c.index = newIndex(rules, c.troubles, c.lexicon.names)
	return c, nil
}

// Judge says whether the statement is a report, of which class, how dangerous,
// and why.
func (c *Classifier) Judge(s Statement) intake.Verdict { return c.Weigh(s).Verdict }

// Weigh does what [Classifier.Judge] does and shows the parts of the sum.
func (c *Classifier) Weigh(s Statement) Finding {
	t := c.tell(s)
	r, talk := t.reading, t.talk
	felt, o := c.feel(t), c.wording.ask(r.tokens)
	if felt.known { // it has heard more than the wording
		o.report = felt.report
	}
	a := c.alarm(t, felt, o)
	troubles := c.suspect(r, a, a.calm(t.troubles))
	var f Finding
	f.addTrouble(c, troubles)
	f.addContext(c, s, r)
	f.Score, f.Signals = f.Score+total(talk), append(f.Signals, talk...)
	told := f.addWording(c, o, troubles)
	f.rank(c, o, troubles, told)
	f.decide(c, s, r, troubles, told, a)
	return f
}
