package search

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"snapgrid/intake"
)

// Terms is what a ticket is kept under, each once, sorted. No reporter is in it, and
// nothing that is not masked.
func Terms(t intake.Ticket) []string {
	terms := []string{
		number(t.N), statusIs(t.Status), severityIs(t.Severity), unitIs(t.Unit), cellIs(t.Fix.Cell),
		tierIs(t.Tier), officerIs(t.Officer), monthIs(t.OpenedAt), classIs(t.Category),
	}
	if len(t.Category) > LargeClass {
		terms = append(terms, classIs(t.Category[:LargeClass]))
	}
	if t.Status.Open() && (t.Status == intake.StatusWaiting || !t.Clocks.PausedAt.IsZero()) {
		terms = append(terms, still)
	}
	for _, text := range []string{t.Masked, t.Fix.Address, t.Outcome} {
		terms = append(terms, Cut(text)...)
	}
	slices.Sort(terms)
	return slices.Compact(terms)
}

// LargeClass is how many characters the code of a large class has: "E04" of "E0401".
const LargeClass = 3

// still is the term of open tickets whose clocks stand still.
const still = "still="

func number(n int64) string               { return fmt.Sprintf("#%d", n) }
func statusIs(s intake.Status) string     { return is("status", string(s)) }
func severityIs(s intake.Severity) string { return is("severity", string(s)) }
func unitIs(code string) string           { return is("unit", code) }
func cellIs(code string) string           { return is("cell", code) }
func classIs(code string) string          { return is("class", code) }
func tierIs(t intake.Tier) string         { return fmt.Sprintf("tier=%d", t) }
func officerIs(id int64) string           { return fmt.Sprintf("officer=%d", id) }
func monthIs(t time.Time) string          { return "month=" + t.UTC().Format("2006-01") }

// is joins a kind and a code. What is neither letter nor digit is the same to the
// index, but for the signs that codes have.
func is(kind, code string) string {
	return kind + "=" + strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r):
			return unicode.ToLower(r)
		case strings.ContainsRune("-_.:/", r):
			return r
		}
		return '_'
	}, code)
}
