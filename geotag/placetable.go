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
	rows  []placeRow
	words []byte // of each place the cell, the name and the aliases, each after its length
	kinds []PlaceKind
}

// placeRow is a place in the table.
type placeRow struct {
	lat, lon int32  // in units of perDegree
	words    uint32 // where they begin
	kind     uint32 // its number
}

// perDegree is how many steps of the table a degree has: what is written with up to
// seven decimals comes out of it as it went in.
const perDegree = 1e7

func newPlaceTable(places int) placeTable {
	return placeTable{rows: make([]placeRow, 0, places)}
}

// add takes in a place and returns its number.
func (t *placeTable) add(p *Place) int32 {
	t.rows = append(t.rows, placeRow{
		lat:   int32(math.Round(p.Lat * perDegree)),
		lon:   int32(math.Round(p.Lon * perDegree)),
		words: uint32(len(t.words)),
		kind:  t.kind(p.Kind),
	})
	t.write(p.Cell)
	t.write(p.Name)
	for _, alias := range p.Aliases {
		t.write(alias)
	}
	return int32(len(t.rows) - 1)
}

func (t *placeTable) write(word string) {
	t.words = binary.AppendUvarint(t.words, uint64(len(word)))
	t.words = append(t.words, word...)
}

func (t *placeTable) kind(k PlaceKind) uint32 {
	n := slices.Index(t.kinds, k)
	if n < 0 {
		n = len(t.kinds)
		t.kinds = append(t.kinds, k)
	}
	return uint32(n)
}

// clip gives back the room for more places.
func (t *placeTable) clip() { t.rows, t.words = slices.Clone(t.rows), slices.Clone(t.words) }

// point is where the place with a number is.
func (t *placeTable) point(i int32) Point {
	row := t.rows[i]
	return Point{Lat: float64(row.lat) / perDegree, Lon: float64(row.lon) / perDegree}
}

// place is the one with a number, without its course.
func (t *placeTable) place(i int32) Place {
	words := t.read(i)
	return Place{Point: t.point(i), Cell: words[0], Name: words[1], Aliases: words[2:], Kind: t.kinds[t.rows[i].kind]}
}

// read lists what add wrote of a place.
func (t *placeTable) read(i int32) []string {
	end := len(t.words)
	if int(i)+1 < len(t.rows) {
		end = int(t.rows[i+1].words)
	}
	var words []string
	for left := t.words[t.rows[i].words:end]; len(left) > 0; {
		n, size := binary.Uvarint(left)
		left = left[size:]
		words = append(words, string(left[:n]))
		left = left[n:]
	}
	return words
}
