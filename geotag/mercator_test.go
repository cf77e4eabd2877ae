package geotag

import (
	"math"
	"testing"
)

// The bands of the projection join: a step across a border of two of them moves
// a position by no more than a few centimetres.
func TestBaiduMercatorBands(t *testing.T) {
	for _, band := range mercatorBands {
		if band.from == 0 {
			continue
		}
		below, above := FromBaiduMercator(12e6, band.from-0.001), FromBaiduMercator(12e6, band.from+0.001)
		if metres := below.DistanceTo(above); metres > 0.2 {
			t.Errorf("at %.0f m north there is a step of %.3f m", band.from, metres)
		}
	}
	north, south := FromBaiduMercator(12e6, 4e6), FromBaiduMercator(-12e6, -4e6)
	if math.Abs(north.Lat+south.Lat) > 1e-9 || math.Abs(north.Lon+south.Lon) > 1e-6 {
		t.Errorf("the south is no mirror of the north: %v, %v", north, south)
	}
	if FromBaiduMercator(3e7, 0).Valid() || FromBaiduMercator(0, 1.3e7).Valid() || FromBaiduMercator(math.NaN(), 0).Valid() {
		t.Error("metres outside the world are a position")
	}
}
