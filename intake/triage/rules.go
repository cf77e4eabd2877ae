package triage

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/goccy/go-yaml"

	"snapgrid/intake"
)

// Rules is the content of configs/triage.yaml. In every list a term is written
// as people write it; # stands for any number (第#次).
type Rules struct {
	Weights Weights `yaml:"weights"`
	// Severities says how dangerous a class is where only a keyword of the
	// categories was found; ordinary if it is not named.
	Severities map[string]intake.Severity `yaml:"severities"`
	Troubles   []Trouble                  `yaml:"troubles"`
	Faults     []string                   `yaml:"faults"`   // what can be wrong with a thing that lists no faults of its own
	Ignore     []string                   `yaml:"ignore"`   // words that contain a trouble's word and mean something else
	Places     []string                   `yaml:"places"`   // what tells that a place is named
	Requests   []string                   `yaml:"requests"` // somebody shall do something
	Tones      []string                   `yaml:"tones"`    // complaint: how long, how bad
	Alarms     []string                   `yaml:"alarms"`   // make an ordinary trouble urgent
	Denials    []string                   `yaml:"denials"`  // what stands right behind them is not so
	Ifs        []string                   `yaml:"ifs"`      // what follows in the clause is only imagined
	Past       []string                   `yaml:"past"`
	Still      []string                   `yaml:"still"` // what takes a word of the past or of repair back
	Fixed      []string                   `yaml:"fixed"`
	Chat       []Chat                     `yaml:"chat"`
	// Danger and Hunch are in files of their own; see [ParseGrammar] and [ParseHunch].
	Danger Grammar `yaml:"-"`
	Hunch  Hunch   `yaml:"-"`
}

// Weights are the parts of the sum, and where it tips over.
type Weights struct {
	Trouble      float64 `yaml:"trouble"`
	Weak         float64 `yaml:"weak"`   // a trouble's word that means other things as well
	Loose        float64 `yaml:"loose"`  // a thing with a fault that its rule does not list
	Danger       float64 `yaml:"danger"` // in addition, for an emergency
	KnownPlace   float64 `yaml:"known_place"`
	Place        float64 `yaml:"place"`
	Photo        float64 `yaml:"photo"`
	Request      float64 `yaml:"request"`
	Tone         float64 `yaml:"tone"`
	Private      float64 `yaml:"private"`
	Staff        float64 `yaml:"staff"`
	Answer       float64 `yaml:"answer"`   // it answers what somebody else said
	Reporter     float64 `yaml:"reporter"` // its sender has reported something lately
	Fixed        float64 `yaml:"fixed"`
	Past         float64 `yaml:"past"`
	MostWording  float64 `yaml:"most_wording"`  // how much the wording counts at most, for or against
	LeastWording float64 `yaml:"least_wording"` // … and where it shall not decide: against a photo or a bare word of danger
	Bare         float64 `yaml:"bare"`          // taken off it for a trouble with nothing beside it
	Class        float64 `yaml:"class"`         // how much the wording counts for the class, beside the words of a rule
	Told         float64 `yaml:"told"`          // from here on the wording tells of a trouble by itself
	Report       float64 `yaml:"report"`        // from here on a report
	Chatter      float64 `yaml:"chatter"`       // up to here chatter
}

// Trouble is a way to say that something is wrong. One of Words is enough; a
// word of Weak is a hint; else one of Things and one of Faults, close together
// in a sentence, in either order.
type Trouble struct {
	Category string          `yaml:"category"`
	Severity intake.Severity `yaml:"severity"` // default: ordinary
	Words    []string        `yaml:"words"`
	Weak     []string        `yaml:"weak"`
	Things   []string        `yaml:"things"`
	Faults   []string        `yaml:"faults"`  // default: the faults of all things
	Unless   []string        `yaml:"unless"`  // not if one of these is in the sentence
	General  bool            `yaml:"general"` // gives way to any other class that fits
}

