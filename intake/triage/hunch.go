package triage

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// Hunch is a sense of what is told, learnt from examples: how much a trait of a line
// speaks for a danger that is here and now, and how much for a report of any trouble. It
// hears what nobody has written into the rules and the grammar, and it knows tales, drills
// and jokes by how they are worded.
//
// A trait is a run of one or two signs, two signs with up to three others between
// them, the first sign or the last, a concept of the grammar, or what the rules have found. It is two linear models of
// the same traits, and their weights are text that a person can read and change. The zero
// Hunch hears nothing.
type Hunch struct {
	bias    bearing
	weights map[string]bearing // by trait
}

// Hears says whether there is a hunch at all.
func (h Hunch) Hears() bool { return len(h.weights) > 0 }

// bearing is what a trait adds to the logarithm of the odds, before the length of the line
// is taken into account.
type bearing struct{ danger, report float64 }

// Traits are written so that they can be told apart: two signs that do not touch have an
// elision between them, the first sign has a stop before it and the last one behind it, a
// concept stands in brackets, what the rules found in braces.
const (
	elision    = "…"
	mostElided = 3
	border     = "。"
)

// reserve is how many traits a line is taken to have in addition: what is told in two or
// three signs is not told for certain.
const reserve = 40

// tale is what is known of a line before the hunch is asked.
type tale struct {
	*reading
	statement Statement
	troubles  []trouble
	talk      []Signal
}

// tell reads a statement as far as the hunch needs it.
func (c *Classifier) tell(s Statement) tale {
	r := c.read(s.Words)
	t := tale{reading: &r, statement: s, troubles: c.findTroubles(&r)}
	t.talk = c.smallTalk(&r, t.troubles)
	return t
}

// eachTrait calls do with the traits of a tale. The bytes are good until do returns.
func (c *Classifier) eachTrait(t tale, do func(trait []byte)) {
	tokens := unrepeated(t.tokens)
	eachRun(tokens, do)
	eachEnd(tokens, do)
	eachElision(tokens, do)
	trait := make([]byte, 0, 64)
	for i, name := range c.lexicon.names {
		if slices.ContainsFunc(t.senses.of(i), func(s sense) bool { return t.meant(s.from) }) {
			do(append(append(append(trait[:0], '['), name...), ']'))
		}
	}
	c.eachFinding(t, func(name string) { do(append(append(append(trait[:0], '{'), name...), '}')) })
}

// eachEnd calls do with the first sign and the last.
func eachEnd(tokens []token, do func(trait []byte)) {
	trait, last := make([]byte, 0, 64), len(tokens)-1
	if last > 0 {
		do(appendSign(append(trait, border...), tokens, 0, 0))
		do(append(appendSign(trait, tokens, last, last), border...))
	}
}

// eachElision calls do with pairs of signs that have others between them.
func eachElision(tokens []token, do func(trait []byte)) {
	trait := make([]byte, 0, 64)
	for a := range tokens {
		for b := a + 2; b <= min(a+1+mostElided, len(tokens)-1) && tokens[b].sentence <= tokens[a].sentence+1; b++ {
			trait = appendSign(trait[:0], tokens, a, a)
			trait = append(trait, elision...)
			do(appendSign(trait, tokens, b, b))
		}
	}
}

// unrepeated returns the tokens with no sign more than twice in a row: 啊啊啊啊 says no
// more than 啊啊.
func unrepeated(tokens []token) []token {
	for i := 2; i < len(tokens); i++ {
		if tokens[i].text == tokens[i-1].text && tokens[i].text == tokens[i-2].text {
			kept := slices.Clone(tokens[:i])
			for _, t := range tokens[i:] {
				if n := len(kept); t.text != kept[n-1].text || t.text != kept[n-2].text {
					kept = append(kept, t)
				}
			}
			return kept
		}
	}
	return tokens
}

// heard are the roles of the rules that are traits.
var heard = [...]struct {
	role role
	name string
}{
	{rolePast, "past"}, {roleStill, "still"}, {roleIf, "if"}, {roleDenial, "denial"}, {roleRequest, "request"},
	{rolePlace, "place"}, {roleTone, "tone"}, {roleAlarm, "alarm"}, {roleFixed, "fixed"},
}

