package geotag

import (
	"slices"
	"testing"
	"time"
)

// weighed is what is left of opinions for a comparison.
func weighed(opinions []Opinion) []string {
	var all []string
	for _, o := range opinions {
		said := string(o.Source)
		if o.Doubt != "" {
			said += "!" + string(o.Doubt)
		}
		all = append(all, said)
	}
	return all
}

func TestWeigh(t *testing.T) {
	atlas := NewAtlas(sampleCells(t), samplePlaces(t))
	now := time.Date(2026, 5, 4, 10, 0, 0, 0, time.UTC)
	market, _ := atlas.Gazetteer().Find("槐荫农贸市场", "", atlas.Grid())
	here, community := market.Point, "990101001002"
	aside := here.Move(400, 0)
	photo := func(p Point, taken time.Time) []PhotoPosition { return []PhotoPosition{{Point: p, TakenAt: taken}} }
	gcj := GCJ02.FromWGS84(here)
	tests := []struct {
		name     string
		clues    Clues
		want     []string
		disputed []string
	}{
		{name: "nothing"},
		{
			name:  "all agree",
			clues: Clues{Pin: &Pin{Point: here}, Photos: photo(here.Move(10, 0), now), Words: "槐荫农贸市场", At: now},
			want:  []string{"pin", "exif", "place"},
		},
		{
			name: "the order of the sources, whatever disagrees",
			clues: Clues{
				Pin: &Pin{Point: here}, Photos: photo(aside, now), Words: "槐荫农贸市场", Cell: community, At: now,
				Written:  []Written{{Point: aside, Radius: 15, Source: SourceTyped}, {Point: aside, Radius: 20, Source: SourceLink}},
				Geocoded: &Pin{Point: aside, Radius: 100},
			},
			want:     []string{"pin", "link", "coordinates", "exif", "place", "geocoder", "cell"},
			disputed: []string{"link", "coordinates", "exif", "geocoder"},
		},
		{
			name:     "a photo of years ago is a hint",
			clues:    Clues{Photos: photo(aside, now.AddDate(-9, 0, 0)), Cell: community, At: now},
			want:     []string{"cell", "exif!old"},
			disputed: []string{"exif!old"},
		},
		{
			name:     "a photo from another city is a hint, and the second photo counts",
			clues:    Clues{Photos: append(photo(Point{36.06, 103.83}, now), photo(aside, now)...), Words: "槐荫农贸市场", At: now},
			want:     []string{"exif", "place", "exif!far"},
			disputed: []string{"place", "exif!far"},
		},
		{
			name:     "a pin where GCJ-02 puts the place in the words",
			clues:    Clues{Pin: &Pin{Point: gcj}, Words: "槐荫农贸市场", At: now},
			want:     []string{"pin!gcj02", "place"},
			disputed: []string{"pin!gcj02"},
		},
		{
			name:     "a link where BD-09 puts the place in the words",
			clues:    Clues{Written: []Written{{Point: BD09.FromWGS84(here), Radius: 20, Source: SourceLink}}, Words: "槐荫农贸市场", At: now},
			want:     []string{"link!bd09", "place"},
			disputed: []string{"link!bd09"},
		},
		{
			name:     "as far away in another direction is no other datum",
			clues:    Clues{Pin: &Pin{Point: Point{2*here.Lat - gcj.Lat, 2*here.Lon - gcj.Lon}}, Words: "槐荫农贸市场", At: now},
			want:     []string{"pin", "place"},
			disputed: []string{"place"},
		},
		{
			name:  "a road is too long to tell datums apart",
			clues: Clues{Pin: &Pin{Point: gcj}, Words: "书院路", At: now},
			want:  []string{"pin", "place"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			opinions := atlas.Weigh(tt.clues)
			if got := weighed(opinions); !slices.Equal(got, tt.want) {
				t.Errorf("opinions are %q, want %q", got, tt.want)
			}
			if got := weighed(Disputes(opinions)); !slices.Equal(got, tt.disputed) {
				t.Errorf("disputes are %q, want %q", got, tt.disputed)
			}
		})
	}
}

// Coordinates of no known datum are where they agree with the place in the words.
func TestWeighUndecidedDatum(t *testing.T) {
	atlas := NewAtlas(sampleCells(t), samplePlaces(t))
	market, _ := atlas.Gazetteer().Find("槐荫农贸市场", "", atlas.Grid())
	typed := func(p Point) []Written {
		shifted := GCJ02.ToWGS84(p)
		return []Written{{Point: p, Radius: 15, Source: SourceTyped, IfGCJ02: &shifted}}
	}
	tests := []struct {
		name  string
		typed Point
		words string
	}{
		{"WGS-84, as usual", market.Point, ""},
		{"WGS-84 at the place", market.Point, "槐荫农贸市场"},
		{"GCJ-02 at the place", GCJ02.FromWGS84(market.Point), "槐荫农贸市场"},
	}
	for _, tt := range tests {
		fix, ok := atlas.Locate(Clues{Written: typed(tt.typed), Words: tt.words})
		if !ok || fix.Source != SourceTyped || fix.DistanceTo(market.Point) > 1 {
			t.Errorf("%s: %+v", tt.name, fix)
		}
	}
}

func TestWrongDatum(t *testing.T) {
	landmark := Point{34.26, 108.94}
	for p, want := range map[Point]Datum{
		GCJ02.FromWGS84(landmark).Move(20, 10): GCJ02,
		BD09.FromWGS84(landmark).Move(-20, 0):  BD09,
		landmark.Move(30, 0):                   WGS84,
		GCJ02.FromWGS84(landmark).Move(200, 0): WGS84,
	} {
		if got, _ := WrongDatum(p, landmark, 60); got != want {
			t.Errorf("%v is %s, want %s", p, got, want)
		}
	}
	if _, wrong := WrongDatum(Point{22.28, 114.16}, Point{22.28, 114.16}, 60); wrong {
		t.Error("nothing is shifted in Hong Kong")
	}
}
