package open311

import (
	"fmt"
	"net/http"
	"strconv"

	"snapgrid/geotag"
)

// pin reads the position; nil if none was given. The fault says what is wrong with it.
func (a *Adapter) pin(r *http.Request) (p *geotag.Pin, fault string) {
	lat, long := r.FormValue("lat"), r.FormValue("long")
	if lat == "" && long == "" {
		return nil, ""
	}
	if lat == "" || long == "" {
		return nil, "lat and long have to come together"
	}
	at, ok := point(lat, long)
	if !ok {
		return nil, "lat and long have to be decimal degrees, WGS-84"
	}
	if _, inside := a.options.Areas.CellAt(at); !inside && a.options.Areas.Grid().Len() > 0 {
		return nil, fmt.Sprintf("%s is outside the area that this service answers for", at)
	}
	return &geotag.Pin{Point: at}, ""
}

// point reads decimal degrees.
func point(lat, long string) (geotag.Point, bool) {
	y, latErr := strconv.ParseFloat(lat, 64)
	x, longErr := strconv.ParseFloat(long, 64)
	on := latErr == nil && longErr == nil && y >= -90 && y <= 90 && x >= -180 && x <= 180 // and so no NaN
	return geotag.Point{Lat: y, Lon: x}, on
}
