package photo

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
)

// Line is what "snapgrid inspect photo" prints for a file, one JSON object a
// line. Null means unknown.
type Line struct {
	File        string   `json:"file"`
	Format      *Format  `json:"format"`
	Width       *int     `json:"width"`
	Height      *int     `json:"height"`
	Orientation *int     `json:"orientation"`
	TakenAt     *string  `json:"taken_at"`
	Lat         *float64 `json:"lat"`
	Lon         *float64 `json:"lon"`
	Altitude    *float64 `json:"altitude"`
	PHash       *string  `json:"phash"`
	Error       *string  `json:"error"`
}

// InspectLine describes a file by its bytes, or by the error of reading them. A
// format that is known but cannot be shown is no error: only its hash is missing.
func (d *Darkroom) InspectLine(ctx context.Context, file string, data []byte, err error) Line {
	line := Line{File: file}
	if err != nil {
		line.fail(err)
		return line
	}
	developed, err := d.Develop(ctx, data)
	line.fill(developed.Info)
	if err != nil && (d.Shows(developed.Info.Format) || line.Width == nil) {
		line.fail(err)
	}
	return line
}

func (l *Line) fill(info Info) {
	if info.Format != "" {
		l.Format = &info.Format
	}
	if info.Width > 0 && info.Height > 0 {
		orientation := int(info.Orientation)
		l.Width, l.Height, l.Orientation = &info.Width, &info.Height, &orientation
	}
	if info.TakenAt != "" {
		l.TakenAt = &info.TakenAt
	}
	if info.At != nil {
		l.Lat, l.Lon, l.Altitude = &info.At.Lat, &info.At.Lon, info.Altitude
	}
	if info.Look.Hash != 0 {
		digits := fmt.Sprintf("%016x", info.Look.Hash)
		l.PHash = &digits
	}
}

// fail writes the shortest true words.
func (l *Line) fail(err error) {
	text := err.Error()
	if path := (*fs.PathError)(nil); errors.As(err, &path) {
		text = path.Err.Error()
	}
	if reason := ReasonOf(err); reason != "" {
		text = sentences[reason]
	}
	l.Error = &text
}
