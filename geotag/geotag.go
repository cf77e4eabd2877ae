package geotag

import (
	"fmt"
	"slices"
	"time"
)

// Point is a position on the earth, WGS-84, decimal degrees.
type Point struct {
	Lat float64 // -90 … 90, north is positive
	Lon float64 // -180 … 180, east is positive
}

// String prints the point as "34.265312,108.912345".
func (p Point) String() string { return fmt.Sprintf("%.6f,%.6f", p.Lat, p.Lon) }

// Source says where the knowledge of a position came from.
type Source string

// The sources, best first; docs/geotag.md says why.
const (
	SourceStaff    Source = "staff"       // an officer's choice
	SourcePin      Source = "pin"         // a location message or the "here" of a browser
	SourceLink     Source = "link"        // a link of a map service, or a location that was pasted
	SourceTyped    Source = "coordinates" // coordinates or a plus code in the words
	SourceExif     Source = "exif"        // the position a camera wrote into the photo
	SourcePlace    Source = "place"       // a known place named in the words
	SourceGeocoder Source = "geocoder"    // what an online service makes of the address
	SourceCell     Source = "cell"        // nothing better than the area of the chat
)

// Sources lists the sources, best first.
func Sources() []Source {
	return []Source{SourceStaff, SourcePin, SourceLink, SourceTyped, SourceExif, SourcePlace, SourceGeocoder, SourceCell}
}

// Better reports whether a position from s is worth more than one from other.
// The empty source is worth nothing.
func (s Source) Better(other Source) bool { return s.rank() > other.rank() }

func (s Source) rank() int {
	if i := slices.Index(Sources(), s); i >= 0 {
		return len(Sources()) - i
	}
	return 0
}

// Fix is the answer to "where was this?".
type Fix struct {
	Point
	Radius  float64 // metres; the truth is expected within it
	Source  Source
	Address string // in words, for people; may be empty
	Cell    string // code of the finest cell that answers for the point; "" outside all cells
}

// Sharper reports whether f tells better than other where the same thing was: it comes
// from a better source, or both come from words, f is the narrower, and they agree.
func (f Fix) Sharper(other Fix) bool {
	if f.Source != SourcePlace || other.Source != SourcePlace {
		return f.Source.Better(other.Source)
	}
	return f.Radius < other.Radius && f.DistanceTo(other.Point) <= f.Radius+other.Radius
}

// Clues is all that is known about one report, each clue already WGS-84.
type Clues struct {
	Pin     *Pin
	Written []Written // positions in the words, best first
	Photos  []PhotoPosition
	Words   string // the report's own words
	// Geocoded is what an online service makes of the address; nil if none was
	// asked.
	Geocoded *Pin
	Cell     string // code of the area of the chat; "" if the chat has none
	At       time.Time
}

// Pin is a position that a person sent on purpose.
type Pin struct {
	Point
	Radius  float64 // metres; 0 if the sender's device said nothing
	Name    string  // of the venue, if one was chosen
	Address string
}

// Written is a position that somebody pasted or typed.
type Written struct {
	Point
	Radius  float64 // metres
	Source  Source  // SourceLink or SourceTyped
	Name    string  // of the place, if it was written too
	IfGCJ02 *Point  // where it is if it was meant in GCJ-02; nil if the datum is known
}

// PhotoPosition is the position a camera wrote into a photo.
type PhotoPosition struct {
	Point
	TakenAt time.Time // zero if unknown
}
