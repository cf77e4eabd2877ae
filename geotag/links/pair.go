package links

import (
	"regexp"
	"strconv"
	"strings"

	"snapgrid/geotag"
)

// order says which of two numbers comes first.
type order int

const (
	latFirst order = iota
	lonFirst
)

const degrees = `[-+]?\d{1,3}(?:\.\d+)?`

// pairForm is two numbers at the beginning of a value, such as of a query.
var pairForm = regexp.MustCompile(`^\s*(` + degrees + `)\s*[,;~_+ ]\s*(` + degrees + `)(?:[^\d.].*)?$`)

// pair reads the two numbers at the beginning of a value. Numbers that can only be
// meant the other way round, in China, are taken so.
func pair(value string, o order) (geotag.Point, bool) {
	m := pairForm.FindStringSubmatch(value)
	if m == nil {
		return geotag.Point{}, false
	}
	return ordered(m[1], m[2], o)
}

func ordered(first, second string, o order) (geotag.Point, bool) {
	a, err := strconv.ParseFloat(first, 64)
	if err != nil {
		return geotag.Point{}, false
	}
	b, err := strconv.ParseFloat(second, 64)
	if err != nil {
		return geotag.Point{}, false
	}
	p, q := geotag.Point{Lat: a, Lon: b}, geotag.Point{Lat: b, Lon: a}
	if o == lonFirst {
		p, q = q, p
	}
	if !inChina(p) && inChina(q) {
		p = q
	}
	return p, p.Valid()
}

// inChina reports whether latitude and longitude are of a range in which they
// cannot be mixed up.
func inChina(p geotag.Point) bool {
	return p.Lat >= 3 && p.Lat <= 54 && p.Lon >= 73 && p.Lon <= 136
}

// named reads latitude and longitude from two values of a query.
func (l link) named(lat, lon string) (geotag.Point, bool) {
	if l.query[lat] == "" || l.query[lon] == "" {
		return geotag.Point{}, false
	}
	return ordered(strings.TrimSpace(l.query[lat]), strings.TrimSpace(l.query[lon]), latFirst)
}

// firstPair reads the first of some values that holds a pair.
func (l link) firstPair(o order, names ...string) (geotag.Point, bool) {
	for _, name := range names {
		if p, ok := pair(l.query[name], o); ok {
			return p, true
		}
	}
	return geotag.Point{}, false
}

// whole reports whether s is a number of degrees and nothing else.
func whole(s string) bool { return wholeForm.MatchString(s) }

var wholeForm = regexp.MustCompile(`^` + degrees + `$`)
