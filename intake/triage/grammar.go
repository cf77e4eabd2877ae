package triage

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"

	"snapgrid/intake"
)

// Grammar is the content of configs/danger.yaml: how dangers are told of.
//
// A concept is a name for words that do the same work in a sentence. A danger
// asks for a word of each of its concepts, close together, so that it is found
// in words that nobody has put side by side before.
type Grammar struct {
	Weights  DangerWeights       `yaml:"weights"`
	Other    string              `yaml:"other"`    // the class of a danger that no class is known of; a code
	Alike    []string            `yaml:"alike"`    // signs that are typed for each other, a group each
	Concepts map[string][]string `yaml:"concepts"` // a word with ~ behind it: with one sign mistaken as well
	Sayings  []string            `yaml:"sayings"`  // words that hold a word of a concept and mean none
	Signs    map[string]float64  `yaml:"signs"`    // what a concept adds by itself, wherever it stands
	// Meets are the concepts of whom a danger meets. Where one of them is named, the
	// wording takes nothing away.
	Meets   []string          `yaml:"meets"`
	Dangers []Danger          `yaml:"dangers"`
	Advices map[string]Advice `yaml:"advices"` // by the kind of danger
}

// DangerWeights say what a danger counts, and from where on it is one.
type DangerWeights struct {
	Danger float64 `yaml:"danger"` // a danger of the grammar that gives no weight of its own
	Rule   float64 `yaml:"rule"`   // an emergency among the troubles of configs/triage.yaml
	Second float64 `yaml:"second"` // another kind of danger beside the first
	Here   float64 `yaml:"here"`   // a place is named
	Past   float64 `yaml:"past"`   // it is told as past, and nothing says that it goes on
	Chat   float64 `yaml:"chat"`   // how much of what the marks of small talk count is counted here too
	Speaks float64 `yaml:"speaks"` // how much the wording takes away, for each step of its odds that it is no report
	Most   float64 `yaml:"most"`   // … and how much at most
	Alarm  float64 `yaml:"alarm"`  // from here on it is an emergency
	Worry  float64 `yaml:"worry"`  // from here on somebody has to look at it
	// Where configs/hunch.tsv is used, its odds decide.
	Backs  float64 `yaml:"backs"`  // what an alarm of the sum adds to the odds
	Sure   float64 `yaml:"sure"`   // from these odds on it is an emergency
	Uneasy float64 `yaml:"uneasy"` // from these odds on somebody has to look at it
}

// Danger is one way to tell of a danger.
type Danger struct {
	Kind     string   `yaml:"kind"`     // names the advice
	Category string   `yaml:"category"` // code
	All      []string `yaml:"all"`      // concepts, one word of each; a|b is either
	Within   int      `yaml:"within"`   // how many tokens may lie between a word and the first one
	Unless   []string `yaml:"unless"`   // not if a word of these concepts is in the sentence
	Weight   float64  `yaml:"weight"`   // default: that of the grammar
}

// Advice is what to do at once.
type Advice struct {
	Chinese string `yaml:"zh-CN"`
	English string `yaml:"en"`
}

// ParseGrammar reads the file strictly, and tells faults of content all at once.
func ParseGrammar(data []byte) (Grammar, error) {
	var g Grammar
	if err := yaml.UnmarshalWithOptions(data, &g, yaml.Strict()); err != nil {
		return Grammar{}, fmt.Errorf("read grammar of danger: %w", err)
	}
	if err := g.Validate(); err != nil {
		return Grammar{}, fmt.Errorf("grammar of danger: %w", err)
	}
	return g, nil
}

