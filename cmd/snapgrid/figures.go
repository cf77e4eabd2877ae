package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/rs/zerolog"

	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/stats"
	"snapgrid/storage"
)

// hotTimes is how often a trouble has to come back for its spot to be a hot one.
const hotTimes = 2

// newFigures is the room that answers what was reported and what became of it. Two
// troubles of a class are at one spot as near to each other as two reports of one
// trouble may be.
func newFigures(db storage.Database, places stats.Places, classes intake.Categories, zone *time.Location, now func() time.Time) *stats.Office {
	rules := stats.Rules{Times: hotTimes, Spread: func(class string) float64 {
		c, _ := classes.Lookup(class)
		return c.Spread
	}}
	return stats.NewOffice(db, places, rules, zone, now)
}

// figures prints the figures of some days, counted from the tickets themselves.
func figures(ctx context.Context, w world, flags *flag.FlagSet, args []string) error {
	between := betweenDays(flags)
	var q stats.Question
	flags.StringVar(&q.Area, "cell", "", "of the area with this `CODE` and all below it")
	flags.StringVar(&q.Unit, "unit", "", "of the unit with this `CODE`")
	flags.StringVar(&q.Class, "class", "", "of the class with this `CODE`, or this beginning of one")
	asJSON := flags.Bool("json", false, "everything, as one JSON object: also by area, unit, class and day")
	cfg, err := configured(w, flags, args)
	if err != nil {
		return err
	}
	begin, end, err := between(cfg, time.Now())
	if err != nil {
		return err
	}
	if q.Window, err = stats.Days(begin, end.AddDate(0, 0, -1)); err != nil {
		return usage("%v", err)
	}
	categories, err := loadCategories(cfg)
	if err != nil {
		return err
	}
	db, err := openStore(ctx, cfg, zerolog.Nop())
	if err != nil {
		return err
	}
	defer db.Close()
	atlas := &geotag.Atlas{}
	if err := loadAtlas(ctx, db, atlas); err != nil {
		return err
	}
	if _, known := atlas.Cell(q.Area); q.Area != "" && !known {
		return fmt.Errorf("cell: no area has the code %q", q.Area)
	}
	report, err := newFigures(db, atlas, categories, begin.Location(), time.Now).Recount(ctx, q)
	if err != nil {
		return err
	}
	if *asJSON {
		return json.NewEncoder(w.out).Encode(report)
	}
	fmt.Fprintf(w.out, "%s – %s\n", q.Window.From.Format(time.DateOnly), q.Window.Last().Format(time.DateOnly))
	return printFigures(w.out, report.All)
}

// printFigures prints a line for each figure.
func printFigures(out io.Writer, r stats.Row) error {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "figure\tname\tcounted\tout of\trate\tmedian\tp90\tleft out")
	for i, f := range r.Figures {
		d := stats.Definitions()[i]
		rate, median, p90 := "-", "-", "-"
		switch {
		case d.Length() && f.Base > 0:
			median, p90 = hours(f.Median), hours(f.P90)
		case d.Of != "" && f.Base > 0:
			rate = fmt.Sprintf("%.1f%%", 100*f.Rate())
		}
		var left []string
		for _, o := range f.Out {
			left = append(left, fmt.Sprintf("%s %d", o.Reason, o.N))
		}
		fmt.Fprintf(table, "%s\t%s\t%d\t%d\t%s\t%s\t%s\t%s\n", f.Key, d.Name, f.Counted, f.Base, rate, median, p90, strings.Join(left, ", "))
	}
	return table.Flush()
}

// hours is a length of time in hours with one digit.
func hours(d time.Duration) string { return fmt.Sprintf("%.1f h", d.Hours()) }
