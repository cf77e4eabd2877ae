package page

import "snapgrid/geotag"

// Where tells a place in words, or else as a point.
func Where(fix geotag.Fix) string {
	if fix.Address == "" && fix.Source != "" {
		return fix.Point.String()
	}
	return fix.Address
}
