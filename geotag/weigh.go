package geotag

import (
	"slices"
	"strings"
	"time"
)

// How far a camera's word is taken for where the trouble is.
const (
	maxPhotoAge      = 90 * 24 * time.Hour // before the report
	maxPhotoDistance = 30_000.0            // metres outside all cells, or from the place in the words
)

// Opinion is what one clue says.
type Opinion struct {
	Fix
	Doubt Doubt // why it is not believed; "" if it is
}

// Doubt is why a clue is not believed.
type Doubt string

// The doubts.
const (
	DoubtOld      Doubt = "old"      // a photo that was taken long before
	DoubtFar      Doubt = "far"      // a photo from far outside our area, or far from the place in the words
	DoubtGCJ02    Doubt = "gcj02"    // it lies where GCJ-02 puts the place in the words
	DoubtSpelling Doubt = "spelling" // a road in the words that is written otherwise and read alike
	DoubtBD09     Doubt = "bd09"     // it lies where BD-09 puts the place in the words
)

// Locate answers from the best clue there is. ok is false if nothing is known.
func (a *Atlas) Locate(c Clues) (fix Fix, ok bool) {
	opinions := a.Weigh(c)
	if len(opinions) == 0 {
		return Fix{}, false
	}
	return opinions[0].Fix, true
}

// Weigh lists what the clues say, the best first: a pin; a link; typed
// coordinates; a photo's position; a known place named in the words; what an
// online service said; the area of the chat; at last photos that hardly fit. The
// order never depends on which clue came first.
func (a *Atlas) Weigh(c Clues) []Opinion {
	m := a.charts()
	var opinions []Opinion
	add := func(fix Fix, doubt Doubt) { opinions = append(opinions, Opinion{fix, doubt}) }
	named, spelling, isNamed := m.fromWords(c)
	if fix, ok := m.fromPin(c); ok {
		add(m.checkDatum(fix, named))
	}
	for _, w := range c.Written {
		add(m.fromWritten(w, named))
	}
	for _, photo := range c.Photos {
		if photo.Valid() {
			add(m.fromPhoto(photo, c.At, named))
		}
	}
	if isNamed {
		add(named, spelling)
	}
	if c.Geocoded != nil && c.Geocoded.Valid() {
		add(m.fromGeocoder(*c.Geocoded))
	}
	if fix, ok := m.fromChat(c); ok {
		add(fix, "")
	}
	slices.SortStableFunc(opinions, func(a, b Opinion) int { return b.rank() - a.rank() })
	return opinions
}

// rank orders opinions: a photo or an answer from outside that is not believed
// comes last.
func (o Opinion) rank() int {
	if (o.Source == SourceExif || o.Source == SourceGeocoder) && o.Doubt != "" {
		return 0
	}
	return o.Source.rank()
}

// Disputes lists the opinions after the first that contradict it: those that are
// doubted, and those whose circle does not touch its circle.
func Disputes(opinions []Opinion) []Opinion {
	var disputes []Opinion
	for i, o := range opinions {
		if i == 0 && o.Doubt == "" {
			continue
		}
		if o.Doubt != "" || o.DistanceTo(opinions[0].Point) > o.Radius+opinions[0].Radius {
			disputes = append(disputes, o)
		}
	}
	return disputes
}

func (m *charts) fromPin(c Clues) (Fix, bool) {
	if c.Pin == nil || !c.Pin.Valid() {
		return Fix{}, false
	}
	radius := c.Pin.Radius
	if !(radius > 0 && radius <= maxRadius) {
		radius = radiusPin
	}
	name := strings.TrimSpace(c.Pin.Address + " " + c.Pin.Name)
	return m.fix(c.Pin.Point, radius, SourcePin, name, c.Pin.Name), true
}

// fromWritten reads a pasted or typed position. Where its datum is not known the
// place in the words decides.
func (m *charts) fromWritten(w Written, named Fix) (Fix, Doubt) {
	fix := m.fix(w.Point, w.Radius, w.Source, w.Name, w.Name)
	if w.IfGCJ02 == nil {
		return m.checkDatum(fix, named)
	}
	// GCJ-02 and WGS-84 are alike in that the one explains the other.
	near := landmarkReach(named)
	if near > 0 && w.IfGCJ02.DistanceTo(named.Point) <= near && w.DistanceTo(named.Point) > near {
		return m.fix(*w.IfGCJ02, w.Radius, w.Source, w.Name, w.Name), ""
	}
	return fix, ""
}

// fromGeocoder reads the answer of an online service, which may know a road of
// that name in another city.
func (m *charts) fromGeocoder(p Pin) (Fix, Doubt) {
	fix := m.fix(p.Point, p.Radius, SourceGeocoder, p.Address)
	if _, outside, known := m.grid.Nearest(p.Point); known && outside > maxPhotoDistance {
		fix.Radius = maxRadius
		return fix, DoubtFar
	}
	return fix, ""
}

// checkDatum doubts a position that lies where another datum puts the place in
// the words, and widens its radius so that it holds that place.
func (m *charts) checkDatum(fix, named Fix) (Fix, Doubt) {
	near := landmarkReach(named)
	if near == 0 || fix.DistanceTo(named.Point) <= near {
		return fix, ""
	}
	d, wrong := WrongDatum(fix.Point, named.Point, near)
	if !wrong {
		return fix, ""
	}
	fix.Radius = max(fix.Radius, fix.DistanceTo(named.Point)+named.Radius)
	return fix, Doubt(d)
}

// landmarkReach is within how many metres of a named place a position agrees
// with it; 0 if the place is too vague to tell datums apart, which lie some 300
// to 700 m from each other.
func landmarkReach(named Fix) float64 {
	const vague = 150
	if named.Source != SourcePlace || named.Radius > vague {
		return 0
	}
	return max(named.Radius, 40) + radiusPin
}

// fromPhoto reads a photo's position. One that hardly fits is a hint, and its
// radius says how little that is worth. A clock that runs ahead says nothing.
func (m *charts) fromPhoto(photo PhotoPosition, at time.Time, named Fix) (Fix, Doubt) {
	doubt := Doubt("")
	_, outside, known := m.grid.Nearest(photo.Point)
	switch {
	case !photo.TakenAt.IsZero() && !at.IsZero() && at.Sub(photo.TakenAt) > maxPhotoAge:
		doubt = DoubtOld
	case known && outside > maxPhotoDistance, named.Source != "" && photo.DistanceTo(named.Point) > maxPhotoDistance:
		doubt = DoubtFar
	}
	if doubt != "" {
		return m.fix(photo.Point, radiusHint, SourceExif, ""), doubt
	}
	return m.fix(photo.Point, radiusExif, SourceExif, ""), ""
}
