package triage

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"snapgrid/intake"
)

// part is what the codes of parts begin with: things that stand in the street,
// where events are troubles by themselves.
const part = "P"

// categoryFile is the form of configs/categories.yaml.
type categoryFile struct {
	Source     string        `yaml:"source"` // where the classes are from, for people
	Categories []categoryRow `yaml:"categories"`
}

type categoryRow struct {
	Code     string        `yaml:"code"`
	Name     string        `yaml:"name"`
	NameEn   string        `yaml:"name_en"`
	Group    string        `yaml:"group"`
	Limit    time.Duration `yaml:"limit"` // such as 4h
	Keywords []string      `yaml:"keywords"`
	Advice   string        `yaml:"advice"` // for the first answer in an emergency
	AdviceEn string        `yaml:"advice_en"`
	Spread   float64       `yaml:"spread"` // metres

	Attributes []attributeRow `yaml:"attributes"` // what forms of other programs ask for
}

// ParseCategories reads a table of classes, strictly, and tells all faults of
// content at once. The keywords of an event (E…) name a trouble by themselves;
// those of a part (P…) name a thing, which is a trouble only beside a fault.
func ParseCategories(data []byte) (intake.Categories, error) {
	var file categoryFile
	if err := yaml.UnmarshalWithOptions(data, &file, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("read categories: %w", err)
	}
	var faults []error
	categories := make(intake.Categories, 0, len(file.Categories))
	for i, row := range file.Categories {
		if _, twice := categories.Lookup(row.Code); twice {
			faults = append(faults, fmt.Errorf("category %d: the code %q is there twice", i+1, row.Code))
		}
		faults = append(faults, row.validate(i))
		categories = append(categories, row.category())
	}
	if len(categories) == 0 {
		faults = append(faults, errors.New("the list is empty"))
	}
	if err := errors.Join(faults...); err != nil {
		return nil, fmt.Errorf("categories: %w", err)
	}
	return categories, nil
}

func (r categoryRow) category() intake.Category {
	return intake.Category{Code: r.Code, Name: r.Name, NameEn: r.NameEn, Group: r.Group, Keywords: r.Keywords, Limit: r.Limit, Advice: r.Advice, AdviceEn: r.AdviceEn, Spread: r.spread(), Attributes: attributes(r.Attributes)}
}

// How far apart two reports of one trouble may be, in metres, where the class does not
// say: a thing in the street is a spot, an event may be as wide as the street.
const (
	spreadPart  = 40
	spreadEvent = 60
)

func (r categoryRow) spread() float64 {
	switch {
	case r.Spread > 0:
		return r.Spread
	case strings.HasPrefix(r.Code, part):
		return spreadPart
	}
	return spreadEvent
}

func (r categoryRow) validate(i int) error {
	switch {
	case !isCode(r.Code):
		return fmt.Errorf("category %d: code %q: want letters and digits, such as E0401", i+1, r.Code)
	case r.Name == "":
		return fmt.Errorf("category %s: want a name", r.Code)
	case r.Limit <= 0:
		return fmt.Errorf("category %s: limit: want more than 0, such as 24h", r.Code)
	case r.Spread < 0 || r.Spread > 1000:
		return fmt.Errorf("category %s: spread: want metres, at most 1000", r.Code)
	}
	for _, keyword := range r.Keywords {
		if len(parseTerm(keyword)) == 0 {
			return fmt.Errorf("category %s: keyword %q holds no letter, number or symbol", r.Code, keyword)
		}
	}
	return validateAttributes(r.Code, r.Attributes)
}

// isCode is true of what can be part of an Open311 address.
func isCode(code string) bool {
	letters := strings.IndexFunc(code, func(r rune) bool { return !isDigit(r) && (r < 'A' || r > 'Z') })
	return code != "" && letters < 0
}

// keywordTroubles makes rules of the keywords.
func keywordTroubles(categories intake.Categories, rules Rules) []Trouble {
	var troubles []Trouble
	for _, c := range categories {
		if len(c.Keywords) == 0 {
			continue
		}
		t := Trouble{Category: c.Code, Severity: rules.Severities[c.Code], General: rules.general(c.Code)}
		if strings.HasPrefix(c.Code, part) {
			t.Things = c.Keywords
		} else {
			t.Words = c.Keywords
		}
		troubles = append(troubles, t)
	}
	return troubles
}

// general says whether a class is general in any rule.
func (r Rules) general(code string) bool {
	return slices.ContainsFunc(r.Troubles, func(t Trouble) bool { return t.Category == code && t.General })
}
