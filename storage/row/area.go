package row

import "snapgrid/geotag"

// CellColumns are the columns of [Cell].
const CellColumns = `code, name, level, parent, shape, exclusive, places`

// Cell scans [CellColumns].
func Cell(r Scanner) (geotag.Cell, error) {
	var c geotag.Cell
	var shape [][][][2]float64
	err := r.Scan(&c.Code, &c.Name, &c.Level, &c.Parent, fromJSON(&shape), &c.Exclusive, words(&c.Places))
	for _, polygon := range shape {
		c.Shape = append(c.Shape, toPolygon(polygon))
	}
	return c, err
}

func toPolygon(rings [][][2]float64) geotag.Polygon {
	polygon := make(geotag.Polygon, len(rings))
	for i, points := range rings {
		polygon[i] = make(geotag.Ring, len(points))
		for j, p := range points {
			polygon[i][j] = geotag.Point{Lon: p[0], Lat: p[1]}
		}
	}
	return polygon
}

// Shape is a shape as JSON text: the coordinates of a GeoJSON MultiPolygon,
// rings not closed.
func Shape(polygons []geotag.Polygon) string {
	shape := make([][][][2]float64, len(polygons))
	for i, polygon := range polygons {
		shape[i] = make([][][2]float64, len(polygon))
		for j, ring := range polygon {
			shape[i][j] = make([][2]float64, len(ring))
			for k, p := range ring {
				shape[i][j][k] = [2]float64{p.Lon, p.Lat}
			}
		}
	}
	return JSON(shape)
}

// PlaceColumns are the columns of [Place].
const PlaceColumns = `name, kind, cell, lat, lon, aliases, line`

// Place scans [PlaceColumns].
func Place(r Scanner) (geotag.Place, error) {
	var p geotag.Place
	var line [][2]float64
	err := r.Scan(&p.Name, &p.Kind, &p.Cell, &p.Lat, &p.Lon, words(&p.Aliases), fromJSON(&line))
	for _, q := range line {
		p.Line = append(p.Line, geotag.Point{Lon: q[0], Lat: q[1]})
	}
	return p, err
}

// Course is the course of a road as JSON text: the coordinates of a GeoJSON
// LineString.
func Course(points []geotag.Point) string {
	line := make([][2]float64, len(points))
	for i, p := range points {
		line[i] = [2]float64{p.Lon, p.Lat}
	}
	return JSON(line)
}

// PlaceKey is what a place is known by.
type PlaceKey struct {
	Name string
	Kind geotag.PlaceKind
	Cell string
}

// KeyOf returns what a place is known by.
func KeyOf(p geotag.Place) PlaceKey { return PlaceKey{p.Name, p.Kind, p.Cell} }

// NewCells lists the cells that are not known as they are now, and says how many
// of them were not known at all. Of several with one code the last counts.
func NewCells(known, cells []geotag.Cell) (write []geotag.Cell, fresh int) {
	return differ(known, cells, func(c geotag.Cell) string { return c.Code }, func(c geotag.Cell) string {
		return JSON([]any{Text(c.Name), Text(string(c.Level)), Text(c.Parent), Shape(c.Shape), c.Exclusive, List(c.Places)})
	})
}

// NewPlaces is [NewCells] for places.
func NewPlaces(known, places []geotag.Place) (write []geotag.Place, fresh int) {
	return differ(known, places, KeyOf, func(p geotag.Place) string {
		return JSON([]any{p.Lat, p.Lon, List(p.Aliases), Course(p.Line)})
	})
}

func differ[T any, K comparable](known, given []T, key func(T) K, form func(T) string) (write []T, fresh int) {
	forms := make(map[K]string, len(known))
	for _, item := range known {
		forms[key(item)] = form(item)
	}
	last := make(map[K]int, len(given))
	for i, item := range given {
		last[key(item)] = i
	}
	for i, item := range given {
		before, ok := forms[key(item)]
		if last[key(item)] != i || ok && before == form(item) {
			continue
		}
		if !ok {
			fresh++
		}
		write = append(write, item)
	}
	return write, fresh
}
