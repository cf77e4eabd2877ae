package triage

import (
	"fmt"
	"regexp"
	"slices"

	"snapgrid/intake"
)

// attributeRow is what a form asks for beside the words.
type attributeRow struct {
	Code     string               `yaml:"code"`
	Question string               `yaml:"question"`
	Help     string               `yaml:"help"`
	Kind     intake.AttributeKind `yaml:"kind"`
	Required bool                 `yaml:"required"`
	Choices  []choiceRow          `yaml:"choices"`
}

type choiceRow struct {
	Key  string `yaml:"key"`
	Name string `yaml:"name"`
}

func attributes(rows []attributeRow) []intake.Attribute {
	var all []intake.Attribute
	for _, r := range rows {
		a := intake.Attribute{Code: r.Code, Question: r.Question, Help: r.Help, Kind: r.Kind, Required: r.Required}
		for _, c := range r.Choices {
			a.Choices = append(a.Choices, intake.Choice(c))
		}
		all = append(all, a)
	}
	return all
}

// attributeCode is what Open311 clients can put into the name of a field.
var attributeCode = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

func validateAttributes(category string, rows []attributeRow) error {
	for i, r := range rows {
		twice := slices.ContainsFunc(rows[:i], func(other attributeRow) bool { return other.Code == r.Code })
		switch {
		case !attributeCode.MatchString(r.Code) || twice:
			return fmt.Errorf("category %s: attribute %d: code %q: want letters and digits, each code once", category, i+1, r.Code)
		case r.Question == "":
			return fmt.Errorf("category %s: attribute %s: want a question", category, r.Code)
		case !slices.Contains(intake.AttributeKinds(), r.Kind):
			return fmt.Errorf("category %s: attribute %s: kind %q: want one of %v", category, r.Code, r.Kind, intake.AttributeKinds())
		case r.Kind.Listed() != (len(r.Choices) > 0):
			return fmt.Errorf("category %s: attribute %s: choices belong to the list kinds, and to each of them", category, r.Code)
		}
		for _, c := range r.Choices {
			if c.Key == "" || c.Name == "" {
				return fmt.Errorf("category %s: attribute %s: want a key and a name of each choice", category, r.Code)
			}
		}
	}
	return nil
}
