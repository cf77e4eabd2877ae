package geotag

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// ReadPlacesCSV reads places from a table with a head line. The columns, in any
// order, are name, lat, lon and, where they are there, aliases (separated by |),
// kind, datum and cell; others are ignored. Positions of another datum become
// WGS-84. A line that cannot be taken is told of; the others are taken. An error
// means that the file itself cannot be read.
func ReadPlacesCSV(r io.Reader) ([]Place, []Fault, error) {
	table := csv.NewReader(&limitedReader{r: skipBOM(r), left: maxFileBytes})
	table.FieldsPerRecord = -1
	table.ReuseRecord = true
	table.TrimLeadingSpace = true
	columns, err := readHead(table)
	if err != nil {
		return nil, nil, fmt.Errorf("read places: %w", err)
	}
	list := placeList{seen: map[placeKey]string{}}
	for {
		record, err := table.Read()
		if errors.Is(err, io.EOF) {
			return list.places, list.faults, nil
		}
		if wrong := (*csv.ParseError)(nil); errors.As(err, &wrong) {
			list.faults.refuse(where("line", wrong.StartLine, ""), wrong.Err.Error())
			continue
		}
		if err != nil {
			return nil, nil, fmt.Errorf("read places: %w", err)
		}
		line, _ := table.FieldPos(0)
		if len(record) == 1 && strings.TrimSpace(record[0]) == "" {
			continue
		}
		list.takeRow("line", line, columns, record)
	}
}

// readHead returns the place of each column in a line.
func readHead(table *csv.Reader) (map[string]int, error) {
	head, err := table.Read()
	if errors.Is(err, io.EOF) {
		return nil, errors.New("the file is empty")
	}
	if err != nil {
		return nil, err
	}
	columns := map[string]int{}
	for i, name := range head {
		columns[strings.ToLower(strings.TrimSpace(name))] = i
	}
	for _, name := range []string{"name", "lat", "lon"} {
		if _, ok := columns[name]; !ok {
			return nil, fmt.Errorf("no column %q in the head line: want name,lat,lon,aliases,kind,datum,cell", name)
		}
	}
	return columns, nil
}

// row is a place as it was written down.
type row struct {
	name, aliases, kind, datum, cell string
	point                            Point
}

func (l *placeList) takeRow(kind string, n int, columns map[string]int, record []string) {
	field := func(name string) string {
		if i, ok := columns[name]; ok && i < len(record) {
			return strings.TrimSpace(record[i])
		}
		return ""
	}
	at := where(kind, n, field("name"))
	lat, err := parseDegrees(field("lat"))
	if err != nil {
		l.faults.refuse(at, "lat "+err.Error())
		return
	}
	lon, err := parseDegrees(field("lon"))
	if err != nil {
		l.faults.refuse(at, "lon "+err.Error())
		return
	}
	l.take(at, row{
		name:    field("name"),
		aliases: field("aliases"),
		kind:    field("kind"),
		datum:   field("datum"),
		cell:    field("cell"),
		point:   Point{Lat: lat, Lon: lon},
	})
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

// ReadPlacesGeoJSON reads places from GeoJSON: a FeatureCollection, or a feature
// on each line, with the properties name and, where they are there, aliases (a
// list, or separated by |), kind, datum and cell. A line is a road, and an area
// an area, unless kind says otherwise; their position is a point in the middle.
// Faults are as with [ReadPlacesCSV].
func ReadPlacesGeoJSON(r io.Reader) ([]Place, []Fault, error) {
	list := placeList{seen: map[placeKey]string{}}
	if err := readFeatures(r, list.takeFeature); err != nil {
		return nil, nil, err
	}
	return list.places, list.faults, nil
}

func (l *placeList) takeFeature(n int, f feature) error {
	var properties struct {
		Name, Kind, Datum, Cell text
		Aliases                 list
	}
	if len(f.Properties) > 0 {
		if err := json.Unmarshal(f.Properties, &properties); err != nil {
			l.faults.refuse(where("feature", n, ""), "properties: "+err.Error())
			return nil
		}
	}
	at := where("feature", n, string(properties.Name))
	point, kind, err := f.Geometry.spot()
	if err != nil {
		l.faults.refuse(at, err.Error())
		return nil
	}
	if properties.Kind == "" {
		properties.Kind = text(kind)
	}
	l.take(at, row{
		name:    string(properties.Name),
		aliases: string(properties.Aliases),
		kind:    string(properties.Kind),
		datum:   string(properties.Datum),
		cell:    string(properties.Cell),
		point:   point,
	})
	return nil
}

// list is a JSON list of strings, or one string with bars in it.
type list string

// UnmarshalJSON joins the list by bars.
func (l *list) UnmarshalJSON(data []byte) error {
	var entries []text
	if err := json.Unmarshal(data, &entries); err != nil {
		var one text
		if err := json.Unmarshal(data, &one); err != nil {
			return err
		}
		*l = list(one)
		return nil
	}
	joined := make([]string, len(entries))
	for i, e := range entries {
		joined[i] = string(e)
	}
	*l = list(strings.Join(joined, "|"))
	return nil
}

// spot returns a point that stands for a geometry, and the kind of place that
// such a geometry draws.
func (g geometry) spot() (Point, PlaceKind, error) {
	switch g.Type {
	case "Point":
		var position []float64
		if err := json.Unmarshal(g.Coordinates, &position); err != nil {
			return Point{}, "", fmt.Errorf("coordinates: %w", err)
		}
		p, err := makePoint(position)
		return p, PlacePoi, err
	case "LineString":
		var line [][]float64
		if err := json.Unmarshal(g.Coordinates, &line); err != nil {
			return Point{}, "", fmt.Errorf("coordinates: %w", err)
		}
		p, err := halfway(line)
		return p, PlaceRoad, err
	case "Polygon", "MultiPolygon":
		shape, _, err := g.shape()
		if err != nil {
			return Point{}, "", err
		}
		return middle(shape), PlaceArea, nil
	}
	return Point{}, "", fmt.Errorf("geometry %q: want Point, LineString, Polygon or MultiPolygon", cut(g.Type, 40))
}

// halfway returns the point in the middle of a line.
func halfway(line [][]float64) (Point, error) {
	points, length := make([]Point, 0, len(line)), 0.0
	for i, position := range line {
		p, err := makePoint(position)
		if err != nil {
			return Point{}, err
		}
		if i > 0 {
			length += p.DistanceTo(points[i-1])
		}
		points = append(points, p)
	}
	if len(points) == 0 {
		return Point{}, errors.New("no coordinates")
	}
	left := length / 2
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		step := a.DistanceTo(b)
		if step > 0 && step >= left {
			t := left / step
			return Point{Lat: a.Lat + t*(b.Lat-a.Lat), Lon: a.Lon + t*(b.Lon-a.Lon)}, nil
		}
		left -= step
	}
	return points[0], nil
}
