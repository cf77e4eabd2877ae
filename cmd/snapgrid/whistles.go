package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"github.com/rs/zerolog"

	"snapgrid/intake"
)

// whistles prints how often each grid needed a whistle (哨率): whistles blown and
// tickets opened in a time, counted apart, and the one over the other.
func whistles(ctx context.Context, w world, flags *flag.FlagSet, args []string) error {
	between := betweenDays(flags)
	cfg, err := configured(w, flags, args)
	if err != nil {
		return err
	}
	begin, end, err := between(cfg, time.Now())
	if err != nil {
		return err
	}
	db, err := openStore(ctx, cfg, zerolog.Nop())
	if err != nil {
		return err
	}
	defer db.Close()
	rates, err := db.WhistleRates(ctx, begin, end)
	if err != nil {
		return err
	}
	cells, err := db.Cells(ctx)
	if err != nil {
		return err
	}
	names := map[string]string{}
	for _, c := range cells {
		names[c.Code] = c.Name
	}
	fmt.Fprintf(w.out, "%s – %s\n", begin.Format(time.DateOnly), end.AddDate(0, 0, -1).Format(time.DateOnly))
	return printRates(w.out, rates, names)
}

// printRates prints a line for each cell and one for all.
func printRates(out io.Writer, rates []intake.WhistleRate, names map[string]string) error {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "cell\tname\twhistles\ttickets\trate")
	var all intake.WhistleRate
	for _, r := range rates {
		code := r.Cell
		if code == "" {
			code = "-"
		}
		fmt.Fprintf(table, "%s\t%s\t%d\t%d\t%s\n", code, names[r.Cell], r.Whistles, r.Tickets, share(r))
		all.Whistles, all.Tickets = all.Whistles+r.Whistles, all.Tickets+r.Tickets
	}
	fmt.Fprintf(table, "all\t\t%d\t%d\t%s\n", all.Whistles, all.Tickets, share(all))
	return table.Flush()
}

// share is whistles over tickets; there is none without tickets.
func share(r intake.WhistleRate) string {
	if r.Tickets == 0 {
		return "-"
	}
	return fmt.Sprintf("%.1f%%", 100*float64(r.Whistles)/float64(r.Tickets))
}
