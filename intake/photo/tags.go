package photo

import (
	"encoding/binary"
	"math"
	"strings"
	"time"

	"snapgrid/geotag"
)

// The tags that are read, by directory.
const (
	tagWidth       = 0x0100 // IFD0
	tagHeight      = 0x0101
	tagMake        = 0x010f
	tagModel       = 0x0110
	tagOrientation = 0x0112
	tagXMP         = 0x02bc // of TIFF
	tagExif        = 0x8769 // where the directory of the camera is
	tagGPS         = 0x8825 // where the directory of the position is

	tagOriginalTime    = 0x9003 // Exif
	tagDigitizedTime   = 0x9004
	tagOriginalOffset  = 0x9011
	tagDigitizedOffset = 0x9012

	tagLatRef      = 0x01 // GPS
	tagLat         = 0x02
	tagLonRef      = 0x03
	tagLon         = 0x04
	tagAltitudeRef = 0x05
	tagAltitude    = 0x06
	tagFixTime     = 0x07
	tagDirection   = 0x11
	tagFixDate     = 0x1d
)

// tags is what the camera wrote.
type tags struct {
	orientation Orientation
	takenAt     string
	at          *geotag.Point
	doubtful    bool // there is a position, but it is none
	altitude    *float64
	direction   *float64
	fixedAt     time.Time
	camera      string
}

// directories are those of EXIF.
type directories struct{ main, camera, gps directory }

// readBlock reads the directories of a block; those that are not there are empty.
func readBlock(block []byte) directories {
	order, ok := byteOrder(block)
	if !ok {
		return directories{}
	}
	main := readDirectory(block, order, order.Uint32(block[4:]))
	return directories{
		main:   main,
		camera: readDirectory(block, order, main.number(tagExif)),
		gps:    readDirectory(block, order, main.number(tagGPS)),
	}
}

// readTags reads a block of EXIF. Whatever is broken in it is taken as not
// written.
func readTags(block []byte) tags {
	d := readBlock(block)
	t := tags{orientation: 1, takenAt: readTime(d.camera), fixedAt: readFixTime(d.gps), camera: readCamera(d.main)}
	if o := d.main.number(tagOrientation); o >= 1 && o <= 8 {
		t.orientation = Orientation(o)
	}
	if t.at = readPosition(d.gps); t.at != nil {
		t.altitude, t.direction = readAltitude(d.gps), readDirection(d.gps)
	}
	t.doubtful = t.at == nil && (d.gps.has(tagLat) || d.gps.has(tagLon))
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

// readCamera joins maker and model; many a model begins with its maker.
func readCamera(main directory) string {
	maker, model := main.text(tagMake), main.text(tagModel)
	if strings.HasPrefix(strings.ToLower(model), strings.ToLower(maker)) {
		return model
	}
	return strings.TrimSpace(maker + " " + model)
}

func readPosition(gps directory) *geotag.Point {
	lat, ok := readDegrees(gps.rationals(tagLat), gps.text(tagLatRef), 'N', 'S', 90)
	if !ok {
		return nil
	}
	lon, ok := readDegrees(gps.rationals(tagLon), gps.text(tagLonRef), 'E', 'W', 180)
	if !ok || lat == 0 && lon == 0 {
		return nil
	}
	return &geotag.Point{Lat: lat, Lon: lon}
}

// readDirection reads where the camera looked. True and magnetic north are taken
// for the same: in China they are less than twelve degrees apart, and a
// telephone's compass is no better.
func readDirection(gps directory) *float64 {
	parts := gps.rationals(tagDirection)
	if len(parts) != 1 || !(parts[0] >= 0 && parts[0] <= 360) {
		return nil
	}
	return &parts[0]
}

// readFixTime reads the time of the satellites, which is UTC.
func readFixTime(gps directory) time.Time {
	day, err := time.Parse("2006:01:02", gps.text(tagFixDate))
	clock := gps.rationals(tagFixTime)
	if err != nil || len(clock) != 3 || day.Year() < 1980 {
		return time.Time{}
	}
	seconds := 3600*clock[0] + 60*clock[1] + clock[2]
	if !(seconds >= 0 && seconds <= 24*3600) {
		return time.Time{}
	}
	return day.Add(time.Duration(seconds) * time.Second)
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

// highest is more than any aircraft flies, in metres.
const highest = 100_000

func readAltitude(gps directory) *float64 {
	parts := gps.rationals(tagAltitude)
	if len(parts) != 1 || math.IsNaN(parts[0]) || math.Abs(parts[0]) > highest {
		return nil
	}
	metres := parts[0]
	if below := gps[tagAltitudeRef].data; len(below) > 0 && below[0] == 1 {
		metres = -metres
	}
	return &metres
}
