package console

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"snapgrid/bots/web/page"
	"snapgrid/intake"
	"snapgrid/intake/search"
	"snapgrid/intake/sla"
)

// sieve is what the form above a list of tickets says.
type sieve struct {
	Words, Status, Light, Severity, Class, Unit, Cell, Tier, Mine, From, To, By string

	past search.Mark
}

// The answers to whose tickets are shown; "" are all that the visitor may see.
const (
	mineOnly  = "me"    // that the visitor has
	mineCells = "cells" // of the cells that the visitor looks after
)

func sieveOf(r *http.Request) sieve {
	get := func(name string) string { return page.CleanName(r.URL.Query().Get(name), 200) }
	return sieve{
		Words: get("q"), Status: get("status"), Light: get("light"), Severity: get("severity"), Class: get("class"),
		Unit: get("unit"), Cell: get("cell"), Tier: get("tier"), Mine: get("mine"), From: get("from"), To: get("to"), By: get("by"),
		past: markOf(get("before")),
	}
}

// markOf reads where a list goes on: a number, or a number and a time.
func markOf(text string) search.Mark {
	number, at, timed := strings.Cut(text, "-")
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil || n < 1 {
		return search.Mark{}
	}
	mark := search.Mark{N: n}
	if micros, err := strconv.ParseInt(at, 10, 64); err == nil && timed {
		mark.RedAt = time.UnixMicro(micros).UTC()
	}
	return mark
}

// Chosen reports whether something is left out.
func (f sieve) Chosen() bool {
	f.By, f.past = "", search.Mark{}
	return f != sieve{}
}

// Narrow reports whether more than words is chosen.
func (f sieve) Narrow() bool {
	f.Words = ""
	return f.Chosen()
}

// query asks for the tickets that are chosen and that the visitor may see.
func (c *Console) query(f sieve, v page.Visitor) (search.Query, error) {
	q := search.Query{Scope: c.desk.Scope(v.Officer), Past: f.past}
	if f.Words != "" {
		words, ok := search.Read(f.Words, c.pages.Categories(), c.pages.Units())
		if !ok {
			return q, invalid("请写要找的字，例如“路灯”或“#12”")
		}
		q.Words = words
	}
	if f.Status != "" {
		if !slices.Contains(intake.Statuses(), intake.Status(f.Status)) {
			return q, page.NotFound()
		}
		q.Statuses = []intake.Status{intake.Status(f.Status)}
	}
	if f.Light != "" {
		if !slices.Contains(lights, sla.Light(f.Light)) {
			return q, page.NotFound()
		}
		q.Light = lightAt(sla.Light(f.Light), c.pages.Now())
	}
	if f.Severity != "" {
		q.Severities = []intake.Severity{intake.Severity(f.Severity)}
	}
	if f.Class != "" {
		q.Classes = []string{f.Class}
	}
	switch f.Unit {
	case "":
	case nobody:
		q.Units = []string{""}
	default:
		q.Units = []string{f.Unit}
	}
	return q, c.around(f, v, &q)
}

// nobody stands for no unit in the form.
const nobody = "-"

// around chooses by place, person and time.
func (c *Console) around(f sieve, v page.Visitor, q *search.Query) (err error) {
	if f.Cell != "" {
		q.Cells = c.desk.Under(f.Cell)
	}
	switch f.Mine {
	case mineOnly:
		q.Officer = v.Officer.ID
	case mineCells:
		q.Scope = intake.Scope{Cells: c.desk.Scope(looksAfter(v.Officer)).Cells}
	}
	if tier, err := strconv.Atoi(f.Tier); err == nil {
		q.Tier = intake.Tier(tier)
	}
	if q.From, err = c.dayOf(f.From, 0); err == nil {
		q.To, err = c.dayOf(f.To, 1)
	}
	return err
}

// looksAfter is an officer with those offices only that name cells.
func looksAfter(o intake.Officer) intake.Officer {
	offices := slices.DeleteFunc(o.Offices(), func(f intake.Office) bool { return len(f.Cells) == 0 })
	if len(offices) == 0 {
		return intake.Officer{}
	}
	return intake.Officer{ID: o.ID, Role: offices[0].Role, Cells: offices[0].Cells, Also: offices[1:]}
}

// dayOf is when a day begins, or so many days later.
func (c *Console) dayOf(text string, later int) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	day, err := time.ParseInLocation(time.DateOnly, text, c.pages.Here().Location())
	if err != nil {
		return time.Time{}, invalid("日期请写成 2026-11-22 这样")
	}
	return day.AddDate(0, 0, later), nil
}

// lights are those that a list can be chosen by, the most pressing first.
var lights = []sla.Light{sla.Red, sla.Yellow, sla.Green, sla.Grey}

// lightAt chooses the tickets that have a light now.
func lightAt(l sla.Light, now time.Time) search.Light {
	now = now.Add(time.Microsecond) // a light has turned at the very moment
	until, from := [2]time.Time{{}, now}, [2]time.Time{now, {}}
	switch l {
	case sla.Red:
		return search.Light{Red: until}
	case sla.Yellow:
		return search.Light{Yellow: until, Red: from}
	case sla.Green:
		return search.Light{Yellow: from}
	case sla.Grey:
		return search.Light{Still: true}
	case sla.Dark:
	}
	return search.Light{}
}

// link is the address of the same sieve on a page, with some of it changed.
func (f sieve) link(path string, change func(f *sieve)) string {
	if change != nil {
		change(&f)
	}
	values := url.Values{}
	for name, value := range map[string]string{
		"q": f.Words, "status": f.Status, "light": f.Light, "severity": f.Severity, "class": f.Class, "unit": f.Unit,
		"cell": f.Cell, "tier": f.Tier, "mine": f.Mine, "from": f.From, "to": f.To, "by": f.By,
	} {
		if value != "" {
			values.Set(name, value)
		}
	}
	if f.past.N != 0 {
		before := strconv.FormatInt(f.past.N, 10)
		if !f.past.RedAt.IsZero() {
			before = fmt.Sprintf("%d-%d", f.past.N, f.past.RedAt.UnixMicro())
		}
		values.Set("before", before)
	}
	if len(values) == 0 {
		return path
	}
	return path + "?" + values.Encode()
}
