package geotag

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
)

// Levels lists the levels, coarsest first.
func Levels() []Level {
	return []Level{LevelDistrict, LevelStreet, LevelCommunity, LevelGrid}
}

// rank counts from 0, the coarsest; -1 for a level that is none.
func (l Level) rank() int {
	switch l {
	case LevelDistrict:
		return 0
	case LevelStreet:
		return 1
	case LevelCommunity:
		return 2
	case LevelGrid:
		return 3
	}
	return -1
}

// ReadCells reads cells from GeoJSON: a FeatureCollection, or a feature on each
// line, with the properties code, name, level, parent, exclusive and places (a
// list, or separated by |), in WGS-84. A feature with places needs no geometry.
// What can be put right is put right and told of; a cell that cannot is left out
// and told of; the others are taken. An error means that the file itself cannot
// be read.
//
// How the shapes fit together is [Survey]'s business.
func ReadCells(r io.Reader) ([]Cell, []Fault, error) {
	list := cellList{seen: map[string]string{}}
	if err := readFeatures(r, list.take); err != nil {
		return nil, nil, err
	}
	list.dropCycles()
	list.adopt()
	list.checkParents()
	return list.cells, list.faults, nil
}

// cellList is an import under way.
type cellList struct {
	cells  []Cell
	names  []string          // where each cell stands in the file
	seen   map[string]string // code → where it stands
	faults faults
}

func (l *cellList) take(n int, f feature) error {
	var properties struct {
		Code, Name, Level, Parent text
		Exclusive                 bool
		Places                    list
	}
	if len(f.Properties) > 0 {
		if err := json.Unmarshal(f.Properties, &properties); err != nil {
			l.faults.refuse(where("feature", n, ""), "properties: "+err.Error())
			return nil
		}
	}
	c := Cell{
		Code:   string(properties.Code),
		Name:   string(properties.Name),
		Level:  Level(properties.Level),
		Parent: string(properties.Parent),

		Exclusive: properties.Exclusive,
		Places:    properties.Places.split(),
	}
	at := where("feature", n, c.Code)
	if reason := l.objection(f, c); reason != "" {
		l.faults.refuse(at, reason)
		return nil
	}
	var mended repairs
	var err error
	if f.Geometry.Type != "" || len(c.Places) == 0 {
		c.Shape, mended, err = f.Geometry.shape()
	}
	if err != nil {
		l.faults.refuse(at, err.Error())
		return nil
	}
	if s := mended.String(); s != "" {
		l.faults.keep(at, s)
	}
	if c.Name == "" {
		c.Name = c.Code
		l.faults.keep(at, "no name: called by its code")
	}
	l.seen[c.Code] = at
	l.cells, l.names = append(l.cells, c), append(l.names, at)
	return nil
}

// objection says why a cell cannot be taken, whatever its shape.
func (l *cellList) objection(f feature, c Cell) string {
	switch {
	case f.Type != "Feature":
		return fmt.Sprintf("type %q: want Feature", cut(f.Type, 40))
	case c.Code == "":
		return "no code"
	case len(c.Code) > 64:
		return "code is longer than 64 bytes"
	case len(c.Name) > 256:
		return "name is longer than 256 bytes"
	case c.Level.rank() < 0:
		return fmt.Sprintf("level %q: want district, street, community or grid", cut(string(c.Level), 40))
	case len(c.Places) > maxAliases:
		return fmt.Sprintf("more than %d places", maxAliases)
	case c.Parent == c.Code:
		return "is its own parent"
	}
	if first, ok := l.seen[c.Code]; ok {
		return "code is taken by " + first
	}
	return ""
}

// shape reads a Polygon or a MultiPolygon.
func (g geometry) shape() ([]Polygon, repairs, error) {
	var coordinates [][][][]float64
	var err error
	switch g.Type {
	case "Polygon":
		coordinates = make([][][][]float64, 1)
		err = json.Unmarshal(g.Coordinates, &coordinates[0])
	case "MultiPolygon":
		err = json.Unmarshal(g.Coordinates, &coordinates)
	case "":
		return nil, repairs{}, fmt.Errorf("no geometry")
	default:
		return nil, repairs{}, fmt.Errorf("geometry %s: want Polygon or MultiPolygon", cut(g.Type, 40))
	}
	if err != nil {
		return nil, repairs{}, fmt.Errorf("coordinates: %w", err)
	}
	return makeShape(coordinates)
}

// dropCycles leaves out cells whose parents run in a circle.
func (l *cellList) dropCycles() {
	parent := make(map[string]string, len(l.cells))
	for _, c := range l.cells {
		parent[c.Code] = c.Parent
	}
	kept, names := l.cells[:0], l.names[:0]
	for i, c := range l.cells {
		if endless(parent, c.Code) {
			l.faults.refuse(l.names[i], "parents run in a circle: "+cut(c.Parent, 64))
			continue
		}
		kept, names = append(kept, c), append(names, l.names[i])
	}
	l.cells, l.names = kept, names
}

// maxDepth bounds every walk up the hierarchy, which has four levels.
const maxDepth = 64

// endless reports whether the way up from a code comes to no end.
func endless(parent map[string]string, code string) bool {
	for range maxDepth {
		if code == "" {
			return false
		}
		code = parent[code]
	}
	return true
}

// adopt gives a cell without a parent the smallest cell of a coarser level that
// holds it, if there are coarser cells at all.
func (l *cellList) adopt() {
	var above []Cell
	for _, c := range l.cells {
		if c.Level != LevelGrid && len(c.Shape) > 0 {
			above = append(above, c)
		}
	}
	grids := map[Level]*Grid{}
	for i, c := range l.cells {
		if c.Parent != "" || len(c.Shape) == 0 || c.Level == LevelDistrict {
			continue
		}
		if grids[c.Level] == nil {
			grids[c.Level] = NewGrid(slices.DeleteFunc(slices.Clone(above), func(a Cell) bool { return a.Level.rank() >= c.Level.rank() }))
		}
		if parent, ok := grids[c.Level].holder(c); ok {
			l.cells[i].Parent = parent.Code
			l.faults.keep(l.names[i], "no parent: taken for a part of "+parent.Code+", which holds it")
		} else if grids[c.Level].Len() > 0 {
			l.faults.keep(l.names[i], fmt.Sprintf("a %s without a parent", c.Level))
		}
	}
}

// holder returns the finest cell that holds the corners and the middle of another.
func (g *Grid) holder(c Cell) (Cell, bool) {
	found, ok := g.CellAt(middle(c.Shape))
	for _, inside := range probes(c) {
		if !ok || !containsPoint(found.Shape, inside.in) {
			return Cell{}, false
		}
	}
	return found, ok
}

// checkParents tells of parents in the file that are not above their children.
func (l *cellList) checkParents() {
	level := make(map[string]Level, len(l.cells))
	for _, c := range l.cells {
		level[c.Code] = c.Level
	}
	for i, c := range l.cells {
		if above, known := level[c.Parent]; known && above.rank() >= c.Level.rank() {
			l.faults.keep(l.names[i], fmt.Sprintf("parent %s is a %s, not above a %s", c.Parent, above, c.Level))
		}
	}
}

// faults lists what is wrong in an import.
type faults []Fault

func (fs *faults) refuse(where, reason string) {
	*fs = append(*fs, Fault{Where: where, Reason: reason})
}

func (fs *faults) keep(where, reason string) {
	*fs = append(*fs, Fault{Where: where, Reason: reason, Kept: true})
}