// eachFinding calls do with what the rules found.
func (c *Classifier) eachFinding(t tale, do func(name string)) {
	for _, h := range heard {
		if t.has(h.role) {
			do(h.name)
		}
	}
	for _, mark := range t.talk {
		do(mark.Name)
	}
	if t.statement.NamesPlace {
		do("known place")
	}
	if t.statement.Photos > 0 || t.photoMark {
		do("photo")
	}
	for i, found := range t.troubles {
		if !slices.ContainsFunc(t.troubles[:i], func(before trouble) bool { return before.category == found.category }) {
			do(found.category)
		}
	}
	if len(t.troubles) == 0 {
		do("nothing")
	}
}

// inkling is what a hunch says of a line.
type inkling struct {
	odds   float64 // the logarithm of the odds that it is an emergency
	known  bool    // false: there is no hunch
	signs  []string
	report hearsay
}

// feel returns what the hunch says of a tale.
func (c *Classifier) feel(t tale) inkling {
	if !c.hunch.Hears() || len(t.tokens) == 0 {
		return inkling{}
	}
	var signs strongest
	var because reasons
	var sum bearing
	count := reserve
	c.eachTrait(t, func(trait []byte) {
		count++
		weight, known := c.hunch.weights[string(trait)]
		if !known {
			return
		}
		sum.danger, sum.report = sum.danger+weight.danger, sum.report+weight.report
		if trait[0] != '{' {
			signs.offer(trait, weight.danger)
			because.offer(trait, weight.report)
		}
	})
	share := spread(count)
	report := c.hunch.bias.report + share*sum.report
	return inkling{
		odds: c.hunch.bias.danger + share*sum.danger, known: true, signs: whole(signs.named()),
		report: hearsay{"hunch", report, whole(because.of(report))},
	}
}

// whole leaves out the signs that another one holds.
func whole(signs []string) []string {
	return slices.DeleteFunc(slices.Clone(signs), func(sign string) bool {
		return slices.ContainsFunc(signs, func(other string) bool { return other != sign && strings.Contains(other, sign) })
	})
}

// WriteTo writes the weights, a line each: the trait, how much it speaks for a danger, and
// how much for a report.
func (h Hunch) WriteTo(out io.Writer) (int64, error) {
	var text bytes.Buffer
	fmt.Fprintf(&text, "# How dangers and reports are worded: a trait, how much it speaks for a danger, and how much for a report. %s stands for up to\n# three signs, %s for the begin or the end, a name in brackets for a concept of danger.yaml, one in braces for what the rules found. Made by `snapgrid rules learn --danger`.\n%s\t%.3g\t%.3g\n", elision, border, anything, h.bias.danger, h.bias.report)
	for _, trait := range slices.Sorted(maps.Keys(h.weights)) {
		weight := h.weights[trait]
		fmt.Fprintf(&text, "%s\t%.2g\t%.2g\n", trait, weight.danger, weight.report)
	}
	return text.WriteTo(out)
}

// ParseHunch reads what [Hunch.WriteTo] wrote.
func ParseHunch(data []byte) (Hunch, error) {
	h := Hunch{weights: make(map[string]bearing, bytes.Count(data, []byte{'\n'}))}
	lines := bufio.NewScanner(bytes.NewReader(data))
	for at := 1; lines.Scan(); at++ {
		text := lines.Text()
		if isRemark(text) {
			continue
		}
		trait, weight, err := parseBearing(text)
		if err != nil {
			return Hunch{}, fmt.Errorf("hunch: line %d: %w", at, err)
		}
		if trait == anything {
			h.bias = weight
			continue
		}
		h.weights[trait] = weight
	}
	if err := lines.Err(); err != nil {
		return Hunch{}, fmt.Errorf("hunch: %w", err)
	}
	return h, nil
}

// parseBearing reads one line of a hunch.
func parseBearing(line string) (trait string, weight bearing, err error) {
	trait, numbers, _ := strings.Cut(line, "\t")
	danger, report, found := strings.Cut(numbers, "\t")
	if !found || trait == "" {
		return "", weight, errors.New("want a trait, a tab, its weight for a danger, a tab and its weight for a report; make it anew by `snapgrid rules learn --danger`")
	}
	if weight.danger, err = parseWeight(danger); err != nil {
		return "", weight, err
	}
	weight.report, err = parseWeight(report)
	return trait, weight, err
}
