package photo

import (
	"bytes"
	"encoding/xml"
	"strconv"
	"strings"

	"snapgrid/geotag"
)

// xmpSpace is where XMP keeps what EXIF says too.
const xmpSpace = "http://ns.adobe.com/exif/1.0/"

// xmp is the words of a packet by name, each as it was written first.
type xmp map[string]string

// readXMP reads a packet of XMP. What follows a fault in it is not read.
func readXMP(packet []byte) tags {
	x := xmp{}
	words := xml.NewDecoder(bytes.NewReader(packet[:min(len(packet), maxPacket)]))
	inside := xml.Name{}
	for depth := 0; depth <= maxDepth; {
		token, err := words.Token()
		if err != nil { // the end, or a fault
			break
		}
		switch token := token.(type) {
		case xml.StartElement:
			depth++
			inside = token.Name
			for _, a := range token.Attr {
				x.note(a.Name, a.Value)
			}
		case xml.CharData:
			x.note(inside, string(token))
		case xml.EndElement:
			depth--
			inside = xml.Name{}
		}
	}
	t := tags{takenAt: isoTime(x["DateTimeOriginal"]), at: x.position()}
	if t.at != nil {
		t.altitude, t.direction = x.altitude(), x.direction()
	}
	return t
}

func (x xmp) note(name xml.Name, value string) {
	if _, twice := x[name.Local]; name.Space == xmpSpace && !twice {
		x[name.Local] = strings.TrimSpace(value)
	}
}

// position obeys the rules of EXIF's.
func (x xmp) position() *geotag.Point {
	lat, ok := xmpDegrees(x["GPSLatitude"], 'N', 'S', 90)
	if !ok {
		return nil
	}
	lon, ok := xmpDegrees(x["GPSLongitude"], 'E', 'W', 180)
	if !ok || lat == 0 && lon == 0 {
		return nil
	}
	return &geotag.Point{Lat: lat, Lon: lon}
}

func (x xmp) altitude() *float64 {
	metres, ok := xmpFraction(x["GPSAltitude"])
	if !ok || metres < 0 || metres > highest {
		return nil
	}
	if x["GPSAltitudeRef"] == "1" {
		metres = -metres
	}
	return &metres
}

func (x xmp) direction() *float64 {
	degrees, ok := xmpFraction(x["GPSImgDirection"])
	if !ok || degrees < 0 || degrees > 360 {
		return nil
	}
	return &degrees
}

// xmpDegrees reads "34,15.9187N" and "34,15,55N".
func xmpDegrees(text string, plus, minus byte, limit float64) (float64, bool) {
	if text == "" {
		return 0, false
	}
	ref := text[len(text)-1:]
	var parts []float64
	for part := range strings.SplitSeq(text[:len(text)-1], ",") {
		value, ok := plainNumber(part)
		if !ok {
			return 0, false
		}
		parts = append(parts, value)
	}
	return readDegrees(parts, ref, plus, minus, limit)
}

// xmpFraction reads "811/2" and "405.5".
func xmpFraction(text string) (float64, bool) {
	above, below, divided := strings.Cut(text, "/")
	value, ok := plainNumber(above)
	if !ok || !divided {
		return value, ok
	}
	by, ok := plainNumber(below)
	return value / by, ok && by != 0
}

// plainNumber reads digits with a point, and nothing that a program may take for
// a number besides.
func plainNumber(text string) (float64, bool) {
	if strings.Trim(text, "0123456789.") != "" || len(text) > 32 {
		return 0, false
	}
	value, err := strconv.ParseFloat(text, 64)
	return value, err == nil
}

// isoTime reads the time of XMP, "2026-11-20T08:15:30.25+08:00" with or without
// the fraction and the zone.
func isoTime(text string) string {
	day, clock, _ := strings.Cut(text, "T")
	if len(clock) < len("08:15:30") {
		return ""
	}
	zone := strings.TrimLeft(clock[8:], ".0123456789")
	return takenAt(day+" "+clock[:8], zone)
}
