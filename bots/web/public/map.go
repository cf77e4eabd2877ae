package public

import (
	"math"
	"slices"

	"snapgrid/geotag"
	"snapgrid/intake"
)

// The map is drawn by us, out of the cells themselves: no other host learns who
// looks at what. It is as wide as mapWidth units, and as high as the area asks for.
const (
	mapWidth   = 1000.0
	lowest     = 500.0
	highest    = 1200.0
	mapEdge    = 24.0 // units around the area
	mostShapes = 400  // cells that are drawn; more cannot be told apart
	mostNames  = 30
)

// mapView is a map as its template draws it.
type mapView struct {
	Width, Height int
	Shapes        []shape
	Marks         []mark
	Here          *spot // the place that was asked for
	Reach         int   // around Here, in units
}

// chart is a map with the wish that its cells narrow further, if they are links.
type chart struct {
	Map   *mapView
	Wish  wish
	Links bool
}

// shape is a cell.
type shape struct {
	Code, Name string
	Path       string // as SVG says it
	Label      *spot  // where the name stands; nil without one
}

// spot is a place on the map, in units.
type spot struct{ X, Y int }

// mark is a ticket. Its kind is told by a form, not by a colour alone.
type mark struct {
	intake.Ticket
	spot
	Kind string // open, emergency or done
}

// draw makes the map of a wish and of the tickets that came of it; nil where no cell
// has a shape.
func (f *Face) draw(w wish, tickets []intake.Ticket) *mapView {
	cells := f.drawn(w.Cell)
	if len(cells) == 0 {
		return nil
	}
	frame := boxOf(nil)
	for _, c := range cells {
		frame = join(frame, boxOf(c.Shape))
	}
	if w.located() {
		frame = w.circle().Box()
	}
	p := project(frame)
	view := &mapView{Width: int(mapWidth), Height: int(p.height)}
	for _, c := range cells {
		view.Shapes = append(view.Shapes, p.shape(c, len(cells) <= mostNames))
	}
	for _, t := range slices.Backward(tickets) { // the newest on top
		if at := p.spot(t.Fix.Point); t.Fix.Source != "" && p.shows(at) {
			view.Marks = append(view.Marks, mark{Ticket: t, spot: at, Kind: kindOf(t)})
		}
	}
	if w.located() {
		at := p.spot(w.At.Point)
		view.Here, view.Reach = &at, int(w.reach()*p.perMetre)
	}
	return view
}

func kindOf(t intake.Ticket) string {
	switch {
	case !t.Status.Open():
		return "done"
	case t.Severity == intake.Emergency:
		return "emergency"
	}
	return "open"
}

// drawn are the cells of an area that are drawn: the finest that are not too many.
func (f *Face) drawn(area string) []geotag.Cell {
	grid := f.areas.Grid()
	levels := geotag.Levels()
	for _, finest := range slices.Backward(levels) {
		var cells []geotag.Cell
		for _, c := range grid.Cells() {
			if c.Level == finest && len(c.Shape) > 0 && !c.Exclusive && (area == "" || grid.Contains(area, c.Code)) {
				cells = append(cells, c)
			}
		}
		if len(cells) > 0 && len(cells) <= mostShapes {
			return cells
		}
	}
	return nil
}

// projection puts places onto the map: a plane at the latitude of its middle, true
// enough for a city.
type projection struct {
	west, north float64 // degrees of the upper left corner
	perLon      float64 // units for a degree
	perLat      float64
	perMetre    float64
	height      float64
}

const metresPerDegree = 111_195.0

func project(frame intake.Box) projection {
	middle := (frame.Min.Lat + frame.Max.Lat) / 2
	slim := max(math.Cos(middle*math.Pi/180), 1e-3)
	wide := max((frame.Max.Lon-frame.Min.Lon)*slim, 1e-5)
	high := max(frame.Max.Lat-frame.Min.Lat, 1e-5)
	p := projection{height: min(max(high/wide*mapWidth, lowest), highest)}
	p.perLat = min((mapWidth-2*mapEdge)/wide, (p.height-2*mapEdge)/high)
	p.perLon, p.perMetre = p.perLat*slim, p.perLat/metresPerDegree
	p.west = (frame.Min.Lon+frame.Max.Lon)/2 - mapWidth/2/p.perLon
	p.north = middle + p.height/2/p.perLat
	return p
}

func (p projection) xy(at geotag.Point) (x, y float64) {
	return (at.Lon - p.west) * p.perLon, (p.north - at.Lat) * p.perLat
}

func (p projection) spot(at geotag.Point) spot {
	x, y := p.xy(at)
	return spot{int(math.Round(x)), int(math.Round(y))}
}

func (p projection) shows(s spot) bool {
	return s.X >= 0 && s.Y >= 0 && float64(s.X) <= mapWidth && float64(s.Y) <= p.height
}
