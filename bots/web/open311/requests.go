package open311

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"snapgrid/intake"
)

// The limits of a list.
const (
	maxSpan  = 90 * 24 * time.Hour
	maxCount = 1000
)

// query is what a client asks to list.
type query struct {
	filter   intake.Filter
	page     int // from 1
	size     int
	extended bool
}

func (a *Adapter) list(c call) (reply, error) {
	if err := a.jurisdiction(c.r); err != nil {
		return reply{}, err
	}
	q, err := a.parse(c.r)
	if err != nil {
		return reply{}, err
	}
	tickets, err := a.pageOf(c.r.Context(), q)
	if err != nil {
		return reply{}, err
	}
	return a.answer(c.r.Context(), tickets, q.extended)
}

func (a *Adapter) one(c call) (reply, error) {
	if err := a.jurisdiction(c.r); err != nil {
		return reply{}, err
	}
	n, ok := number(c.id)
	if !ok {
		return reply{}, notFound("there is no request with this id")
	}
	tickets, err := a.options.Store.ListTickets(c.r.Context(), intake.Filter{Numbers: []int64{n}, Limit: 1})
	if err != nil {
		return reply{}, err
	}
	if len(tickets) == 0 {
		return reply{}, notFound("there is no request with the id " + c.id)
	}
	return a.answer(c.r.Context(), tickets, extended(c.r))
}

func extended(r *http.Request) bool {
	v, err := strconv.ParseBool(r.FormValue("extensions"))
	return err == nil && v
}

var numberForm = regexp.MustCompile(`^[1-9][0-9]{0,17}$`)

func number(id string) (int64, bool) {
	if !numberForm.MatchString(id) {
		return 0, false
	}
	n, err := strconv.ParseInt(id, 10, 64)
	return n, err == nil
}

// parse reads the parameters of a list.
func (a *Adapter) parse(r *http.Request) (query, error) {
	q := query{page: 1, size: maxCount, extended: extended(r)}
	var err error
	if q.page, err = count(r, "page", 1, math.MaxInt32); err != nil {
		return q, err
	}
	if q.size, err = count(r, "page_size", maxCount, maxCount); err != nil {
		return q, err
	}
	ids := list(r.FormValue("service_request_id"))
	for _, id := range ids {
		if n, ok := number(id); ok {
			q.filter.Numbers = append(q.filter.Numbers, n)
		}
	}
	if len(ids) > maxCount {
		return q, invalid(fmt.Sprintf("service_request_id takes at most %d ids", maxCount))
	}
	if len(ids) > 0 {
		if len(q.filter.Numbers) == 0 {
			q.filter.Numbers = []int64{-1} // none of them can be an id of ours
		}
		return q, nil
	}
	q.filter.Categories = list(r.FormValue("service_code"))
	if q.filter.Statuses, err = statuses(list(r.FormValue("status"))); err != nil {
		return q, err
	}
	q.filter.From, q.filter.To, err = a.span(r)
	return q, err
}

// list reads "a, b,,c".
func list(csv string) []string {
	var all []string
	for part := range strings.SplitSeq(csv, ",") {
		if part = strings.TrimSpace(part); part != "" {
			all = append(all, part)
		}
	}
	return all
}

func count(r *http.Request, name string, otherwise, most int) (int, error) {
	value := r.FormValue(name)
	if value == "" {
		return otherwise, nil
	}
	n, err := strconv.Atoi(value)
	if err != nil || n < 1 {
		return 0, invalid(name + " has to be a whole number from 1 on")
	}
	return min(n, most), nil
}

// statuses are ours for theirs.
func statuses(asked []string) ([]intake.Status, error) {
	var all []intake.Status
	for _, word := range asked {
		if word != "open" && word != "closed" {
			return nil, invalid("status has to be open or closed")
		}
		for _, s := range intake.Statuses() {
			if statusWord(s) == word && !slices.Contains(all, s) {
				all = append(all, s)
			}
		}
	}
	return all, nil
}

func statusWord(s intake.Status) string {
	if s.Open() {
		return "open"
	}
	return "closed"
}

// span reads the dates. The end is exclusive.
func (a *Adapter) span(r *http.Request) (from, to time.Time, err error) {
	start, end := r.FormValue("start_date"), r.FormValue("end_date")
	if start != "" {
		if from, _, err = a.date(start); err != nil {
			return from, to, invalid("start_date has to be a date-time such as 2024-01-21T10:00:00+08:00")
		}
	}
	if end != "" {
		var grain time.Duration
		if to, grain, err = a.date(end); err != nil {
			return from, to, invalid("end_date has to be a date-time such as 2024-01-21T10:00:00+08:00")
		}
		to = to.Add(grain)
	}
	switch {
	case start == "" && end == "":
		return a.options.Now().Add(-maxSpan), time.Time{}, nil
	case start == "":
		from = to.Add(-maxSpan)
	case end == "":
		to = from.Add(maxSpan)
	case to.Before(from):
		return from, to, invalid("end_date is before start_date")
	case to.Sub(from) > maxSpan+24*time.Hour:
		return from, to, invalid("start_date and end_date may be 90 days apart at most")
	}
	return from, to, nil
}

// date reads a date-time and how long the moment it names lasts. In a query a
// plus sign that was not escaped arrives as a space.
func (a *Adapter) date(s string) (time.Time, time.Duration, error) {
	s = strings.Replace(strings.TrimSpace(s), " ", "+", 1)
	if at, err := time.Parse(time.RFC3339, s); err == nil {
		return at, time.Second, nil
	}
	if at, err := time.ParseInLocation("2006-01-02T15:04:05", s, a.options.Zone); err == nil {
		return at, time.Second, nil
	}
	at, err := time.ParseInLocation(time.DateOnly, s, a.options.Zone)
	return at, 24 * time.Hour, err
}

// pageOf walks to the page and returns its tickets.
func (a *Adapter) pageOf(ctx context.Context, q query) ([]intake.Ticket, error) {
	skip, f := (q.page-1)*q.size, q.filter
	if len(f.Numbers) > 0 && q.page > 1 {
		return nil, nil
	}
	for {
		f.Limit = maxCount
		if skip == 0 {
			f.Limit = q.size
		}
		tickets, err := a.options.Store.ListTickets(ctx, f)
		if err != nil || skip == 0 {
			return tickets, err
		}
		if len(tickets) > skip {
			f.Before = tickets[skip-1].N
			skip = 0
			continue
		}
		if len(tickets) < f.Limit {
			return nil, nil
		}
		skip -= len(tickets)
		f.Before = tickets[len(tickets)-1].N
	}
}
