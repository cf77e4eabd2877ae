package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"

	"snapgrid/configs"
	"snapgrid/geotag"
	"snapgrid/geotag/links"
	"snapgrid/intake"
	"snapgrid/intake/pipeline"
	"snapgrid/intake/triage"
)

// inspect prints, as one JSON object a line, what the program makes of things.
// It writes nothing to the database.
func inspect(ctx context.Context, w world, flags *flag.FlagSet, args []string) error {
	file := flags.String("config", "", "configuration `FILE`; without one the defaults apply")
	datum := flags.String("datum", "wgs84", "of the points of `place`: wgs84, gcj02 or bd09")
	words, err := parseWords(flags, args)
	if err != nil {
		return err
	}
	if len(words) == 0 {
		return usage("%s", whatToInspect)
	}
	what, rest := words[0], words[1:]
	out := bufio.NewWriter(w.out)
	defer out.Flush()
	switch what {
	case "photo":
		return inspectPhotos(ctx, w, out, rest)
	case "text", "place":
		cfg, err := configs.Load(*file, w.environ)
		if err != nil {
			return err
		}
		if what == "text" {
			return inspectText(ctx, cfg, w, out)
		}
		return inspectPlaces(ctx, cfg, w, out, *datum, rest)
	}
	return usage("%s", whatToInspect)
}

const whatToInspect = "say what to inspect: photo FILE…, text, or place LAT,LON"

// sketch is the configured district without a database.
func sketch(ctx context.Context, cfg configs.Config) (*geotag.Atlas, error) {
	var cells []geotag.Cell
	var places []geotag.Place
	for _, file := range cfg.Cells {
		err := withData(file, func(r io.Reader) error {
			read, _, err := geotag.ReadCells(r)
			cells = append(cells, read...)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	for _, file := range cfg.Places {
		err := withPlaces(ctx, file, io.Discard, func(read []geotag.Place, _ []geotag.Fault) error {
			places = append(places, read...)
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return geotag.NewAtlas(cells, places), nil
}

// textLine is what `inspect text` prints for a line of words.
type textLine struct {
	Text       string           `json:"text"`
	IsReport   bool             `json:"is_report"`
	Confidence float64          `json:"confidence"`
	Reason     string           `json:"reason"`
	Category   *string          `json:"category"`
	Severity   *intake.Severity `json:"severity"`
	Masked     string           `json:"masked"`
	Location   *location        `json:"location"`
}

type location struct {
	Lat      float64       `json:"lat"`
	Lon      float64       `json:"lon"`
	Accuracy float64       `json:"accuracy_m"`
	Source   geotag.Source `json:"source"`
	Address  string        `json:"address"`
	Cell     string        `json:"cell"`
}

func inspectText(ctx context.Context, cfg configs.Config, w world, out io.Writer) error {
	t, err := loadTables(cfg)
	if err != nil {
		return err
	}
	atlas, err := sketch(ctx, cfg)
	if err != nil {
		return err
	}
	lines := json.NewEncoder(out)
	lines.SetEscapeHTML(false)
	in := bufio.NewScanner(w.in)
	in.Buffer(nil, longestLine)
	n := 0
	for ; in.Scan() && ctx.Err() == nil; n++ {
		if err := lines.Encode(readText(t.judge, atlas, in.Text())); err != nil {
			return err
		}
	}
	if errors.Is(in.Err(), bufio.ErrTooLong) {
		return fmt.Errorf("line %d is longer than %d bytes", n+1, longestLine)
	}
	return in.Err()
}

// longestLine is how long a line of words may be, in bytes.
const longestLine = 1 << 20

func readText(judge *triage.Classifier, atlas *geotag.Atlas, words string) textLine {
	v := judge.Weigh(triage.Statement{Words: links.WithoutMaps(words), Kind: intake.ChatResidents, NamesPlace: pipeline.NamesPlace(atlas, words)})
	line := textLine{
		Text: words, IsReport: v.Kind == intake.IsReport, Confidence: v.Confidence,
		Reason: v.Reason, Masked: triage.Mask(words),
	}
	if line.IsReport {
		line.Severity = &v.Severity
	}
	if line.IsReport && v.Category != "" {
		line.Category = &v.Category
	}
	said := []intake.Heard{{Message: intake.Message{Text: words}}}
	if fix, ok := atlas.Locate(pipeline.Clues(atlas, intake.Chat{}, said)); ok {
		line.Location = &location{fix.Lat, fix.Lon, fix.Radius, fix.Source, fix.Address, fix.Cell}
	}
	return line
}

// placeLine is what `inspect place` prints for a point.
type placeLine struct {
	Lat   float64  `json:"lat"`
	Lon   float64  `json:"lon"`
	Cell  *string  `json:"cell"`
	Path  []string `json:"path"`
	Units []string `json:"units"`
	// Nearest is set only outside of all cells.
	Nearest *nearest `json:"nearest,omitempty"`
}

// nearest is the cell that is nearest to a point outside of all.
type nearest struct {
	Cell     string  `json:"cell"`
	Distance float64 `json:"distance_m"`
}

func inspectPlaces(ctx context.Context, cfg configs.Config, w world, out io.Writer, datum string, points []string) error {
	d, err := geotag.ParseDatum(datum)
	if err != nil {
		return usage("%v", err)
	}
	atlas, err := sketch(ctx, cfg)
	if err != nil {
		return err
	}
	lines := json.NewEncoder(out)
	lines.SetEscapeHTML(false)
	say := func(text string) error {
		p, err := geotag.ParsePoint(text)
		if err != nil {
			return err
		}
		return lines.Encode(readPlace(cfg, atlas, d.ToWGS84(p)))
	}
	for _, text := range points {
		if err := say(text); err != nil {
			return err
		}
	}
	if len(points) > 0 {
		return nil
	}
	in, bad := bufio.NewScanner(w.in), 0
	for n := 1; in.Scan(); n++ {
		if err := say(in.Text()); err != nil {
			fmt.Fprintf(w.err, "line %d: %v\n", n, err)
			bad++
		}
	}
	if bad > 0 {
		return fmt.Errorf("%d lines are no points", bad)
	}
	return in.Err()
}

// readPlace says who answers for a point: the cell, all that contain it, and
// the units, which answer by class and so for every cell.
func readPlace(cfg configs.Config, atlas *geotag.Atlas, p geotag.Point) placeLine {
	line := placeLine{Lat: p.Lat, Lon: p.Lon, Path: []string{}, Units: []string{}}
	cell, metres, ok := atlas.Grid().Nearest(p)
	if !ok {
		return line
	}
	if metres > 0 {
		line.Nearest = &nearest{cell.Code, math.Round(metres)}
		return line
	}
	line.Cell = &cell.Code
	for _, c := range atlas.Path(cell.Code) {
		line.Path = append(line.Path, c.Code)
	}
	for _, u := range cfg.Units {
		line.Units = append(line.Units, u.Code)
	}
	return line
}
