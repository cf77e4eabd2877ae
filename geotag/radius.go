package geotag

// How far a position may be off, in metres, by what it is known from.
const (
	radiusPin          = 15.0 // if the device says nothing that can be
	maxRadius          = 100_000.0
	radiusExif         = 25.0
	radiusHint         = 1000.0 // of a photo that hardly fits: old, or far away
	radiusIntersection = 40.0
	radiusAddress      = 40.0
	radiusPoi          = 60.0
	radiusArea         = 500.0 // if the extent is not known
	radiusRoad         = 500.0 // if the extent is not known
	minRadiusRoad      = 100.0
	maxRadiusRoad      = 5000.0

	radiusCompound = 230.0 // of a number that a whole compound has
	radiusHearsay  = 200.0 // of what one address alone tells of another spot
	radiusNumber   = 150.0 // of a number between known ones, at best
	radiusGuess    = 300.0 // of a crossing of which little is known
	radiusPart     = 250.0 // of a compound of which other parts are known
	radiusVague    = 500.0 // wider than this nobody finds the spot
)

// radius is how far a report may be from the position of a place it names.
func (k PlaceKind) radius() float64 {
	switch k {
	case PlaceIntersection:
		return radiusIntersection
	case PlaceAddress:
		return radiusAddress
	case PlaceRoad:
		return radiusRoad
	case PlaceArea:
		return radiusArea
	case PlacePoi:
		return radiusPoi
	}
	return radiusPoi
}

// exactness ranks kinds: a spot before a road before an area.
func (k PlaceKind) exactness() int {
	switch k {
	case PlaceArea:
		return 0
	case PlaceRoad:
		return 1
	case PlaceIntersection, PlaceAddress, PlacePoi:
		return 2
	}
	return 2
}
