package triage_test

import (
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

func TestShipped(t *testing.T) { classifier(t) }
