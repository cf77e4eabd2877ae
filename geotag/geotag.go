package geotag

import (
	"fmt"
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

// The sources, best first. [Atlas.Locate] tries them in this order.
const (
	SourcePin   Source = "pin"   // a location message or the "here" of a browser
	SourceExif  Source = "exif"  // the position a camera wrote into the photo
	SourcePlace Source = "place" // a known place named in the words
	SourceCell  Source = "cell"  // nothing better than the area of the chat
)

// Better reports whether a position from s is worth more than one from other.
// The empty source is worth nothing.
func (s Source) Better(other Source) bool { return s.rank() > other.rank() }

func (s Source) rank() int {
	switch s {
	case SourcePin:
		return 4
	case SourceExif:
		return 3
	case SourcePlace:
		return 2
	case SourceCell:
		return 1
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

// Clues is all that is known about one report, each clue already WGS-84.
type Clues struct {
	Pin    *Pin
	Photos []PhotoPosition
	Words  string // the report's own words
	Cell   string // code of the area of the chat; "" if the chat has none
	At     time.Time
}

// Pin is a position that a person sent on purpose.
type Pin struct {
	Point
	Radius  float64 // metres; 0 if the sender's device said nothing
	Name    string  // of the venue, if one was chosen
	Address string
}

// PhotoPosition is the position a camera wrote into a photo.
type PhotoPosition struct {
	Point
	TakenAt time.Time // zero if unknown
}
