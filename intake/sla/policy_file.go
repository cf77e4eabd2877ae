package sla

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"snapgrid/intake"
)

// policyFile is the form of configs/sla.yaml.
type policyFile struct {
	Policies []policyRow `yaml:"policies"`
}

type policyRow struct {
	Class    string `yaml:"class"`    // the beginning of a code; "" for all
	Severity string `yaml:"severity"` // "" for all
	Sign     string `yaml:"sign"`
	Contact  string `yaml:"contact"`
	Solve    string `yaml:"solve"`
	Verify   string `yaml:"verify"`
	AtMost   string `yaml:"at_most"`
	Soon     string `yaml:"soon"`
	Yellow   int    `yaml:"yellow"`
	Escalate int    `yaml:"escalate"`
	Shift    string `yaml:"shift"`
}

// NewBook reads the rules of promises, strictly, and tells all faults of content at
// once. The limits of categories hold where no rule names the class.
func NewBook(data []byte, c *Calendar, categories intake.Categories) (*Book, error) {
	var file policyFile
	if err := yaml.UnmarshalWithOptions(data, &file, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("read the policies: %w", err)
	}
	b := &Book{calendar: c}
	var faults []error
	for i, row := range file.Policies {
		r, errs := row.rule(c, categories)
		if slices.ContainsFunc(b.rules, func(known rule) bool { return known.class == r.class && known.severity == r.severity }) {
			errs = append(errs, errors.New("another policy is for the same class and severity"))
		}
		for _, err := range errs {
			faults = append(faults, fmt.Errorf("policies[%d]: %w", i, err))
		}
		b.rules = append(b.rules, r)
	}
	if err := errors.Join(faults...); err != nil {
		return nil, fmt.Errorf("time limits: %w", err)
	}
	b.addLimits(categories)
	return b, nil
}

// addLimits adds the table of classes and what is usual, and puts all in order.
func (b *Book) addLimits(categories intake.Categories) {
	for _, category := range categories {
		limit := Span{Unit: RoundTheClock, Time: category.Limit}
		b.rules = append(b.rules, rule{class: category.Code, solve: limit, ofTable: true})
	}
	slices.SortStableFunc(b.rules, func(x, y rule) int { return y.rank() - x.rank() })
	b.rules = append(b.rules, usual)
}

// Plain is a book without files: the limits of categories round the clock, at most
// 24 hours for what is urgent and 2 where life or property is in danger, as the
// service norms of the 12345 lines have it.
func Plain(categories intake.Categories) *Book {
	c := &Calendar{zone: time.UTC, shifts: []plan{{name: "always", parts: []part{{0, 24 * 60}}, everyDay: true}}}
	b := &Book{calendar: c, rules: []rule{
		{severity: intake.Urgent, atMost: 24 * time.Hour}, {severity: intake.Emergency, atMost: 2 * time.Hour},
	}}
	b.addLimits(categories)
	return b
}

// rule reads a row.
func (row policyRow) rule(c *Calendar, categories intake.Categories) (r rule, faults []error) {
	r = rule{class: row.Class, severity: intake.Severity(row.Severity), yellow: row.Yellow, escalate: row.Escalate, shift: row.Shift}
	check := func(key string, err error) {
		if err != nil {
			faults = append(faults, fmt.Errorf("%s: %w", key, err))
		}
	}
	check("class", checkClass(row.Class, categories))
	check("severity", checkSeverity(r.severity))
	check("yellow", checkShare(row.Yellow, 1, 99))
	check("escalate", checkShare(row.Escalate, 100, 1000))
	if _, ok := c.Hours(row.Shift); !ok {
		check("shift", fmt.Errorf("the calendar has no shift %q", row.Shift))
	}
	for _, s := range []struct {
		key, text string
		into      *Span
	}{
		{"sign", row.Sign, &r.sign}, {"contact", row.Contact, &r.contact}, {"solve", row.Solve, &r.solve}, {"verify", row.Verify, &r.verify},
	} {
		var err error
		*s.into, err = ParseSpan(s.text)
		check(s.key, err)
	}
	var err error
	r.atMost, err = parsePlain(row.AtMost)
	check("at_most", err)
	r.soon, err = parsePlain(row.Soon)
	check("soon", err)
	return r, faults
}

// parsePlain reads a length that is not counted in working time.
func parsePlain(text string) (time.Duration, error) {
	s, err := ParseSpan(text)
	if err == nil && !s.IsZero() && s.Unit != RoundTheClock {
		err = fmt.Errorf("want a length such as 2h, round the clock, got %q", text)
	}
	return s.Time, err
}

func checkClass(prefix string, categories intake.Categories) error {
	begins := func(c intake.Category) bool { return strings.HasPrefix(c.Code, prefix) }
	if prefix != "" && !slices.ContainsFunc(categories, begins) {
		return fmt.Errorf("want a code such as E0401, or the beginning of one; no class begins with %q", prefix)
	}
	return nil
}

func checkSeverity(s intake.Severity) error {
	switch s {
	case "", intake.Ordinary, intake.Urgent, intake.Emergency:
		return nil
	}
	return fmt.Errorf("want ordinary, urgent or emergency, got %q", s)
}

func checkShare(n, least, most int) error {
	if n != 0 && (n < least || n > most) {
		return fmt.Errorf("want %d to %d hundredths, got %d", least, most, n)
	}
	return nil
}
