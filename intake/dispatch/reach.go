package dispatch

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"snapgrid/intake"
)

// Hole is a kind of matter for which nobody answers.
type Hole struct {
	Classes []string // codes
	Example Matter   // one that falls into it
	Always  bool     // wherever and whenever it is
}

// String tells the hole in words.
func (h Hole) String() string {
	classes := strings.Join(h.Classes[:min(len(h.Classes), 5)], ", ")
	if more := len(h.Classes) - 5; more > 0 {
		classes += fmt.Sprintf(" and %d more", more)
	}
	if h.Always {
		return "nobody answers for " + classes + ": the street gets it"
	}
	where := "an area that no route names"
	if n := len(h.Example.Cells); n > 0 {
		where = h.Example.Cells[n-1]
	}
	return fmt.Sprintf("sometimes nobody answers for %s, as for %s matters in %s on %s: the street gets it",
		classes, h.Example.Severity, where, h.Example.At.Format("Mon 15:04"))
}

// walk sends one matter of every kind that the tree can tell apart down the tree:
// of classes that no route and no unit distinguishes one is enough, and so of
// areas and of moments of a week. What was never taken then is unreachable.
func (s *surveyor) walk() []Hole {
	reached := map[*Route]bool{}
	var holes []Hole
	kinds := s.kinds()
	for _, codes := range s.classKinds() {
		hole, all := Hole{Classes: codes}, true
		byClass := Choice{}
		byClass.chooseByClass(s.plan.Units, codes[0])
		for _, m := range kinds {
			m.Category = codes[0]
			unit := byClass.Unit.Code
			descend(s.plan.Routes, m, func(r *Route) {
				reached[r] = true
				if r.Unit != "" {
					unit = r.Unit
				}
			})
			if unit != "" {
				all = false
			} else if hole.Example.Severity == "" {
				hole.Example = m
			}
		}
		if hole.Always = all; hole.Example.Severity != "" && codes[0] != "" {
			holes = append(holes, hole)
		}
	}
	s.checkReached(s.plan.Routes, "", reached)
	return holes
}

// checkReached complains of routes that nothing takes; of those below them it is
// clear.
func (s *surveyor) checkReached(routes []Route, above string, reached map[*Route]bool) {
	for i := range routes {
		r := &routes[i]
		if name := r.named(above); reached[r] {
			s.checkReached(r.Routes, name, reached)
		} else {
			s.fault(r.Place, "route %s: nothing can get here; a route before it takes it all, or its conditions and those above it exclude each other", name)
		}
	}
}

// kinds lists matters without a class, one of each kind of place, moment and
// severity.
func (s *surveyor) kinds() []Matter {
	var all []Matter
	for _, path := range s.cellKinds() {
		for _, at := range s.moments() {
			for _, severity := range []intake.Severity{intake.Ordinary, intake.Urgent, intake.Emergency} {
				all = append(all, Matter{Severity: severity, Cells: path, At: at})
			}
		}
	}
	return all
}

// classKinds groups the classes that nothing in the plan tells apart. What has no
// class is a group of its own.
func (s *surveyor) classKinds() [][]string {
	return grouped(append([]string{""}, s.classes()...), func(code string) string {
		byClass := Choice{}
		byClass.chooseByClass(s.plan.Units, code)
		return fmt.Sprint(code == "", byClass.Unit.Code, s.mark(func(r *Route) bool { return r.hasCategory(code) }))
	})
}

// cellKinds lists the ways up from the areas that the routes name, and none.
func (s *surveyor) cellKinds() [][]string {
	paths := [][]string{nil}
	s.mark(func(r *Route) bool {
		for _, cell := range r.Cells {
			if !slices.ContainsFunc(paths[1:], func(path []string) bool { return path[len(path)-1] == cell }) {
				paths = append(paths, s.Path(cell))
			}
		}
		return false
	})
	return paths
}

// moments lists one moment for each part of a week that the routes tell apart.
func (s *surveyor) moments() []time.Time {
	minutes := []int{0}
	s.mark(func(r *Route) bool {
		for _, h := range r.When.Hours {
			minutes = append(minutes, h.From, h.To%(24*60))
		}
		return false
	})
	slices.Sort(minutes)
	minutes = slices.Compact(minutes)
	monday := time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)
	var all []time.Time
	for day := range 7 {
		for _, minute := range minutes {
			all = append(all, monday.AddDate(0, 0, day).Add(time.Duration(minute)*time.Minute))
		}
	}
	var some []time.Time
	for _, same := range grouped(all, func(at time.Time) string { return s.mark(func(r *Route) bool { return r.When.Holds(at) }) }) {
		some = append(some, same[0])
	}
	return some
}

// mark asks every route of the tree, and writes down the answers.
func (s *surveyor) mark(asked func(*Route) bool) string {
	var b strings.Builder
	var ask func(routes []Route)
	ask = func(routes []Route) {
		for i := range routes {
			if asked(&routes[i]) {
				b.WriteByte('1')
			} else {
				b.WriteByte('0')
			}
			ask(routes[i].Routes)
		}
	}
	ask(s.plan.Routes)
	return b.String()
}

// grouped puts together what has the same mark, in the order of the first of each.
func grouped[T any](all []T, mark func(T) string) [][]T {
	var groups [][]T
	known := map[string]int{}
	for _, v := range all {
		key := mark(v)
		i, ok := known[key]
		if !ok {
			i = len(groups)
			known[key], groups = i, append(groups, nil)
		}
		groups[i] = append(groups[i], v)
	}
	return groups
}
