package geotag

import (
	"encoding/binary"
	"math"
	"slices"
)

// placeTable keeps places by number, each in 16 bytes beside the letters of its
// names; as a [Place] it would take 130 more. It keeps positions to a centimetre
// and no courses of roads: those are with their streets.
type placeTable struct {
	rows   []placeRow
	names  []byte // of each place its name and its aliases, each after its length
	groups []placeGroup
	number map[placeGroup]uint32 // of a group
}

// placeRow is a place in the table.
type placeRow struct {
	lat, lon int32  // in units of perDegree
	names    uint32 // where they begin
	group    uint32
}

// placeGroup is what many places have in common.
type placeGroup struct {
	kind PlaceKind
	cell string
}

// perDegree is how many steps of the table a degree has: what is written with up to
// seven decimals comes out of it as it went in.
const perDegree = 1e7

func newPlaceTable(places int) placeTable {
	return placeTable{rows: make([]placeRow, 0, places), number: map[placeGroup]uint32{}}
}

// add takes in a place and returns its number.
func (t *placeTable) add(p *Place) int32 {
	t.rows = append(t.rows, placeRow{
		lat:   int32(math.Round(p.Lat * perDegree)),
		lon:   int32(math.Round(p.Lon * perDegree)),
		names: uint32(len(t.names)),
		group: t.group(placeGroup{p.Kind, p.Cell}),
	})
	t.name(p.Name)
	for _, alias := range p.Aliases {
		t.name(alias)
	}
	return int32(len(t.rows) - 1)
}

func (t *placeTable) name(name string) {
	t.names = binary.AppendUvarint(t.names, uint64(len(name)))
	t.names = append(t.names, name...)
}

func (t *placeTable) group(g placeGroup) uint32 {
	n, ok := t.number[g]
	if !ok {
		n = uint32(len(t.groups))
		t.groups = append(t.groups, g)
		t.number[g] = n
	}
	return n
}

// clip gives back the room for more places.
func (t *placeTable) clip() { t.rows, t.names = slices.Clone(t.rows), slices.Clone(t.names) }

// point is where the place with a number is.
func (t *placeTable) point(i int32) Point {
	row := t.rows[i]
	return Point{Lat: float64(row.lat) / perDegree, Lon: float64(row.lon) / perDegree}
}

// place is the one with a number, without its course.
func (t *placeTable) place(i int32) Place {
	names := t.namesOf(i)
	group := t.groups[t.rows[i].group]
	return Place{Point: t.point(i), Name: names[0], Aliases: names[1:], Kind: group.kind, Cell: group.cell}
}

// namesOf are the name of a place and its aliases.
func (t *placeTable) namesOf(i int32) []string {
	end := len(t.names)
	if int(i)+1 < len(t.rows) {
		end = int(t.rows[i+1].names)
	}
	var names []string
	for left := t.names[t.rows[i].names:end]; len(left) > 0; {
		n, size := binary.Uvarint(left)
		left = left[size:]
		names = append(names, string(left[:n]))
		left = left[n:]
	}
	return names
}
