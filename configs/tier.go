package configs

import (
	"slices"
	"strings"
	"time"

	"snapgrid/intake"
)

// Tier is an entry of tiers: on which tier matters of some classes begin, and how
// long each of the first two has.
type Tier struct {
	Categories []string      `yaml:"categories"` // codes or their beginnings
	Begin      string        `yaml:"begin"`      // self, consult or joint
	Self       time.Duration `yaml:"self"`       // 0: three days
	Consult    time.Duration `yaml:"consult"`    // 0: ten days
	Unit       string        `yaml:"unit"`       // who settles it there; "" is the grid
}

// Offers says how orders are held out.
type Offers struct {
	Units []string      `yaml:"units"` // codes of those that hear of an order which names none
	Good  time.Duration `yaml:"good"`  // how long it can be taken
}

// Guests says how handlers without an account work.
type Guests struct {
	Good time.Duration `yaml:"good"` // how long their link is good
}

// TierRules translates the entries.
func (c Config) TierRules() intake.TierRules {
	var rules intake.TierRules
	for _, t := range c.Tiers {
		rules = append(rules, intake.TierRule{
			Categories: t.Categories, Begin: tierOf(t.Begin), Self: t.Self, Consult: t.Consult, Unit: t.Unit,
		})
	}
	return rules
}

func tiers() []intake.Tier {
	return []intake.Tier{intake.TierSelf, intake.TierConsult, intake.TierJoint}
}

// tierOf finds a tier by its word; what is none, which [Config.Validate] refuses, is
// the third.
func tierOf(word string) intake.Tier {
	for _, t := range tiers() {
		if t.Word() == word {
			return t
		}
	}
	return intake.TierJoint
}

func (c Config) checkTiers(r *review) {
	known, err := c.classes()
	if err != nil {
		return // checkUnits says so
	}
	units := map[string]bool{}
	for _, u := range c.Units {
		units[u.Code] = true
	}
	for i, t := range c.Tiers {
		t.check(item("tiers", i), known, units, r)
	}
	for i, code := range c.Offers.Units {
		checkUnit(item("offers.units", i), code, units, r)
	}
	atLeast("offers.good", c.Offers.Good, time.Second, r)
	atLeast("guests.good", c.Guests.Good, time.Second, r)
}

func (t Tier) check(at string, known intake.Categories, units map[string]bool, r *review) {
	if len(t.Categories) == 0 {
		r.add(at+".categories", "want codes such as E2101, or beginnings of them")
	}
	for i, prefix := range t.Categories {
		begins := func(c intake.Category) bool { return strings.HasPrefix(c.Code, prefix) }
		if prefix == "" || !slices.ContainsFunc(known, begins) {
			r.add(item(at+".categories", i), "want a code such as E2101, or the beginning of one; no class begins with %q", prefix)
		}
	}
	var words []string
	for _, tier := range tiers() {
		words = append(words, tier.Word())
	}
	r.oneOf(at+".begin", t.Begin, words...)
	if t.Self != 0 {
		atLeast(at+".self", t.Self, time.Second, r)
	}
	if t.Consult != 0 {
		atLeast(at+".consult", t.Consult, time.Second, r)
	}
	if t.Unit != "" {
		checkUnit(at+".unit", t.Unit, units, r)
	}
}

func checkUnit(at, code string, units map[string]bool, r *review) {
	if !units[code] {
		r.add(at, "no unit has the code %q%s", code, Suggestion(code, keysOf(units)))
	}
}

func atLeast(key string, d, least time.Duration, r *review) {
	if d < least {
		r.add(key, "want at least %s, got %s", least, d)
	}
}
