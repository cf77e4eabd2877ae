package geotag

import "math"

// mercatorBand is a stretch of latitudes of Baidu's own Mercator projection.
type mercatorBand struct {
	from     float64    // metres of |y|, inclusive
	offset   float64    // degrees of longitude
	perMetre float64    // degrees of longitude
	latitude [7]float64 // a polynomial of |y|/scale, in degrees
	scale    float64    // metres
}

// mercatorBands are the constants of Baidu's public JavaScript API, the northern
// band first; all open implementations share them. The band beyond 75° is left
// out.
var mercatorBands = []mercatorBand{
	{8362377.87, -7.435856389565537e-9, 0.000008983055097726239, [7]float64{-0.78625201886289, 96.32687599759846, -1.85204757529826, -59.36935905485877, 47.40033549296737, -16.50741931063887, 2.28786674699375}, 10260144.86},
	{5591021, -3.030883460898826e-8, 0.00000898305509983578, [7]float64{0.30071316287616, 59.74293618442277, 7.357984074871, -25.38371002664745, 13.45380521110908, -3.29883767235584, 0.32710905363475}, 6856817.37},
	{3481989.83, -1.981981304930552e-8, 0.000008983055099779535, [7]float64{0.03278182852591, 40.31678527705744, 0.65659298677277, -4.44255534477492, 0.85341911805263, 0.12923347998204, -0.04625736007561}, 4482777.06},
	{1678043.12, 3.09191371068437e-9, 0.000008983055096812155, [7]float64{0.00006995724062, 23.10934304144901, -0.00023663490511, -0.6321817810242, -0.00663494467273, 0.03430082397953, -0.00466043876332}, 2555164.4},
	{0, 2.890871144776878e-9, 0.000008983055095805407, [7]float64{-3.068298e-8, 7.47137025468032, -0.00000353937994, -0.02145144861037, -0.00001234426596, 0.00010322952773, -0.00000323890364}, 826088.5},
}

// FromBaiduMercator returns the BD-09 position of one in the metres of Baidu's
// maps (BD-09 Mercator), as in the paths of map.baidu.com. Metres outside the
// world, or beyond 75°, give a position that is not [Point.Valid].
func FromBaiduMercator(x, y float64) Point {
	const east, north = 20037508.342, 12890594.86
	if !(math.Abs(x) <= east && math.Abs(y) < north) {
		return Point{Lat: math.NaN(), Lon: math.NaN()}
	}
	for _, band := range mercatorBands {
		if math.Abs(y) < band.from {
			continue
		}
		t, lat := math.Abs(y)/band.scale, 0.0
		for i := len(band.latitude) - 1; i >= 0; i-- {
			lat = lat*t + band.latitude[i]
		}
		return Point{
			Lat: math.Copysign(lat, y),
			Lon: math.Copysign(band.offset+band.perMetre*math.Abs(x), x),
		}
	}
	return Point{}
}
