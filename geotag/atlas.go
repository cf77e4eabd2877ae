package geotag

import (
	"strings"
	"sync/atomic"
	"time"
)

// How far a camera's word is taken for where the trouble is.
const (
	maxPhotoAge      = 90 * 24 * time.Hour // before the report
	maxPhotoDistance = 30_000.0            // metres outside all cells
)

// Atlas is the cells and places in use. It may be used, and changed by
// [Atlas.Set], from many goroutines at once. The zero Atlas is empty.
type Atlas struct {
	current atomic.Pointer[maps]
}

type maps struct {
	grid      *Grid
	gazetteer *Gazetteer
}

// NewAtlas makes an atlas of cells and places.
func NewAtlas(cells []Cell, places []Place) *Atlas {
	a := &Atlas{}
	a.Set(cells, places)
	return a
}

// Set replaces cells and places. Questions under way are answered from the old
// ones.
func (a *Atlas) Set(cells []Cell, places []Place) {
	m := &maps{grid: NewGrid(cells), gazetteer: NewGazetteer(places)}
	m.gazetteer.addCells(m.grid)
	a.current.Store(m)
}

func (a *Atlas) maps() *maps {
	if m := a.current.Load(); m != nil {
		return m
	}
	return &maps{grid: NewGrid(nil), gazetteer: NewGazetteer(nil)}
}

// Grid returns the cells in use.
func (a *Atlas) Grid() *Grid { return a.maps().grid }

// Gazetteer returns the places in use, and the cells that can be named.
func (a *Atlas) Gazetteer() *Gazetteer { return a.maps().gazetteer }

// Cell finds a cell by its code.
func (a *Atlas) Cell(code string) (Cell, bool) { return a.Grid().Cell(code) }

// CellAt returns the finest cell that contains p.
func (a *Atlas) CellAt(p Point) (Cell, bool) { return a.Grid().CellAt(p) }

// Path lists a cell and all that contain it, coarsest first.
func (a *Atlas) Path(code string) []Cell { return a.Grid().Path(code) }

// NamesPlace reports whether the words speak of a place, known or not.
func (a *Atlas) NamesPlace(said string) bool {
	return NamesPlace(said) || a.Gazetteer().Knows(said)
}

// Locate answers from the best clue there is: a pin; a photo's position, if it
// is fresh and not far outside all cells; a known place named in the words; the
// area of the chat. A photo that hardly fits is asked last, and its radius says
// how little that is worth. ok is false if nothing is known.
func (a *Atlas) Locate(c Clues) (fix Fix, ok bool) {
	m := a.maps()
	for _, ask := range []func(Clues) (Fix, bool){m.fromPin, m.fromPhoto, m.fromWords, m.fromChat, m.fromHint} {
		if fix, ok := ask(c); ok {
			return fix, true
		}
	}
	return Fix{}, false
}

func (m *maps) fromPin(c Clues) (Fix, bool) {
	if c.Pin == nil || !c.Pin.known() {
		return Fix{}, false
	}
	radius := c.Pin.Radius
	if !(radius > 0 && radius <= maxRadius) {
		radius = radiusPin
	}
	name := strings.TrimSpace(c.Pin.Address + " " + c.Pin.Name)
	return m.fix(c.Pin.Point, radius, SourcePin, name), true
}

func (m *maps) fromPhoto(c Clues) (Fix, bool) {
	for _, photo := range c.Photos {
		if photo.known() && m.plausible(photo, c.At) {
			return m.fix(photo.Point, radiusExif, SourceExif, ""), true
		}
	}
	return Fix{}, false
}

// fromHint takes the first photo with a position, plausible or not.
func (m *maps) fromHint(c Clues) (Fix, bool) {
	for _, photo := range c.Photos {
		if photo.known() {
			return m.fix(photo.Point, radiusHint, SourceExif, ""), true
		}
	}
	return Fix{}, false
}

// plausible reports whether a photo may have been taken for this report. A
// clock that runs ahead says nothing.
func (m *maps) plausible(photo PhotoPosition, at time.Time) bool {
	if !photo.TakenAt.IsZero() && !at.IsZero() && at.Sub(photo.TakenAt) > maxPhotoAge {
		return false
	}
	_, metres, ok := m.grid.Nearest(photo.Point)
	return !ok || metres <= maxPhotoDistance
}

func (m *maps) fromWords(c Clues) (Fix, bool) {
	mention, ok := m.gazetteer.Find(c.Words, c.Cell, m.grid)
	if !ok {
		return Fix{}, false
	}
	if mention.Area != "" {
		return m.areaFix(mention.Area, SourcePlace)
	}
	return m.fix(mention.Point, mention.Radius, SourcePlace, mention.Address), true
}

func (m *maps) fromChat(c Clues) (Fix, bool) { return m.areaFix(c.Cell, SourceCell) }

// areaFix is the middle of an area. Its cell is the area itself: nobody knows a
// finer one.
func (m *maps) areaFix(code string, source Source) (Fix, bool) {
	center, radius, ok := m.grid.Center(code)
	if !ok {
		return Fix{}, false
	}
	return Fix{Point: center, Radius: radius, Source: source, Address: m.address("", code), Cell: code}, true
}

func (m *maps) fix(p Point, radius float64, source Source, name string) Fix {
	fix := Fix{Point: p, Radius: radius, Source: source}
	if c, ok := m.grid.CellAt(p); ok {
		fix.Cell = c.Code
	}
	fix.Address = m.address(name, fix.Cell)
	return fix
}

// address words a position for people: "槐荫农贸市场门口（槐荫街道 槐荫社区
// 第7网格）". The district is left out where something finer is known.
func (m *maps) address(name, code string) string {
	var names []string
	path := m.grid.Path(code)
	for _, c := range path {
		if c.Level == LevelDistrict && len(path) > 1 {
			continue
		}
		names = append(names, c.Name)
	}
	area := strings.Join(names, " ")
	switch {
	case name == "":
		return area
	case area == "":
		return name
	}
	return name + "（" + area + "）"
}
