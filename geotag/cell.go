package geotag

// Level is the rank of a cell in the hierarchy.
type Level string

// The levels, coarsest first.
const (
	LevelDistrict  Level = "district"
	LevelStreet    Level = "street"
	LevelCommunity Level = "community"
	LevelGrid      Level = "grid"
)

// Ring is a closed line of points; the first point is not repeated at the end.
type Ring []Point

// Polygon is an outer ring and the holes in it.
type Polygon []Ring

// Cell is an area that somebody answers for.
type Cell struct {
	Code   string
	Name   string
	Level  Level
	Parent string // code of the cell that contains it; "" at the top
	// Shape is empty for a cell that only Places make.
	Shape []Polygon
	// Exclusive marks a cell of its own kind, such as a mall or a market, that
	// lies within others of its level and comes before them.
	Exclusive bool
	// Places are the names of the places that belong to the cell wherever they
	// are drawn: what is said to be at one of them belongs to it.
	Places []string
}

// Place is a named spot.
type Place struct {
	Point
	Name    string
	Aliases []string
	Kind    PlaceKind
	Cell    string  // code of the area in which the name is meant; "" means anywhere
	Line    []Point // the course of a road, where it is known; else empty
}

// PlaceKind sorts places; it decides how exact a mention is.
type PlaceKind string

// The kinds of places.
const (
	PlaceRoad         PlaceKind = "road"
	PlaceIntersection PlaceKind = "intersection"
	PlaceAddress      PlaceKind = "address"
	PlacePoi          PlaceKind = "poi"
	PlaceArea         PlaceKind = "area"
)
