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
	"math"
	"slices"
	"strings"

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
	if !o.report.known {
		return false
	}
	worth := o.report.odds / slope
	least, most := f.bounds(c, troubles)
	if len(troubles) > 0 && len(f.Signals) == 1 { // with nothing beside it, it has to be said clearly
		worth -= c.weights.Bare
	}
	f.add("wording", strings.Join(o.report.because, " "), math.Round(10*max(least, min(most, worth)))/10)
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

// within says whether a hit shares words with what tells of a trouble.
func within(h hit, troubles []trouble) bool {
	for _, t := range troubles {
		if h.from < t.to && h.to > t.from {
			return true
		}
	}
	return false
}

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
