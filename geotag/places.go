package geotag

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// row is a place as it was written down.
type row struct {
	name, aliases, kind, datum, cell string
	point                            Point
	line                             []Point // of a road; may be empty
}

// placeList is an import under way.
type placeList struct {
	places []Place
	seen   map[placeKey]string // where each place stands
	faults faults
}

type placeKey struct {
	name string
	kind PlaceKind
	cell string
}

// Limits of one place.
const (
	maxNameRunes = 60
	maxAliases   = 50
)

func (l *placeList) take(at string, r row) {
	datum, err := ParseDatum(r.datum)
	if err != nil {
		l.faults.refuse(at, err.Error())
		return
	}
	if reason := r.objection(); reason != "" {
		l.faults.refuse(at, reason)
		return
	}
	p := Place{
		Point:   datum.ToWGS84(r.point),
		Name:    r.name,
		Aliases: l.aliases(at, r.aliases),
		Kind:    parseKind(r.kind),
		Cell:    r.cell,
	}
	for _, q := range r.line {
		p.Line = append(p.Line, datum.ToWGS84(q))
	}
	key := placeKey{p.Name, p.Kind, p.Cell}
	if first, ok := l.seen[key]; ok {
		l.faults.refuse(at, "name, kind and cell are those of "+first)
		return
	}
	l.seen[key] = at
	l.places = append(l.places, p)
}

// objection says why a place cannot be taken.
func (r row) objection() string {
	switch {
	case r.name == "":
		return "no name"
	case !utf8.ValidString(r.name + r.aliases + r.cell):
		return "not UTF-8: save the file as UTF-8"
	case utf8.RuneCountInString(r.name) > maxNameRunes:
		return fmt.Sprintf("name is longer than %d characters", maxNameRunes)
	case r.point == Point{}:
		return "position is 0,0"
	}
	if err := r.point.check(); err != nil {
		return err.Error()
	}
	return ""
}

// aliases splits other names; those that cannot be used are told of.
func (l *placeList) aliases(at, list string) []string {
	var aliases []string
	for alias := range strings.SplitSeq(list, "|") {
		switch alias = strings.TrimSpace(alias); {
		case alias == "":
		case utf8.RuneCountInString(alias) > maxNameRunes:
			l.faults.keep(at, fmt.Sprintf("an alias longer than %d characters left out", maxNameRunes))
		case len(aliases) == maxAliases:
			l.faults.keep(at, fmt.Sprintf("aliases after the first %d left out", maxAliases))
			return aliases
		default:
			aliases = append(aliases, alias)
		}
	}
	return aliases
}

// parseKind reads a kind in any case; an unknown one is a poi.
func parseKind(s string) PlaceKind {
	switch k := PlaceKind(strings.ToLower(s)); k {
	case PlaceRoad, PlaceIntersection, PlaceAddress, PlaceArea:
		return k
	default:
		return PlacePoi
	}
}
