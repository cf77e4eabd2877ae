package alike

import (
	"math"
	"time"

	"snapgrid/geotag"
	"snapgrid/intake"
)

// Degree is how surely two reports are of the same matter.
type Degree int

// The degrees.
const (
	Apart   Degree = iota
	Perhaps        // staff are asked
	Surely         // taken for the same without asking
)

// Report is what is compared with open tickets, one after the other.
type Report struct {
	intake.Matter
	read reading
}

// NewReport reads the words of what is to be compared.
func NewReport(m intake.Matter) Report { return Report{m, read(m.Words)} }

// Answer is what comes of a comparison, and why.
type Answer struct {
	Degree Degree
	Why    string  // for staff and logs, without personal words
	Metres float64 // between the two; infinite if one has no point
	Words  float64 // how alike the words are, 0 … 1
	Photo  bool    // a photo was seen on both
}

const (
	// Window is how old a ticket can be that another report may be about.
	Window = 30 * 24 * time.Hour
	// fresh is how old it can be to be the same surely.
	fresh = 24 * time.Hour

	aside = 100.0 // metres that two vague positions add to how far apart they may be
	good  = 60.0  // metres: the radius of a position that can be relied on
	exact = 0.4   // of the spread of a class: what is surely the same spot

	likeWords = 0.5 // said of the same
	kinWords  = 0.2 // may be said of the same
)

// Around asks for the tickets that may be about the same matter as a report, at most so
// many. spread is that of its class.
func Around(report intake.Matter, spread float64, most int) intake.Nearby {
	q := intake.Nearby{
		Point: report.Fix.Point, Metres: spread + aside, Since: report.OpenedAt.Add(-Window), Kin: intake.Kin(report.Category), Limit: most,
	}
	if precise(report.Fix) {
		q.Beside = spread + report.Fix.Radius
	}
	return q
}

// Compare says whether a new report is about the matter of an open ticket. spread is
// how far apart, in metres, reports of one such matter may be; photo, whether a photo
// was seen on both. Surely by their words counts only if different people said them:
// who reports twice means two.
func (r Report) Compare(ticket intake.Matter, spread float64, photo bool) Answer {
	a := Answer{Metres: apart(r.Fix, ticket.Fix), Photo: photo}
	if a.Why = r.differs(ticket, a.Metres, spread, photo); a.Why != "" {
		return a
	}
	said := r.read.readBeside(ticket.Words)
	a.Words = r.read.likeness(said)
	against := r.read.marks.against(said.marks)
	switch {
	case photo:
		a.Degree, a.Why = Perhaps, "the same photo"
	case against != "":
		a.Why = "another " + against
	case !(precise(r.Fix) && precise(ticket.Fix)) && a.Words < likeWords:
		a.Why = "of one area, in other words"
	case a.Words < kinWords && r.Words != "" && ticket.Words != "" && (r.Category != ticket.Category || a.Metres > exact*spread):
		a.Why = "other words"
	default:
		a.Degree, a.Why = Perhaps, "near and of a kin class"
	}
	if a.Degree == Perhaps && against == "" {
		a.settle(r.Matter, ticket, spread)
	}
	return a
}

// differs says what tells two matters apart before their words are read; "" if nothing
// does. The same photo is looked into wherever it was taken.
func (r Report) differs(ticket intake.Matter, metres, spread float64, photo bool) string {
	switch {
	case !ticket.Status.Open(), r.OpenedAt.Sub(ticket.OpenedAt).Abs() > Window:
		return "over, or long ago"
	case photo:
		return ""
	case !kin(r.Category, ticket.Category):
		return "another class"
	case !near(r.Matter, ticket, metres, spread):
		return "too far"
	}
	return ""
}

// near reports whether two reports can be of one spot. Those that only know the area
// of their chat can if they know the same one, of the same day.
func near(report, ticket intake.Matter, metres, spread float64) bool {
	if !precise(report.Fix) || !precise(ticket.Fix) {
		return report.Fix.Cell == ticket.Fix.Cell && report.OpenedAt.Sub(ticket.OpenedAt) <= fresh
	}
	return metres <= spread+math.Min(report.Fix.Radius+ticket.Fix.Radius, aside)
}

// settle raises the answer where nothing is left to doubt.
func (a *Answer) settle(report, ticket intake.Matter, spread float64) {
	switch {
	case report.Category == "" || report.Category != ticket.Category || general(report.Category):
	case rank(report.Severity) > rank(ticket.Severity): // it has to be cried out
	case report.OpenedAt.Sub(ticket.OpenedAt) > fresh:
	case !reliable(report.Fix) || !reliable(ticket.Fix) || !samePlace(report.Fix, ticket.Fix):
	case a.Photo && a.Metres <= spread:
		a.Degree, a.Why = Surely, "the same class, spot and photo"
	case a.Words >= likeWords && a.Metres <= exact*spread:
		a.Degree, a.Why = Surely, byWords
	}
}

const byWords = "the same class, spot and words"

// ByWords reports whether it is the words that leave no doubt.
func (a Answer) ByWords() bool { return a.Degree == Surely && a.Why == byWords }

// Doubted is the answer after it is known that one person reported both.
func (a Answer) Doubted() Answer {
	a.Degree, a.Why = Perhaps, "the same person told of it twice"
	return a
}

// apart is the distance between two fixes.
func apart(a, b geotag.Fix) float64 {
	if a.Source == "" || b.Source == "" {
		return math.Inf(1)
	}
	return a.DistanceTo(b.Point)
}

// precise reports whether a fix is a spot, and not just the area of a chat.
func precise(fix geotag.Fix) bool { return fix.Source != "" && fix.Source != geotag.SourceCell }

// reliable reports whether a fix can be relied on.
func reliable(fix geotag.Fix) bool {
	return precise(fix) && fix.Source != geotag.SourceGeocoder && fix.Radius <= good
}

// samePlace is false of two named places with different names.
func samePlace(a, b geotag.Fix) bool {
	return a.Source != geotag.SourcePlace || b.Source != geotag.SourcePlace || a.Address == b.Address
}

// kin reports whether people may take one class for the other: they are of one large
// class, or one is not known.
func kin(a, b string) bool {
	return a == "" || b == "" || intake.Kin(a) == intake.Kin(b)
}

// general reports whether a class is the rest of a large one: "other disorder".
func general(category string) bool { return len(category) == 5 && category[3:] == "99" }

func rank(s intake.Severity) int {
	switch s {
	case intake.Emergency:
		return 2
	case intake.Urgent:
		return 1
	case intake.Ordinary:
	}
	return 0
}
