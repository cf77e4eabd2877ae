package row

import (
	"snapgrid/geotag"
	"snapgrid/intake"
)

// SplitColumns are the columns of [Split].
const SplitColumns = `ticket, first, second, became`

// Split scans [SplitColumns].
func Split(r Scanner) (intake.Split, error) {
	var s intake.Split
	var first, second halfForm
	err := r.Scan(&s.Ticket, fromJSON(&first), fromJSON(&second), &s.Became)
	s.First, s.Second = first.half(), second.half()
	return s, err
}

type halfForm struct {
	Words    string          `json:"words"`
	Masked   string          `json:"masked"`
	Category string          `json:"category,omitempty"`
	Severity intake.Severity `json:"severity,omitempty"`
	Lat      float64         `json:"lat,omitempty"`
	Lon      float64         `json:"lon,omitempty"`
	Radius   float64         `json:"radius,omitempty"`
	Source   geotag.Source   `json:"source,omitempty"`
	Address  string          `json:"address,omitempty"`
	Cell     string          `json:"cell,omitempty"`
}

func (f halfForm) half() intake.Half {
	return intake.Half{
		Words: f.Words, Masked: f.Masked, Category: f.Category, Severity: f.Severity,
		Fix: geotag.Fix{
			Point: geotag.Point{Lat: f.Lat, Lon: f.Lon}, Radius: f.Radius,
			Source: f.Source, Address: f.Address, Cell: f.Cell,
		},
	}
}

// Half is a half of a split as JSON text.
func Half(h intake.Half) string {
	return JSON(halfForm{
		Words: Text(h.Words), Masked: Text(h.Masked), Category: h.Category, Severity: h.Severity,
		Lat: h.Fix.Lat, Lon: h.Fix.Lon, Radius: h.Fix.Radius, Source: h.Fix.Source, Address: Text(h.Fix.Address), Cell: h.Fix.Cell,
	})
}
