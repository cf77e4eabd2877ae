package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"snapgrid/configs"
	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/ledger"
	"snapgrid/intake/notice"
	"snapgrid/storage"
)

// exportOptions are the flags of export.
type exportOptions struct {
	format, encoding, from, to, cell, status string
}

// export writes the ledger to standard output.
func export(ctx context.Context, w world, flags *flag.FlagSet, args []string) error {
	config := flags.String("config", "", "configuration `FILE`; without one the defaults apply")
	var o exportOptions
	flags.StringVar(&o.format, "format", "csv", "csv, xlsx or geojson")
	flags.StringVar(&o.encoding, "encoding", string(ledger.UTF8), "of CSV: utf-8, or gb18030 for old Excel")
	flags.StringVar(&o.from, "from", "", "reported from this `DAY` on, such as 2026-11-01")
	flags.StringVar(&o.to, "to", "", "reported up to this `DAY`, the day included")
	flags.StringVar(&o.cell, "cell", "", "in the area with this `CODE`, or below it")
	flags.StringVar(&o.status, "status", "", "with one of these statuses, by commas: reported,dispatched…; open means all in which somebody has to act")
	words, err := parseWords(flags, args)
	if err != nil {
		return err
	}
	if len(words) != 1 || words[0] != "tickets" {
		return usage("say what to export: tickets")
	}
	cfg, err := configs.Load(*config, w.environ)
	if err != nil {
		return err
	}
	x, err := o.read(cfg)
	if err != nil {
		return err // nothing was opened, or made
	}
	db, err := openStore(ctx, cfg, logger(cfg, io.Discard))
	if err != nil {
		return err
	}
	return errors.Join(x.run(ctx, db, w.out), db.Close())
}

// excerpt is the ledger that is asked for.
type excerpt struct {
	filter intake.Filter
	cell   string // of the area; all for ""
	names  ledger.Words
	begin  opener
}

// opener begins a ledger of one of the formats.
type opener func(out io.Writer, names ledger.Words) (ledger.Writer, error)

// read finds out what is asked for, as far as it can be known without a database.
func (o exportOptions) read(cfg configs.Config) (x excerpt, err error) {
	x.cell = o.cell
	if x.begin, err = o.opener(); err != nil {
		return x, err
	}
	zone, err := cfg.Zone()
	if err != nil {
		return x, err
	}
	if x.filter, err = o.filter(zone); err != nil {
		return x, err
	}
	categories, err := loadCategories(cfg)
	if err != nil {
		return x, err
	}
	x.names = ledgerWords(categories, units(cfg), zone)
	return x, nil
}

// run writes the ledger. After an error what was written is none: of a text there may be a
// beginning, of a workbook nothing.
func (x excerpt) run(ctx context.Context, db storage.Database, to io.Writer) (err error) {
	if x.cell != "" {
		if x.filter.Cells, err = below(ctx, db, x.cell); err != nil {
			return err
		}
	}
	out := bufio.NewWriterSize(to, 1<<16)
	book, err := x.begin(out, x.names)
	if err != nil {
		return err
	}
	if err := x.fill(ctx, db, book); err != nil {
		return errors.Join(err, book.Drop())
	}
	return errors.Join(book.Close(), out.Flush())
}

// fill writes the tickets.
func (x excerpt) fill(ctx context.Context, db storage.Database, book ledger.Writer) error {
	filter, clerk := x.filter, clerk{db: db, units: x.names.Unit}
	for {
		page, err := db.ListTickets(ctx, filter)
		if err != nil || len(page) == 0 {
			return err
		}
		for _, t := range page {
			e, err := clerk.Entry(ctx, t)
			if err != nil {
				return err
			}
			if err := book.Write(e); err != nil {
				return err
			}
		}
		filter.After = page[len(page)-1].N
	}
}

func (o exportOptions) opener() (opener, error) {
	switch o.format {
	case "csv":
		encoding := ledger.Encoding(strings.ToLower(o.encoding))
		if encoding != ledger.UTF8 && encoding != ledger.GB18030 {
			return nil, usage("encoding: want utf-8 or gb18030, got %q", o.encoding)
		}
		return func(out io.Writer, names ledger.Words) (ledger.Writer, error) {
			return ledger.NewCSV(out, names, encoding)
		}, nil
	case "xlsx":
		return ledger.NewXLSX, nil
	case "geojson":
		return ledger.NewGeoJSON, nil
	}
	return nil, usage("format: want csv, xlsx or geojson, got %q", o.format)
}

// filter chooses the tickets, wherever they are. Days are those of the people.
func (o exportOptions) filter(zone *time.Location) (f intake.Filter, err error) {
	f = intake.Filter{Oldest: true, Limit: 1000}
	if f.From, err = day("from", o.from, zone); err != nil {
		return f, err
	}
	if f.To, err = day("to", o.to, zone); err != nil {
		return f, err
	}
	if !f.To.IsZero() {
		f.To = f.To.AddDate(0, 0, 1)
	}
	for _, word := range strings.FieldsFunc(o.status, func(r rune) bool { return r == ',' || r == ' ' }) {
		s := intake.Status(word)
		switch {
		case word == "open":
			f.Statuses = append(f.Statuses, intake.OpenStatuses()...)
		case slices.Contains(intake.Statuses(), s):
			f.Statuses = append(f.Statuses, s)
		default:
			return f, usage("status: there is none called %q; there are open, %s", word, strings.Join(statusWords(), ", "))
		}
	}
	return f, nil
}

func day(name, text string, zone *time.Location) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	t, err := time.ParseInLocation(time.DateOnly, text, zone)
	if err != nil {
		return t, usage("%s: want a day such as 2026-11-01, got %q", name, text)
	}
	return t, nil
}

// below lists an area and all that it contains.
func below(ctx context.Context, db storage.Database, code string) ([]string, error) {
	cells, err := db.Cells(ctx)
	if err != nil {
		return nil, err
	}
	grid, codes := geotag.NewGrid(cells), []string{}
	for _, c := range cells {
		if c.Code == code || grid.Contains(code, c.Code) {
			codes = append(codes, c.Code)
		}
	}
	if len(codes) == 0 {
		return nil, fmt.Errorf("cell: no area has the code %q", code)
	}
	return codes, nil
}

// ledgerWords are the names of classes, units and states.
func ledgerWords(categories intake.Categories, all []intake.Unit, zone *time.Location) ledger.Words {
	return ledger.Words{
		Zone:  zone,
		State: func(t intake.Ticket) string { return notice.State("zh-CN", t) },
		Category: func(code string) string {
			c, _ := categories.Lookup(code)
			return c.Name
		},
		Unit: func(code string) string {
			i := slices.IndexFunc(all, func(u intake.Unit) bool { return u.Code == code })
			if i < 0 {
				return code
			}
			return all[i].Name
		},
	}
}

// statusWords are the statuses that can be asked for, beside open.
func statusWords() []string {
	var words []string
	for _, s := range intake.Statuses() {
		words = append(words, string(s))
	}
	return words
}
