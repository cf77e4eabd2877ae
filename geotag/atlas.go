package geotag

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// Atlas is the cells and places in use. It may be used, and changed by
// [Atlas.Set], from many goroutines at once. The zero Atlas is empty.
type Atlas struct {
	changing sync.Mutex
	current  atomic.Pointer[charts]
}

type charts struct {
	grid      *Grid
	gazetteer *Gazetteer
	learnt    *Gazetteer
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
	grid := NewGrid(cells)
	gazetteer := gazetteerOf(places, grid)
	a.changing.Lock()
	defer a.changing.Unlock()
	a.current.Store(&charts{grid: grid, gazetteer: gazetteer, learnt: a.charts().learnt})
}

// Learn replaces the names that were learnt by use; cells and places stay.
func (a *Atlas) Learn(places []Place) {
	learnt := NewGazetteer(places)
	a.changing.Lock()
	defer a.changing.Unlock()
	m := *a.charts()
	m.learnt = learnt
	a.current.Store(&m)
}

func (a *Atlas) charts() *charts {
	if m := a.current.Load(); m != nil {
		return m
	}
	return &charts{grid: NewGrid(nil), gazetteer: NewGazetteer(nil), learnt: NewGazetteer(nil)}
}

// Grid returns the cells in use.
func (a *Atlas) Grid() *Grid { return a.charts().grid }

// Gazetteer returns the places in use, and the cells that can be named.
func (a *Atlas) Gazetteer() *Gazetteer { return a.charts().gazetteer }

// Cell finds a cell by its code.
func (a *Atlas) Cell(code string) (Cell, bool) { return a.Grid().Cell(code) }

// CellAt returns the finest cell that contains p.
func (a *Atlas) CellAt(p Point) (Cell, bool) { return a.Grid().CellAt(p) }

// Path lists a cell and all that contain it, coarsest first.
func (a *Atlas) Path(code string) []Cell { return a.Grid().Path(code) }

// Center returns the middle of a cell and how far it reaches, in metres; for "",
// that of all cells.
func (a *Atlas) Center(code string) (center Point, radius float64, ok bool) {
	if code == "" {
		return a.Grid().Middle()
	}
	return a.charts().center(code)
}

// NamesPlace reports whether the words speak of a place, known or not.
func (a *Atlas) NamesPlace(said string) bool {
	m := a.charts()
	return NamesPlace(said) || m.gazetteer.Knows(said) || m.learnt.Knows(said)
}

func (m *charts) fromWords(c Clues) (fix Fix, doubt Doubt, ok bool) {
	mention, ok := m.find(c.Words, c.Cell)
	if !ok {
		return Fix{}, "", false
	}
	if mention.Area != "" {
		fix, ok = m.areaFix(mention.Area, SourcePlace)
		return fix, "", ok
	}
	if mention.Misspelt {
		doubt = DoubtSpelling
	}
	names := append([]string{mention.Place.Name}, mention.Place.Aliases...)
	return m.fix(mention.Point, mention.Radius, SourcePlace, mention.Address, names...), doubt, true
}

// find asks for what was learnt by use too; it counts if it says as much.
func (m *charts) find(said, cell string) (Mention, bool) {
	listed, ok := m.gazetteer.Find(said, cell, m.grid)
	learnt, isLearnt := m.learnt.Find(said, cell, m.grid)
	if isLearnt && (!ok || learnt.class > listed.class || learnt.class == listed.class && learnt.runes >= listed.runes) {
		return learnt, true
	}
	return listed, ok
}

// Choices lists up to three places that words may mean in a chat of an area,
// the likeliest first; none if one is meant for sure.
func (a *Atlas) Choices(said, cell string) []Fix {
	m := a.charts()
	if mention, ok := m.find(said, cell); ok && mention.Sure {
		return nil
	}
	var fixes []Fix
	for _, mention := range append(m.learnt.Choices(said, cell, m.grid), m.gazetteer.Choices(said, cell, m.grid)...) {
		fix := m.fix(mention.Point, mention.Radius, SourcePlace, mention.Address)
		near := func(f Fix) bool { return f.DistanceTo(fix.Point) < maxSpread }
		if len(fixes) < maxChoices && !slices.ContainsFunc(fixes, near) {
			fixes = append(fixes, fix)
		}
	}
	return fixes
}

const maxChoices = 3

func (m *charts) fromChat(c Clues) (Fix, bool) { return m.areaFix(c.Cell, SourceCell) }

// areaFix is the middle of an area. Its cell is the area itself: nobody knows a
// finer one.
func (m *charts) areaFix(code string, source Source) (Fix, bool) {
	center, radius, ok := m.center(code)
	if !ok {
		return Fix{}, false
	}
	return Fix{Point: center, Radius: radius, Source: source, Address: m.address("", code), Cell: code}, true
}

// center is the middle of a cell. One that no shape is drawn of is where its
// first known place is.
func (m *charts) center(code string) (center Point, radius float64, ok bool) {
	if center, radius, ok = m.grid.Center(code); ok {
		return center, radius, true
	}
	c, _ := m.grid.Cell(code)
	for _, name := range c.Places {
		if mention, ok := m.gazetteer.Find(name, "", m.grid); ok {
			return mention.Point, max(mention.Radius, radiusArea), true
		}
	}
	return Point{}, 0, false
}

func (m *charts) fix(p Point, radius float64, source Source, name string, places ...string) Fix {
	fix := Fix{Point: p, Radius: radius, Source: source}
	if c, ok := m.grid.cellAt(p, places); ok {
		fix.Cell = c.Code
	}
	fix.Address = m.address(name, fix.Cell)
	if fix.Cell == "" {
		fix.Address += m.outside(p)
	}
	return fix
}

// outside says, of a point outside all cells, which is nearest and how far.
func (m *charts) outside(p Point) string {
	nearest, metres, ok := m.grid.Nearest(p)
	if !ok {
		return ""
	}
	distance := fmt.Sprintf("%.0f km", metres/1000)
	switch {
	case metres < 1000:
		distance = fmt.Sprintf("%.0f m", metres)
	case metres < 10_000:
		distance = fmt.Sprintf("%.1f km", metres/1000)
	}
	return fmt.Sprintf("（辖区外，距 %s %s）", m.address("", nearest.Code), distance)
}

// address words a position for people: "槐荫农贸市场门口（槐荫街道 槐荫社区
// 第7网格）". The district is left out where something finer is known.
func (m *charts) address(name, code string) string {
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
