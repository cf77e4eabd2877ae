package public

import (
	"encoding/json"
	"net/http"
	"time"

	"snapgrid/bots/web/photos"
	"snapgrid/intake"
)

// geoCollection is a FeatureCollection of RFC 7946. What the standard does not know
// comes beside, as it allows.
type geoCollection struct {
	Type     string       `json:"type"`
	Features []geoFeature `json:"features"`
	Next     string       `json:"next,omitempty"` // where it goes on
}

type geoFeature struct {
	Type       string        `json:"type"`
	ID         int64         `json:"id"`
	Geometry   *geoPoint     `json:"geometry"` // null where nobody knows the place
	Properties geoProperties `json:"properties"`
}

type geoPoint struct {
	Type        string     `json:"type"`
	Coordinates [2]float64 `json:"coordinates"` // longitude before latitude
}

type geoProperties struct {
	N         int64     `json:"n"`
	Title     string    `json:"title"`
	Words     string    `json:"words"` // masked
	Status    string    `json:"status"`
	State     string    `json:"state"` // open or done
	Ending    string    `json:"ending,omitempty"`
	Severity  string    `json:"severity"`
	Category  string    `json:"category"`
	Class     string    `json:"class"`
	Cell      string    `json:"cell"`
	Address   string    `json:"address"`
	AccuracyM float64   `json:"accuracy_m,omitempty"`
	OpenedAt  time.Time `json:"opened_at"`
	UpdatedAt time.Time `json:"updated_at"`
	URL       string    `json:"url"`
	Photo     string    `json:"photo,omitempty"`
	FixPhoto  string    `json:"fix_photo,omitempty"`
}

// geoJSON gives out tickets as GeoJSON.
func (f *Face) geoJSON(w http.ResponseWriter, r *http.Request) {
	answer, err := f.read(r)
	if err != nil {
		f.refuse(w, r, err)
		return
	}
	collection := geoCollection{Type: "FeatureCollection", Features: []geoFeature{}}
	for _, l := range answer.tickets {
		collection.Features = append(collection.Features, f.feature(answer.language, l))
	}
	if next := answer.next(r); next != "" {
		collection.Next = f.address(next)
		w.Header().Set("Link", "<"+collection.Next+`>; rel="next"`)
	}
	body, err := json.Marshal(collection)
	if err != nil {
		f.refuse(w, r, err)
		return
	}
	f.give(w, r, "application/geo+json", body)
}

func (f *Face) feature(language string, l listed) geoFeature {
	t := l.Ticket
	feature := geoFeature{Type: "Feature", ID: t.N, Properties: geoProperties{
		N: t.N, Title: f.title(language, t), Words: t.Masked, Status: string(t.Status), State: stateOf(t), Ending: string(t.Ending),
		Severity: string(t.Severity), Category: t.Category, Class: f.pages.Class(language, t.Category),
		Cell: t.Fix.Cell, Address: t.Fix.Address, AccuracyM: t.Fix.Radius, OpenedAt: t.OpenedAt, UpdatedAt: t.ChangeAt,
		URL: f.ticketAddress(t), Photo: f.photoAddress(l.Before), FixPhoto: f.photoAddress(l.After),
	}}
	if t.Fix.Source != "" {
		feature.Geometry = &geoPoint{Type: "Point", Coordinates: [2]float64{t.Fix.Lon, t.Fix.Lat}}
	}
	return feature
}

func (f *Face) photoAddress(p *photos.Picture) string {
	if p == nil {
		return ""
	}
	return f.address(p.Large)
}

func stateOf(t intake.Ticket) string {
	if t.Status.Open() {
		return stateOpen
	}
	return stateDone
}
