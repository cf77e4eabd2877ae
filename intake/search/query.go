package search

import (
	"slices"
	"time"

	"snapgrid/intake"
)

// Query chooses tickets. A list chooses those with one of its entries; what is zero
// does not choose, but for Scope. They come newest first, or if a light is chosen
// with the nearest promise first.
type Query struct {
	Scope      intake.Scope
	Words      Words
	Statuses   []intake.Status
	Severities []intake.Severity
	Classes    []string // codes, also of large classes
	Units      []string // codes; "": none has it
	Cells      []string // codes, of the cells themselves
	Tier       intake.Tier
	Officer    int64 // who has it
	From, To   time.Time
	Light      Light
	Past       Mark // only what comes after it
	Limit      int  // at most 1000; 0 means 50
}

// Light chooses by when a ticket's light turns yellow and red, from inclusive, to
// exclusive.
type Light struct {
	Yellow, Red [2]time.Time
	Still       bool // the clocks stand still
}

// Mark is a place in a list: that of the last ticket that was shown. The zero Mark
// is the beginning.
type Mark struct {
	N     int64
	RedAt time.Time // of a list of a light
}

// Runs reports whether tickets are chosen whose clocks run.
func (l Light) Runs() bool {
	return l.Yellow != [2]time.Time{} || l.Red != [2]time.Time{}
}

// Clause is a condition on the terms of a ticket: it has all terms of one of the
// lists.
type Clause [][]string

// Clauses are the conditions that all hold for the tickets of a query. ok is false
// if there can be no such ticket. From and To are held to the month only, Light to
// the statuses in which a clock runs or stands still.
func (q Query) Clauses() (clauses []Clause, ok bool) {
	add := func(c Clause) {
		if len(c) > 0 {
			clauses = append(clauses, c)
		}
	}
	if !q.Scope.All {
		scope := append(anyOf(q.Scope.Units, unitIs), anyOf(q.Scope.Cells, cellIs)...)
		if len(scope) == 0 {
			return nil, false
		}
		add(scope)
	}
	for _, word := range q.Words {
		add(word)
	}
	statuses := q.Statuses
	if len(statuses) == 0 && q.Light.Runs() {
		statuses = append(intake.OpenStatuses(), intake.StatusResolved)
	}
	add(anyOf(statuses, statusIs))
	add(anyOf(q.Severities, severityIs))
	add(anyOf(q.Classes, classIs))
	add(anyOf(q.Units, unitIs))
	add(anyOf(q.Cells, cellIs))
	if q.Tier != 0 {
		add(Clause{{tierIs(q.Tier)}})
	}
	if q.Officer != 0 {
		add(Clause{{officerIs(q.Officer)}})
	}
	if q.Light.Still {
		add(Clause{{still}})
	}
	add(anyOf(months(q.From, q.To), monthIs))
	return clauses, true
}

func anyOf[T any](list []T, is func(T) string) Clause {
	var c Clause
	for _, entry := range list {
		c = append(c, []string{is(entry)})
	}
	return c
}

// mostMonths is for how many months it is worth while to name each.
const mostMonths = 36

// months lists a moment of each month of a time; none if there are too many, or if
// it has no beginning.
func months(from, to time.Time) []time.Time {
	if from.IsZero() || to.IsZero() {
		return nil
	}
	from = from.UTC()
	var all []time.Time
	for at := time.Date(from.Year(), from.Month(), 1, 0, 0, 0, 0, time.UTC); at.Before(to); at = at.AddDate(0, 1, 0) {
		if all = append(all, at); len(all) > mostMonths {
			return nil
		}
	}
	return slices.Clip(all)
}
