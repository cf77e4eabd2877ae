// Package exam measures how well words are turned into places, on addresses
// whose positions are known.
//
// A table is read from tab-separated text with a header. [Sit] cuts it into
// folds; the addresses of one fold are asked with a gazetteer that is made of the
// others, so that no address is looked up in itself. [Marks] are the counts, and
// print themselves.
package exam

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"snapgrid/geotag"
)

// Line is an address and where it is.
type Line struct {
	Number  int    // in the file, the header is 1
	ID      string // of the place; may be empty
	Address string
	Name    string // of what is there; may be empty
	Kind    string // "house_number", "intersection", …; may be empty
	geotag.Point
}

// columns are the names that a column may have.
var columns = map[string][]string{
	"id":      {"poi_id", "id", "uid"},
	"address": {"query_address", "address", "text"},
	"name":    {"query_poi", "name"},
	"kind":    {"kind"},
	"lat":     {"lat", "lat_gcj", "lat_bd"},
	"lon":     {"lon", "lon_gcj", "lon_bd"},
	"datum":   {"datum"},
}

// longestLine is the greatest length of a line of a sheet, in bytes.
const longestLine = 1 << 20

// Read reads a sheet. Positions in columns lat_gcj and lon_gcj are GCJ-02, in
// lat_bd and lon_bd BD-09, and a column datum says it for each line; they become
// WGS-84. Lines without a position or an address are left out.
func Read(r io.Reader) ([]Line, error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, longestLine)
	if !lines.Scan() {
		return nil, errors.Join(errors.New("read sheet: want a header line with tabs between the names"), lines.Err())
	}
	at, err := findColumns(strings.Split(clean(lines.Text()), "\t"))
	if err != nil {
		return nil, err
	}
	var sheet []Line
	for number := 2; lines.Scan(); number++ {
		line, ok, err := at.read(strings.Split(clean(lines.Text()), "\t"))
		if err != nil {
			return nil, fmt.Errorf("read sheet: line %d: %w", number, err)
		}
		if ok {
			line.Number = number
			sheet = append(sheet, line)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read sheet: %w", err)
	}
	return sheet, nil
}

// clean takes off what editors put around a line.
func clean(line string) string { return strings.TrimRight(strings.TrimPrefix(line, "\ufeff"), "\r") }

// header says in which column a thing is, and the datum of the positions.
type header struct {
	at    map[string]int
	datum string
}

func findColumns(names []string) (header, error) {
	h := header{at: map[string]int{}, datum: "wgs84"}
	for what, candidates := range columns {
		for _, name := range slices.Backward(candidates) {
			if i := slices.Index(names, name); i >= 0 {
				h.at[what] = i
			}
		}
	}
	for _, what := range []string{"address", "lat", "lon"} {
		if _, ok := h.at[what]; !ok {
			return header{}, fmt.Errorf("read sheet: want a column %s; there are %s", what, strings.Join(names, ", "))
		}
	}
	if _, suffix, ok := strings.Cut(names[h.at["lat"]], "_"); ok {
		h.datum = map[string]string{"gcj": "gcj02", "bd": "bd09"}[suffix]
	}
	return h, nil
}

func (h header) field(fields []string, what string) string {
	if i, ok := h.at[what]; ok && i < len(fields) {
		return strings.TrimSpace(fields[i])
	}
	return ""
}

func (h header) read(fields []string) (Line, bool, error) {
	line := Line{
		ID: h.field(fields, "id"), Address: h.field(fields, "address"),
		Name: h.field(fields, "name"), Kind: h.field(fields, "kind"),
	}
	lat, lon := h.field(fields, "lat"), h.field(fields, "lon")
	if lat == "" || lon == "" || line.Address == "" {
		return Line{}, false, nil
	}
	datum, err := geotag.ParseDatum(cmp.Or(h.field(fields, "datum"), h.datum))
	if err != nil {
		return Line{}, false, err
	}
	p := geotag.Point{}
	if p.Lat, err = strconv.ParseFloat(lat, 64); err != nil {
		return Line{}, false, fmt.Errorf("lat: %w", err)
	}
	if p.Lon, err = strconv.ParseFloat(lon, 64); err != nil {
		return Line{}, false, fmt.Errorf("lon: %w", err)
	}
	line.Point = datum.ToWGS84(p)
	return line, true, nil
}
