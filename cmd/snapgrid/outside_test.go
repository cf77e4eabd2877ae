package main

import (
	"bytes"
	endian "encoding/binary"
	"encoding/json"
	"fmt"
	"image"
	"image/jpeg"
	"net/http"
	"slices"
	"strings"
	"testing"

	"snapgrid/bots/telegram/telegramtest"
	"snapgrid/geotag"
)

// request is a ticket as anybody can read it from outside.
type request struct {
	Status      string
	Description string
	Address     string
	Lat, Long   float64
	MediaURL    string   `json:"media_url"`
	More        extended `json:"extended_attributes"`
}

type extended struct {
	Severity, Category, Cell, Status, Tier, Channel string
	Reports                                         int
	LocationSource                                  string `json:"location_source"`
	Photos                                          []string
	ResolutionPhotos                                []string `json:"resolution_photos"`
	Timeline                                        []struct{ Kind, Text string }
	MergedInto                                      string `json:"merged_into"`
}

// happened counts the events of a kind.
func (r request) happened(kind string) int {
	n := 0
	for _, e := range r.More.Timeline {
		if e.Kind == kind {
			n++
		}
	}
	return n
}

// near checks where a ticket is, to about a metre.
func (r request) near(t *testing.T, lat, lon float64) {
	t.Helper()
	at, want := geotag.Point{Lat: r.Lat, Lon: r.Long}, geotag.Point{Lat: lat, Lon: lon}
	if d := at.DistanceTo(want); d > 1.5 {
		t.Errorf("the ticket is at %v, %.0f m from %v", at, d, want)
	}
}

// ticket asks the running program for a ticket by Open311.
func (s *scene) ticket(n int) request {
	s.Helper()
	body := s.get(fmt.Sprintf("/open311/v2/requests/%d.json?extensions=true", n))
	var found []request
	if err := json.Unmarshal([]byte(body), &found); err != nil || len(found) != 1 {
		s.Fatalf("ticket %d: %v\n%s", n, err, body)
	}
	return found[0]
}

// opened counts the tickets that there are.
func (s *scene) opened() int {
	s.Helper()
	var found []request
	body := s.get("/open311/v2/requests.json")
	if err := json.Unmarshal([]byte(body), &found); err != nil {
		s.Fatalf("list the tickets: %v\n%s", err, body)
	}
	return len(found)
}

// published fetches a picture and checks that it is fit to be shown: a JPEG of
// at most 1280 pixels that says nothing about who took it, where and when.
func (s *scene) published(url string) image.Config {
	s.Helper()
	picture := s.get(strings.TrimPrefix(url, s.program.url))
	shown, err := jpeg.DecodeConfig(strings.NewReader(picture))
	if err != nil {
		s.Fatalf("%s is no JPEG: %v", url, err)
	}
	if shown.Width > 1280 || shown.Height > 1280 {
		s.Errorf("%s has %d×%d pixels", url, shown.Width, shown.Height)
	}
	for _, tell := range []string{"Exif", "http://ns.adobe.com", "GPS", "Photoshop"} {
		if strings.Contains(picture, tell) {
			s.Errorf("%s tells %s", url, tell)
		}
	}
	return shown
}

// missing checks that there is nothing at an address.
func (s *scene) missing(url string) {
	s.Helper()
	answer, err := http.Get(url)
	if err != nil {
		s.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusNotFound {
		s.Errorf("%s answers %s", url, answer.Status)
	}
}

// did counts what the bot did in a chat.
func did(c *telegramtest.Chat, fits ...func(telegramtest.Sent) bool) int {
	return len(slices.DeleteFunc(c.Heard(), func(sent telegramtest.Sent) bool {
		return slices.ContainsFunc(fits, func(fit func(telegramtest.Sent) bool) bool { return !fit(sent) })
	}))
}

// isSpeech fits what is said, and not what is only nodded or corrected.
func isSpeech(sent telegramtest.Sent) bool {
	return sent.Kind == telegramtest.Text || sent.Kind == telegramtest.Photo
}

func isText(sent telegramtest.Sent) bool { return sent.Kind == telegramtest.Text }

func isEdit(sent telegramtest.Sent) bool { return sent.Kind == telegramtest.Edit }

// after fits what came later than something else.
func after(earlier telegramtest.Sent) func(telegramtest.Sent) bool {
	return func(sent telegramtest.Sent) bool { return sent.ID > earlier.ID }
}

// inTopic fits what lands in a topic; 0 is none.
func inTopic(id int) func(telegramtest.Sent) bool {
	return func(sent telegramtest.Sent) bool { return sent.Topic == id }
}

// outdoors is a picture as a phone writes it: lying on its side, with the place.
func outdoors(seed uint64, lat, lon float64) []byte {
	const onItsSide = 6 // to be turned by a quarter clockwise
	tiff := []byte("MM\x00*\x00\x00\x00\x08")
	const main, gps = 8, 8 + 2 + 2*12 + 4
	tiff = directory(tiff, [][]byte{
		entry(0x0112, 3, 1, []byte{0, onItsSide, 0, 0}),
		entry(0x8825, 4, 1, endian.BigEndian.AppendUint32(nil, gps)),
	})
	const values = gps + 2 + 4*12 + 4
	tiff = directory(tiff, [][]byte{
		entry(1, 2, 2, []byte("N\x00\x00\x00")),
		entry(2, 5, 3, endian.BigEndian.AppendUint32(nil, values)),
		entry(3, 2, 2, []byte("E\x00\x00\x00")),
		entry(4, 5, 3, endian.BigEndian.AppendUint32(nil, values+24)),
	})
	tiff = append(append(tiff, degrees(lat)...), degrees(lon)...)
	body := append([]byte("Exif\x00\x00"), tiff...)
	plain := snapshot(seed)
	tagged := append([]byte{0xff, 0xd8, 0xff, 0xe1}, endian.BigEndian.AppendUint16(nil, uint16(len(body)+2))...)
	return append(append(tagged, body...), plain[2:]...)
}

func directory(tiff []byte, entries [][]byte) []byte {
	tiff = endian.BigEndian.AppendUint16(tiff, uint16(len(entries)))
	tiff = append(tiff, bytes.Join(entries, nil)...)
	return append(tiff, 0, 0, 0, 0) // no further directory
}

func entry(tag, kind uint16, count uint32, value []byte) []byte {
	e := endian.BigEndian.AppendUint16(nil, tag)
	e = endian.BigEndian.AppendUint16(e, kind)
	return append(endian.BigEndian.AppendUint32(e, count), value...)
}

// degrees writes degrees, minutes and seconds as fractions.
func degrees(v float64) []byte {
	whole := uint32(v)
	minutes := (v - float64(whole)) * 60
	seconds := (minutes - float64(uint32(minutes))) * 60
	var b []byte
	for _, part := range [][2]uint32{{whole, 1}, {uint32(minutes), 1}, {uint32(seconds*10_000 + 0.5), 10_000}} {
		b = endian.BigEndian.AppendUint32(b, part[0])
		b = endian.BigEndian.AppendUint32(b, part[1])
	}
	return b
}
