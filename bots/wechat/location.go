package wechat

import (
	"encoding/xml"
	"html"
	"math"
	"regexp"
	"strconv"
	"strings"

	"snapgrid/geotag"
)

var coordinates = regexp.MustCompile(`[?&]coord=(-?[0-9.]+),(-?[0-9.]+)`)

// noName is what a phone writes where no venue was chosen.
const noName = "[位置]"

// isLocation reports whether a message is a position. The web client gets them
// as words with a map's address.
func (r raw) isLocation() bool {
	return r.kind == 48 || r.kind == 1 && (r.subKind == 48 || strings.Contains(r.url, "apis.map.qq.com"))
}

// pin reads a position, which the service gives in GCJ-02. The message's own
// form has x for the latitude; the map's address is the second choice.
func (r raw) pin() (*geotag.Pin, bool) {
	var form struct {
		Location struct {
			X     string `xml:"x,attr"`
			Y     string `xml:"y,attr"`
			Label string `xml:"label,attr"`
			Name  string `xml:"poiname,attr"`
		} `xml:"location"`
	}
	origin := r.origin
	if strings.HasPrefix(strings.TrimSpace(origin), "&lt;") {
		origin = html.UnescapeString(origin)
	}
	err := xml.Unmarshal([]byte(origin), &form)
	where := form.Location
	p, ok := point(where.X, where.Y)
	if err != nil || !ok {
		m := coordinates.FindStringSubmatch(html.UnescapeString(r.url))
		if m == nil {
			return nil, false
		}
		if p, ok = point(m[1], m[2]); !ok {
			return nil, false
		}
	}
	name := where.Name
	if name == noName {
		name = ""
	}
	return &geotag.Pin{Point: tidy(geotag.GCJ02.ToWGS84(p)), Name: name, Address: where.Label}, true
}

// tidy rounds to the six decimals that the service gives: a tenth of a metre.
func tidy(p geotag.Point) geotag.Point {
	round := func(degrees float64) float64 { return math.Round(degrees*1e6) / 1e6 }
	return geotag.Point{Lat: round(p.Lat), Lon: round(p.Lon)}
}

func point(lat, lon string) (geotag.Point, bool) {
	y, err1 := strconv.ParseFloat(lat, 64)
	x, err2 := strconv.ParseFloat(lon, 64)
	// Written so that NaN fails too; 0,0 is a phone without a position.
	ok := err1 == nil && err2 == nil && y >= -90 && y <= 90 && x >= -180 && x <= 180 && (x != 0 || y != 0)
	return geotag.Point{Lat: y, Lon: x}, ok
}
