package row

import "snapgrid/geotag"

// LearntColumns are the columns of [Learnt].
const LearntColumns = `name, cell, lat, lon, count, weight, at, state`

// Learnt scans [LearntColumns].
func Learnt(r Scanner) (geotag.Learnt, error) {
	var l geotag.Learnt
	err := r.Scan(&l.Name, &l.Cell, &l.Lat, &l.Lon, &l.Count, &l.Weight, Time(&l.At), &l.State)
	return l, err
}
