package geotag

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

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
		line:    f.Geometry.course(),
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

// split returns the entries that say something.
func (l list) split() []string {
	var entries []string
	for entry := range strings.SplitSeq(string(l), "|") {
		if entry = strings.TrimSpace(entry); entry != "" {
			entries = append(entries, entry)
		}
	}
	return entries
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

// course returns the points of a line; nil if the geometry is none.
func (g geometry) course() []Point {
	var line [][]float64
	if g.Type != "LineString" || json.Unmarshal(g.Coordinates, &line) != nil {
		return nil
	}
	points := make([]Point, 0, len(line))
	for _, position := range line {
		p, err := makePoint(position)
		if err != nil {
			return nil
		}
		points = append(points, p)
	}
	return points
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
