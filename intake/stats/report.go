package stats

import (
	"slices"
	"time"

	"snapgrid/geotag"
)

// Question says which tickets are counted.
type Question struct {
	Window Window
	Area   string // this one and all below it; "" is everywhere
	Unit   string
	Class  string // a code or its beginning
	// May tells whether the one who asks may see tickets of a unit in a cell; nil
	// lets them see all.
	May func(unit, cell string) bool
	Now time.Time
}

// Report answers a question.
type Report struct {
	All     Row   `json:"all"`
	Areas   []Row `json:"areas"` // each with all that lies below it; "" holds what is in no area
	Units   []Row `json:"units"`
	Classes []Row `json:"classes"`
	Days    []Row `json:"days"` // every day of the window, by its date
}

// Row is all figures of one area, unit, class or day, in the order of [Definitions].
type Row struct {
	Code    string   `json:"code"`
	Figures []Figure `json:"figures"`
}

// Figure is a share or a length of time.
type Figure struct {
	Key     Key           `json:"key"`
	Counted int           `json:"counted"`
	Base    int           `json:"base"` // out of how many; of a length of time, how many there are
	Out     []Out         `json:"left_out,omitempty"`
	Median  time.Duration `json:"median_ns,omitempty"`
	P90     time.Duration `json:"p90_ns,omitempty"`
}

// Out is how many tickets were left out for a reason.
type Out struct {
	Reason string `json:"reason"`
	N      int    `json:"n"`
}

// Rate is the part that was counted, from 0 to 1. Of nothing there is none: ask for
// the base first.
func (f Figure) Rate() float64 {
	if f.Base == 0 {
		return 0
	}
	return float64(f.Counted) / float64(f.Base)
}

// Missed is how many of the base were not counted.
func (f Figure) Missed() int { return max(f.Base-f.Counted, 0) }

// LeftOut is how many tickets were left out, whatever for.
func (f Figure) LeftOut() int {
	sum := 0
	for _, o := range f.Out {
		sum += o.N
	}
	return sum
}

// Figure finds a figure.
func (r Row) Figure(k Key) Figure {
	for _, f := range r.Figures {
		if f.Key == k {
			return f
		}
	}
	return Figure{Key: k}
}

// Matters is how many matters the row counts.
func (r Row) Matters() int { return r.Figure(Received).Counted }

// Places knows which areas lie in which.
type Places interface {
	// Path lists a cell and all that contain it; nothing for one that there is not.
	Path(code string) []geotag.Cell
}

// within reports whether a cell is an area or lies in it.
func within(p Places, area, cell string) bool {
	return slices.ContainsFunc(p.Path(cell), func(c geotag.Cell) bool { return c.Code == area })
}

// asked lists those of the facts that a question asks for.
func (q Question) asked(facts []Fact, p Places) []*Fact {
	kept := make([]*Fact, 0, len(facts))
	seen := q.sight(p)
	from, to := At(q.Window.From), At(q.Window.To)
	for i := range facts {
		if f := &facts[i]; f.Opened >= from && f.Opened < to && seen(f.Unit, f.Cell, f.Class) {
			kept = append(kept, f)
		}
	}
	return kept
}

// blown keeps those of the whistles that a question asks for.
func (q Question) blown(whistles []Blown, p Places) []Blown {
	var kept []Blown
	seen := q.sight(p)
	for _, b := range whistles {
		if seen(b.Unit, b.Cell, b.Class) {
			kept = append(kept, b)
		}
	}
	return kept
}
