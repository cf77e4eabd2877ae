package stats

import (
	"time"
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

// Share is the part that was counted, from 0 to 1; there is none of nothing.
func (f Figure) Share() (share float64, ok bool) {
	if f.Base == 0 {
		return 0, false
	}
	return float64(f.Counted) / float64(f.Base), true
}

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
	// Holders lists the codes of a cell and of all that contain it.
	Holders(cell string) []string
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
