package replay

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"snapgrid/geotag"
	"snapgrid/intake"
)

// longestLine bounds a line of a recording, in bytes.
const longestLine = 1 << 20

// said is a line of a recording: one message, as JSON.
type said struct {
	At      time.Time `json:"at"`   // RFC 3339
	Chat    string    `json:"chat"` // telegram/-100123
	Title   string    `json:"title"`
	ID      string    `json:"id"` // unique in the chat
	Private bool      `json:"private"`
	Sender  struct {
		ID   string `json:"id"`
		Name string `json:"name"`
	} `json:"sender"`
	Text    string   `json:"text"`
	Photos  []string `json:"photos"` // files, beside the recording
	ReplyTo string   `json:"reply_to"`
	Lat     *float64 `json:"lat"` // degrees, WGS-84
	Lon     *float64 `json:"lon"`
}

// ReadRecording reads a recording: a JSON object a line, in the order in which they
// were said. Empty lines are left out; a line that can not be read ends it, and is
// named.
func ReadRecording(in io.Reader, take func(intake.Message) error) (messages int, err error) {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, longestLine)
	var last time.Time
	for number := 1; lines.Scan(); number++ {
		line := bytes.TrimSpace(lines.Bytes())
		if len(line) == 0 {
			continue
		}
		m, err := parse(line)
		if err == nil && m.SentAt.Before(last) {
			err = errors.New("it was said before the line above: sort the lines by at")
		}
		if err != nil {
			return messages, fmt.Errorf("line %d of the recording: %w", number, err)
		}
		last = m.SentAt
		messages++
		if err := take(m); err != nil {
			return messages, err
		}
	}
	if err := lines.Err(); err != nil {
		return messages, fmt.Errorf("read the recording: %w", err)
	}
	return messages, nil
}

func parse(line []byte) (intake.Message, error) {
	var s said
	d := json.NewDecoder(bytes.NewReader(line))
	d.DisallowUnknownFields()
	if err := d.Decode(&s); err != nil {
		return intake.Message{}, err
	}
	ref, err := intake.ParseChatRef(s.Chat)
	switch {
	case err != nil:
		return intake.Message{}, err
	case s.At.IsZero() || s.ID == "" || s.Sender.ID == "":
		return intake.Message{}, errors.New(`want "at", "id" and "sender":{"id":…}`)
	}
	m := intake.Message{
		Chat: ref, ChatTitle: clean(s.Title), ID: s.ID, Private: s.Private, SentAt: s.At.UTC(),
		Sender: intake.Sender{ID: clean(s.Sender.ID), Name: clean(s.Sender.Name)}, Text: clean(s.Text), ReplyTo: s.ReplyTo,
	}
	for _, file := range s.Photos {
		if !filepath.IsLocal(file) {
			return m, fmt.Errorf("the photo %q is not beside the recording", file)
		}
		m.Media = append(m.Media, intake.Media{Ref: clean(file)})
	}
	m.Pin, err = s.pin()
	return m, err
}

func (s said) pin() (*geotag.Pin, error) {
	if s.Lat == nil && s.Lon == nil {
		return nil, nil
	}
	if s.Lat == nil || s.Lon == nil || *s.Lat < -90 || *s.Lat > 90 || *s.Lon < -180 || *s.Lon > 180 {
		return nil, errors.New("want lat and lon in degrees")
	}
	return &geotag.Pin{Point: geotag.Point{Lat: *s.Lat, Lon: *s.Lon}}, nil
}

// clean drops the one character that a database can not keep.
func clean(s string) string { return strings.ReplaceAll(s, "\x00", "") }
