package ledger

import (
	"encoding/json"
	"fmt"
	"io"
)

// NewGeoJSON begins a FeatureCollection (RFC 7946, so WGS-84) with a point for each
// ticket; one whose place is not known has no geometry.
func NewGeoJSON(out io.Writer, w Words) (Writer, error) {
	g := &geoWriter{words: w, out: out}
	return g, g.put(`{"type":"FeatureCollection","features":[`)
}

type geoWriter struct {
	words Words
	out   io.Writer
	rest  bool // something was written already
}

// feature is a ticket on the map.
type feature struct {
	Type       string            `json:"type"`
	ID         int64             `json:"id"`
	Geometry   *point            `json:"geometry"`
	Properties map[string]string `json:"properties"`
}

type point struct {
	Type        string     `json:"type"`
	Coordinates [2]float64 `json:"coordinates"` // longitude, latitude in degrees
}

func (g *geoWriter) Write(e Entry) error {
	f := feature{Type: "Feature", ID: e.N, Properties: map[string]string{}}
	if e.Fix.Source != "" {
		f.Geometry = &point{"Point", [2]float64{e.Fix.Lon, e.Fix.Lat}}
	}
	for i, value := range g.words.Values(e) {
		f.Properties[columns[i].title] = value
	}
	text, err := json.Marshal(f)
	if err != nil {
		return fmt.Errorf("word #%d: %w", e.N, err)
	}
	if g.rest {
		text = append([]byte(",\n"), text...)
	}
	g.rest = true
	return g.put(string(text))
}

func (g *geoWriter) Close() error { return g.put("]}\n") }

// Drop leaves what was written.
func (g *geoWriter) Drop() error { return nil }

func (g *geoWriter) put(text string) error {
	if _, err := io.WriteString(g.out, text); err != nil {
		return fmt.Errorf("write the map: %w", err)
	}
	return nil
}