// Chat is a kind of small talk.
type Chat struct {
	Name   string  `yaml:"name"`
	Weight float64 `yaml:"weight"` // below zero
	// Opening words count only where a clause begins with them.
	Opening bool     `yaml:"opening"`
	Words   []string `yaml:"words"`
}

// ParseRules reads the file strictly: an unknown key is refused. Faults of
// content are told all at once.
func ParseRules(data []byte) (Rules, error) {
	var rules Rules
	if err := yaml.UnmarshalWithOptions(data, &rules, yaml.Strict()); err != nil {
		return Rules{}, fmt.Errorf("read triage rules: %w", err)
	}
	if err := rules.Validate(); err != nil {
		return Rules{}, fmt.Errorf("triage rules: %w", err)
	}
	return rules, nil
}

// Validate returns all faults that can be seen without the categories.
func (r Rules) Validate() error {
	faults := []error{r.Weights.validate()}
	for i, t := range r.Troubles {
		faults = append(faults, t.validate(i, len(r.Faults)))
	}
	for i, c := range r.Chat {
		if c.Name == "" || len(c.Words) == 0 || c.Weight >= 0 {
			faults = append(faults, fmt.Errorf("chat %d (%q): want a name, words, and a weight below zero", i+1, c.Name))
		}
	}
	for code, severity := range r.Severities {
		if !isSeverity(severity) {
			faults = append(faults, fmt.Errorf("severities: %s: %w", code, severityFault(severity)))
		}
	}
	faults = append(faults, r.validateTerms()...)
	return errors.Join(faults...)
}

func (w Weights) validate() error {
	if w.Report <= w.Chatter {
		return fmt.Errorf("weights: report (%g) must be above chatter (%g)", w.Report, w.Chatter)
	}
	if w.Trouble <= 0 || w.Weak > w.Trouble {
		return fmt.Errorf("weights: trouble (%g) must be above 0 and not below weak (%g)", w.Trouble, w.Weak)
	}
	return nil
}

func (t Trouble) validate(i, common int) error {
	name := fmt.Sprintf("trouble %d (%s)", i+1, t.Category)
	switch {
	case t.Severity != "" && !isSeverity(t.Severity):
		return fmt.Errorf("%s: %w", name, severityFault(t.Severity))
	case len(t.Words)+len(t.Weak)+len(t.Things) == 0:
		return fmt.Errorf("%s: want words, weak or things", name)
	case len(t.Faults) > 0 && len(t.Things) == 0:
		return fmt.Errorf("%s: faults without things", name)
	case len(t.Things) > 0 && len(t.Faults)+common == 0:
		return fmt.Errorf("%s: things without faults", name)
	}
	return nil
}

func isSeverity(s intake.Severity) bool {
	return s == intake.Ordinary || s == intake.Urgent || s == intake.Emergency
}

func severityFault(s intake.Severity) error {
	return fmt.Errorf("severity %q: want ordinary, urgent or emergency", s)
}

// validateTerms finds terms that could never match.
func (r Rules) validateTerms() []error {
	var faults []error
	for _, l := range r.lists() {
		for _, term := range l.terms {
			if len(parseTerm(term)) == 0 {
				faults = append(faults, fmt.Errorf("%s: %q holds no letter, number or symbol", l.name, term))
			}
		}
	}
	return faults
}

// check finds what does not fit the categories.
func (r Rules) check(categories intake.Categories) error {
	faults := []error{r.Validate(), r.Danger.check(categories)}
	for i, t := range r.Troubles {
		if _, known := categories.Lookup(t.Category); !known && t.Category != "" {
			faults = append(faults, fmt.Errorf("trouble %d: no category has the code %q", i+1, t.Category))
		}
	}
	for _, code := range slices.Sorted(maps.Keys(r.Severities)) {
		if _, known := categories.Lookup(code); !known {
			faults = append(faults, fmt.Errorf("severities: no category has the code %q", code))
		}
	}
	return errors.Join(faults...)
}