// Validate returns all faults that can be seen without the categories.
func (g Grammar) Validate() error {
	var faults []error
	if g.Weights.Alarm <= g.Weights.Worry || g.Weights.Worry <= 0 {
		faults = append(faults, fmt.Errorf("weights: alarm (%g) must be above worry (%g), and that above 0", g.Weights.Alarm, g.Weights.Worry))
	}
	if g.Weights.Sure < g.Weights.Uneasy {
		faults = append(faults, fmt.Errorf("weights: sure (%g) must not be below uneasy (%g)", g.Weights.Sure, g.Weights.Uneasy))
	}
	for _, name := range slices.Sorted(maps.Keys(g.Signs)) {
		if _, known := g.Concepts[name]; !known {
			faults = append(faults, fmt.Errorf("signs: no concept %q", name))
		}
	}
	for _, name := range g.Meets {
		if _, known := g.Concepts[name]; !known {
			faults = append(faults, fmt.Errorf("meets: no concept %q", name))
		}
	}
	for i, d := range g.Dangers {
		faults = append(faults, g.validate(i, d))
	}
	return errors.Join(append(faults, g.validateWords()...)...)
}

func (g Grammar) validate(i int, d Danger) error {
	name := fmt.Sprintf("danger %d (%s)", i+1, d.Kind)
	switch {
	case len(d.All) == 0:
		return fmt.Errorf("%s: want concepts in all", name)
	case d.Within < 0 || d.Weight < 0:
		return fmt.Errorf("%s: within and weight must not be below 0", name)
	}
	if _, known := g.Advices[d.Kind]; !known {
		return fmt.Errorf("%s: no advice for this kind", name)
	}
	for _, slot := range append(slices.Clone(d.All), d.Unless...) {
		for concept := range strings.SplitSeq(slot, "|") {
			if _, known := g.Concepts[concept]; !known {
				return fmt.Errorf("%s: no concept %q", name, concept)
			}
		}
	}
	return nil
}

// validateWords finds words that could never match.
func (g Grammar) validateWords() []error {
	var faults []error
	for _, name := range slices.Sorted(maps.Keys(g.Concepts)) {
		for _, word := range g.Concepts[name] {
			if len(parseTerm(strings.TrimSuffix(word, mistaken))) == 0 {
				faults = append(faults, fmt.Errorf("concept %s: %q holds no letter, number or symbol", name, word))
			}
		}
	}
	for _, saying := range g.Sayings {
		if len(parseTerm(saying)) == 0 {
			faults = append(faults, fmt.Errorf("sayings: %q holds no letter, number or symbol", saying))
		}
	}
	return faults
}

// check finds what does not fit the categories.
func (g Grammar) check(categories intake.Categories) error {
	var faults []error
	if _, known := categories.Lookup(g.Other); !known && g.Other != "" {
		faults = append(faults, fmt.Errorf("other: no category has the code %q", g.Other))
	}
	for i, d := range g.Dangers {
		if _, known := categories.Lookup(d.Category); !known {
			faults = append(faults, fmt.Errorf("danger %d (%s): no category has the code %q", i+1, d.Kind, d.Category))
		}
	}
	return errors.Join(faults...)
}

// kinds counts the kinds of danger of each class.
func (g Grammar) kinds() map[string]int {
	count, seen := map[string]int{}, map[string]bool{}
	for _, d := range g.Dangers {
		if one := d.Category + " " + d.Kind; !seen[one] {
			seen[one] = true
			count[d.Category]++
		}
	}
	return count
}

// mistaken stands behind a word that is found with a sign mistaken as well.
const mistaken = "~"

// spellings returns the ways in which a word of a concept is typed.
func (g Grammar) spellings(word string) []string {
	plain, typos := strings.CutSuffix(word, mistaken)
	all := []string{plain}
	if !typos {
		return all
	}
	signs := []rune(plain)
	for i, sign := range signs {
		for _, group := range g.Alike {
			if !strings.ContainsRune(group, sign) {
				continue
			}
			for _, other := range group {
				wrong := slices.Clone(signs)
				wrong[i] = other
				if other != sign {
					all = append(all, string(wrong))
				}
			}
		}
	}
	return all
}

// lists are the words of the grammar as terms: the concepts by their number in
// names.
func (g Grammar) lists(names []string) []list {
	lists := []list{{"sayings", use{role: roleSaying}, g.Sayings}}
	for i, name := range names {
		var words []string
		for _, word := range g.Concepts[name] {
			words = append(words, g.spellings(word)...)
		}
		lists = append(lists, list{"concept " + name, use{roleConcept, i}, words})
	}
	return lists
}
