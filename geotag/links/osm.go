package links

import (
	"regexp"
	"strings"

	"snapgrid/geotag"
)

func (l link) ofOpenStreetMap() bool {
	return l.on("openstreetmap.org", "osm.org", "openstreetmap.de", "openstreetmap.fr")
}

var mapFragment = regexp.MustCompile(`(?:^|&|\?)map=[\d.]+/(` + degrees + `)/(` + degrees + `)`)

// openStreetMap reads links of openstreetmap.org: a mark is better than the
// middle of the map.
func (l link) openStreetMap(Reference) []geotag.Written {
	for _, names := range [][2]string{{"mlat", "mlon"}, {"lat", "lon"}} {
		if p, ok := l.named(names[0], names[1]); ok {
			return position(p, geotag.WGS84, "")
		}
	}
	if code, ok := strings.CutPrefix(l.path, "/go/"); ok {
		p, ok := shortCode(code)
		if !ok {
			return nil
		}
		return centered(position(p, geotag.WGS84, ""))
	}
	if m := mapFragment.FindStringSubmatch(l.fragment); m != nil {
		p, _ := ordered(m[1], m[2], latFirst)
		return centered(position(p, geotag.WGS84, ""))
	}
	return nil
}

// shortDigits are those of osm.org/go links: six bits each, three of longitude
// and three of latitude in turns.
// (https://wiki.openstreetmap.org/wiki/Shortlink)
const shortDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_~"

// shortCode reads the code of an osm.org/go link. A dash at the end only changes
// the zoom; @ is what ~ was once.
func shortCode(code string) (geotag.Point, bool) {
	code = strings.TrimRight(strings.ReplaceAll(code, "@", "~"), "-=")
	if len(code) < 3 || len(code) > 12 {
		return geotag.Point{}, false
	}
	x, y, bits := 0.0, 0.0, 0
	for _, r := range code {
		digit := strings.IndexRune(shortDigits, r)
		if digit < 0 {
			return geotag.Point{}, false
		}
		for shift := 5; shift > 0; shift -= 2 {
			x = 2*x + float64(digit>>shift&1)
			y = 2*y + float64(digit>>(shift-1)&1)
		}
		bits += 3
	}
	// The middle of the rectangle that the code names.
	size := float64(uint64(1) << bits)
	return geotag.Point{Lat: (y+0.5)*180/size - 90, Lon: (x+0.5)*360/size - 180}, true
}
