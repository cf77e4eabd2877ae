package row

import (
	"snapgrid/geotag"
	"snapgrid/intake"
)

// PhotoColumns are the columns of [Photo], of photos p.
const PhotoColumns = `p.id, p.message, p.position, p.ref, p.key, p.name, p.type, p.size, p.original, p.too_big,
	p.state, p.reason, p.width, p.height, p.lat, p.lon, p.taken_at, p.hash`

// Photo scans [PhotoColumns].
func Photo(r Scanner) (intake.Photo, error) {
	var p intake.Photo
	var lat, lon *float64
	var hash int64
	err := r.Scan(&p.ID, &p.MessageID, &p.Position, &p.Media.Ref, &p.Media.Key, &p.Media.Name, &p.Media.Type,
		&p.Media.Size, &p.Media.Original, &p.Media.TooBig,
		&p.State, &p.Reason, &p.Width, &p.Height, &lat, &lon, Time(&p.TakenAt), &hash)
	if lat != nil && lon != nil {
		p.At = &geotag.Point{Lat: *lat, Lon: *lon}
	}
	p.Hash = uint64(hash)
	return p, err
}

// LatLon splits a point into two columns, both null if there is none.
func LatLon(p *geotag.Point) (lat, lon *float64) {
	if p == nil {
		return nil, nil
	}
	return &p.Lat, &p.Lon
}
