package console

import (
	"context"
	"fmt"
	"math"
	"strings"
	"time"

	"snapgrid/geotag"
	"snapgrid/intake"
)

// ticketMap is a drawing of where a ticket is: a square around its point, in metres,
// x to the east and y to the south. Half is 0 if nobody knows where it is.
type ticketMap struct {
	Half   float64 // from the middle to the edge
	Radius float64 // of the circle within which it is
	Cell   string  // outline of its cell as SVG path data
	Near   []dot
}

// dot is another open ticket on the map.
type dot struct {
	intake.Matter
	X, Y   float64
	Metres float64
}

const (
	mapLeast  = 250.0  // metres from the middle to the edge, at least …
	mapMost   = 1500.0 // … and at most
	mapDots   = 20
	mapRecent = 365 * 24 * time.Hour
)

// Left and Side are the corner and the length of the square.
func (m ticketMap) Left() float64 { return -m.Half }

// Side is the length of the square.
func (m ticketMap) Side() float64 { return 2 * m.Half }

// Part is a part of the square, for what has to look the same at any scale.
func (m ticketMap) Part(share float64) float64 { return m.Half * share }

// drawMap draws where a ticket is, its cell, and the other open tickets around.
func (c *Console) drawMap(ctx context.Context, t intake.Ticket) (ticketMap, error) {
	if t.Fix.Source == "" {
		return ticketMap{}, nil
	}
	m := ticketMap{Half: min(max(mapLeast, 1.4*t.Fix.Radius), mapMost), Radius: t.Fix.Radius}
	if cell, ok := c.areas.Cell(t.Fix.Cell); ok {
		m.Cell = outline(cell, t.Fix.Point)
	}
	near, err := c.store.Near(ctx, intake.Nearby{
		Point: t.Fix.Point, Metres: m.Half, Since: c.pages.Now().Add(-mapRecent), Limit: mapDots + 1,
	})
	for _, other := range near {
		if other.N != t.N {
			x, y := apart(t.Fix.Point, other.Fix.Point)
			m.Near = append(m.Near, dot{other, x, y, math.Hypot(x, y)})
		}
	}
	return m, err
}

// apart is where q lies seen from p, in metres to the east and to the south. Within a
// few kilometres the earth is flat.
func apart(p, q geotag.Point) (x, y float64) {
	const degree = 111_195.0 // metres, on the sphere that geotag measures on
	return (q.Lon - p.Lon) * degree * math.Cos(p.Lat*math.Pi/180), (p.Lat - q.Lat) * degree
}

// outline is the border of a cell as path data, in metres around a point.
func outline(cell geotag.Cell, around geotag.Point) string {
	var path strings.Builder
	for _, polygon := range cell.Shape {
		for _, ring := range polygon {
			for i, corner := range ring {
				x, y := apart(around, corner)
				fmt.Fprintf(&path, "%c%.0f %.0f", "ML"[min(i, 1)], x, y)
			}
			path.WriteString("Z")
		}
	}
	return path.String()
}
