package triage_test

import (
	"strings"
	"testing"

	"snapgrid/intake"
	"snapgrid/intake/triage"
)

func rules(t testing.TB) triage.Rules {
	t.Helper()
	rules, err := triage.ParseRules(read(t, "../../configs/triage.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if rules.Danger, err = triage.ParseGrammar(read(t, "../../configs/danger.yaml")); err != nil {
		t.Fatal(err)
	}
	if rules.Hunch, err = triage.ParseHunch(read(t, "../../configs/hunch.tsv")); err != nil {
		t.Fatal(err)
	}
	return rules
}

func categories(t testing.TB) intake.Categories {
	t.Helper()
	categories, err := triage.ParseCategories(read(t, "../../configs/categories.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return categories
}

// TestShippedCategories holds the table to what the rest of the program and its
// users name.
func TestShippedCategories(t *testing.T) {
	t.Parallel()
	all := categories(t)
	for code, name := range map[string]string{"E0401": "路面塌陷", "E0505": "机动车乱停放", "P0103": "雨水井盖", "P0118": "路灯", "E2101": "飞线/私拉电线"} {
		if c, ok := all.Lookup(code); !ok || c.Name != name {
			t.Errorf("%s: %+v, want the name %s", code, c, name)
		}
	}
	for _, c := range all {
		if c.NameEn == "" || c.Group == "" {
			t.Errorf("%s: no English name or no group", c.Code)
		}
	}
}

func TestParseRulesFaults(t *testing.T) {
	t.Parallel()
	_, err := triage.ParseRules([]byte(`
weights: {trouble: 1, report: 1, chatter: 2}
troubles: [{category: E1, severity: dire, words: [a]}, {category: E2}, {category: E3, faults: [x], words: [y]}]
severities: {E1: bad}
chat: [{name: c, weight: 1, words: [hello]}]
places: ["!?", "…"]
`))
	if err == nil {
		t.Fatal("no error")
	}
	for _, part := range []string{"report (1) must be above chatter (2)", `severity "dire"`, "trouble 2 (E2): want words", "trouble 3 (E3): faults without things", `severities: E1`, `chat 1 ("c")`, `places: "…"`} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("the error lacks %q:\n%v", part, err)
		}
	}
	if _, err := triage.ParseRules([]byte("weights: {}")); err == nil || !strings.Contains(err.Error(), "weights") {
		t.Errorf("unknown key: %v", err)
	}
}

func TestParseCategoriesFaults(t *testing.T) {
	t.Parallel()
	_, err := triage.ParseCategories([]byte(`
categories:
  - {code: E1, name: one, limit: 4h}
  - {code: E1, name: two, limit: 4h}
  - {code: "e.2", name: x, limit: 4h}
  - {code: E3, limit: 4h}
  - {code: E4, name: four}
`))
	if err == nil {
		t.Fatal("no error")
	}
	for _, part := range []string{"E1", "twice", `"e.2"`, "E3: want a name", "E4: limit"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("the error lacks %q:\n%v", part, err)
		}
	}
}

func TestNewNamesUnknownClasses(t *testing.T) {
	t.Parallel()
	_, err := triage.New(rules(t), intake.Categories{{Code: "E0401", Name: "x", Limit: 1}}, triage.Wording{})
	if err == nil || !strings.Contains(err.Error(), `"E0403"`) || !strings.Contains(err.Error(), `"P0118"`) {
		t.Errorf("want all unknown classes, got %v", err)
	}
}
