package triage_test

import (
	"os"
	"testing"

	"snapgrid/intake/triage"
)

// classifier is made of the rules and classes that are shipped.
func classifier(t testing.TB) *triage.Classifier {
	t.Helper()
	wording, err := triage.ParseWording(read(t, "../../configs/wording.tsv"), categories(t))
	if err != nil {
		t.Fatal(err)
	}
	c, err := triage.New(rules(t), categories(t), wording)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func read(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
