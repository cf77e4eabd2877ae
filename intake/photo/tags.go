package photo

import (
	"encoding/binary"
	"math"
	"strings"

	"snapgrid/geotag"
)

// The tags that are read, by directory.
const (
	tagWidth       = 0x0100 // IFD0
	tagHeight      = 0x0101
	tagOrientation = 0x0112
	tagExif        = 0x8769 // where the directory of the camera is
	tagGPS         = 0x8825 // where the directory of the position is

	tagOriginalTime    = 0x9003 // Exif
	tagDigitizedTime   = 0x9004
	tagOriginalOffset  = 0x9011
	tagDigitizedOffset = 0x9012

	tagLatRef      = 1 // GPS
	tagLat         = 2
	tagLonRef      = 3
	tagLon         = 4
	tagAltitudeRef = 5
	tagAltitude    = 6
)

// tags is what the camera wrote.
type tags struct {
	width, height int // of TIFF only
	orientation   Orientation
	takenAt       string
	at            *geotag.Point
	altitude      *float64
}

// readTags reads a block of TIFF directories, which is what EXIF is. Whatever
// is broken in it is taken as not written.
func readTags(block []byte) tags {
	t := tags{orientation: 1}
	order, ok := byteOrder(block)
	if !ok {
		return t
	}
	main := readDirectory(block, order, order.Uint32(block[4:]))
	camera := readDirectory(block, order, main.number(tagExif))
	t.width, t.height = int(main.number(tagWidth)), int(main.number(tagHeight))
	if o := main.number(tagOrientation); o >= 1 && o <= 8 {
		t.orientation = Orientation(o)
	}
	t.takenAt = readTime(camera)
	t.at, t.altitude = readPosition(readDirectory(block, order, main.number(tagGPS)))
	return t
}

func byteOrder(block []byte) (binary.ByteOrder, bool) {
	if len(block) < 8 {
		return nil, false
	}
	switch string(block[:4]) {
	case "II*\x00":
		return binary.LittleEndian, true
	case "MM\x00*":
		return binary.BigEndian, true
	}
	return nil, false
}

// readTime reads the moment of the shot. The time of the file's last change is
// no substitute: every program that touches a photo sets it.
func readTime(camera directory) string {
	t := takenAt(camera.text(tagOriginalTime), camera.text(tagOriginalOffset))
	if t == "" {
		t = takenAt(camera.text(tagDigitizedTime), camera.text(tagDigitizedOffset))
	}
	return t
}

func readPosition(gps directory) (*geotag.Point, *float64) {
	lat, ok := readDegrees(gps.rationals(tagLat), gps.text(tagLatRef), 'N', 'S', 90)
	if !ok {
		return nil, nil
	}
	lon, ok := readDegrees(gps.rationals(tagLon), gps.text(tagLonRef), 'E', 'W', 180)
	if !ok || lat == 0 && lon == 0 {
		return nil, nil
	}
	return &geotag.Point{Lat: lat, Lon: lon}, readAltitude(gps)
}

// readDegrees joins degrees, minutes and seconds. A zero denominator is NaN and
// fails every comparison.
func readDegrees(parts []float64, ref string, plus, minus byte, limit float64) (float64, bool) {
	if len(parts) == 0 || len(parts) > 3 || ref == "" {
		return 0, false
	}
	degrees, unit := 0.0, 1.0
	for i, part := range parts {
		if !(part >= 0) || i > 0 && !(part <= 60) {
			return 0, false
		}
		degrees += part / unit
		unit *= 60
	}
	if !(degrees <= limit) {
		return 0, false
	}
	switch strings.ToUpper(ref)[0] {
	case plus:
		return degrees, true
	case minus:
		return -degrees, true
	}
	return 0, false
}

func readAltitude(gps directory) *float64 {
	parts := gps.rationals(tagAltitude)
	if len(parts) != 1 || math.IsNaN(parts[0]) || math.Abs(parts[0]) > 100_000 {
		return nil
	}
	metres := parts[0]
	if below := gps[tagAltitudeRef].data; len(below) > 0 && below[0] == 1 {
		metres = -metres
	}
	return &metres
}
