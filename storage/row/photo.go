package row

import (
	"snapgrid/geotag"
	"snapgrid/intake"
)

// PhotoColumns are the columns of [Photo], of photos p.
const PhotoColumns = `p.id, p.message, p.position, p.ref, p.key, p.name, p.type, p.size, p.original, p.too_big,
	p.state, p.reason, p.width, p.height, p.lat, p.lon, p.taken_at, p.hash, p.steps, p.flaw`

// Photo scans [PhotoColumns].
func Photo(r Scanner) (intake.Photo, error) {
	var p intake.Photo
	var lat, lon *float64
	var hash, steps int64
	err := r.Scan(&p.ID, &p.MessageID, &p.Position, &p.Media.Ref, &p.Media.Key, &p.Media.Name, &p.Media.Type,
		&p.Media.Size, &p.Media.Original, &p.Media.TooBig,
		&p.State, &p.Reason, &p.Width, &p.Height, &lat, &lon, Time(&p.TakenAt), &hash, &steps, &p.Flaw)
	if lat != nil && lon != nil {
		p.At = &geotag.Point{Lat: *lat, Lon: *lon}
	}
	p.Look = intake.Look{Hash: uint64(hash), Steps: uint64(steps)}
	return p, err
}

// LatLon splits a point into two columns, both null if there is none.
func LatLon(p *geotag.Point) (lat, lon *float64) {
	if p == nil {
		return nil, nil
	}
	return &p.Lat, &p.Lon
}

// SightingColumns are the columns of [Sighting], of photos p joined with messages m.
const SightingColumns = PhotoColumns + `, m.ticket, m.part, m.received_at`

// Sighting scans [SightingColumns].
func Sighting(r Scanner) (intake.Sighting, error) {
	var s intake.Sighting
	var err error
	s.Photo, err = Photo(also{r, []any{&s.Ticket, &s.Part, Time(&s.HeardAt)}})
	return s, err
}

// also scans further columns after those that are asked for.
type also struct {
	Scanner
	more []any
}

// Scan scans all of them.
func (a also) Scan(dest ...any) error { return a.Scanner.Scan(append(dest, a.more...)...) }
