package geotag

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// ReadPlacesCSV reads places from a table with a head line. The columns, in any
// order, are name, lat, lon and, where they are there, aliases (separated by |),
// kind, datum and cell; others are ignored. Positions of another datum become
// WGS-84. A line that cannot be taken is told of; the others are taken. An error
// means that the file itself cannot be read.
func ReadPlacesCSV(r io.Reader) ([]Place, []Fault, error) {
	table := csv.NewReader(&limitedReader{r: skipBOM(r), left: maxFileBytes})
	table.FieldsPerRecord = -1
	table.ReuseRecord = true
	table.TrimLeadingSpace = true
	columns, err := readHead(table)
	if err != nil {
		return nil, nil, fmt.Errorf("read places: %w", err)
	}
	list := placeList{seen: map[placeKey]string{}}
	for {
		record, err := table.Read()
		if errors.Is(err, io.EOF) {
			return list.places, list.faults, nil
		}
		if wrong := (*csv.ParseError)(nil); errors.As(err, &wrong) {
			list.faults.refuse(where("line", wrong.StartLine, ""), wrong.Err.Error())
			continue
		}
		if err != nil {
			return nil, nil, fmt.Errorf("read places: %w", err)
		}
		line, _ := table.FieldPos(0)
		if len(record) == 1 && strings.TrimSpace(record[0]) == "" {
			continue
		}
		list.takeRow("line", line, columns, record)
	}
}

// readHead returns the place of each column in a line.
func readHead(table *csv.Reader) (map[string]int, error) {
	head, err := table.Read()
	if errors.Is(err, io.EOF) {
		return nil, errors.New("the file is empty")
	}
	if err != nil {
		return nil, err
	}
	columns := map[string]int{}
	for i, name := range head {
		columns[strings.ToLower(strings.TrimSpace(name))] = i
	}
	for _, name := range []string{"name", "lat", "lon"} {
		if _, ok := columns[name]; !ok {
			return nil, fmt.Errorf("no column %q in the head line: want name,lat,lon,aliases,kind,datum,cell", name)
		}
	}
	return columns, nil
}

func (l *placeList) takeRow(kind string, n int, columns map[string]int, record []string) {
	field := func(name string) string {
		if i, ok := columns[name]; ok && i < len(record) {
			return strings.TrimSpace(record[i])
		}
		return ""
	}
	at := where(kind, n, field("name"))
	lat, err := parseDegrees(field("lat"))
	if err != nil {
		l.faults.refuse(at, "lat "+err.Error())
		return
	}
	lon, err := parseDegrees(field("lon"))
	if err != nil {
		l.faults.refuse(at, "lon "+err.Error())
		return
	}
	l.take(at, row{
		name:    field("name"),
		aliases: field("aliases"),
		kind:    field("kind"),
		datum:   field("datum"),
		cell:    field("cell"),
		point:   Point{Lat: lat, Lon: lon},
	})
}
