package open311

import (
	"fmt"
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
	maxSpan   = 90 * 24 * time.Hour
	maxCount  = 1000
	maxPage   = 1_000_000
	maxRadius = 20_000 // metres
	radius    = 1_000  // metres, where none is given
)

// query is what a client asks to list.
type query struct {
	filter   intake.Filter
	page     int // from 1
	size     int
	extended bool
}

// parse reads the parameters of a list.
func (a *Adapter) parse(r *http.Request) (query, error) {
	q := query{extended: extended(r)}
	var err error
	if q.page, err = count(r, "page", 1, maxPage); err != nil {
		return q, err
	}
	if q.size, err = count(r, "page_size", maxCount, maxCount); err != nil {
		return q, err
	}
	ids := list(r.FormValue("service_request_id"))
	if len(ids) > maxCount {
		return q, invalid(fmt.Sprintf("service_request_id takes at most %d ids", maxCount))
	}
	if len(ids) > 0 {
		q.filter.Numbers = numbers(ids)
		return q, nil
	}
	q.filter.Categories = list(r.FormValue("service_code"))
	if q.filter.Statuses, err = statuses(list(r.FormValue("status"))); err != nil {
		return q, err
	}
	if err = a.window(r, &q.filter); err != nil {
		return q, err
	}
	return q, where(r, &q.filter)
}

// numbers are those of the ids that can be ours.
func numbers(ids []string) []int64 {
	var all []int64
	for _, id := range ids {
		if n, ok := number(id); ok {
			all = append(all, n)
		}
	}
	if len(all) == 0 {
		return []int64{-1} // none can be
	}
	return all
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

// where reads lat, long and radius in metres, or bbox=west,south,east,north.
func where(r *http.Request, f *intake.Filter) error {
	if lat, long := r.FormValue("lat"), r.FormValue("long"); lat != "" || long != "" {
		at, ok := point(lat, long)
		if !ok {
			return invalid("lat and long have to be decimal degrees, WGS-84, and come together")
		}
		wide, err := count(r, "radius", radius, maxRadius)
		if err != nil {
			return err
		}
		f.Near = intake.Circle{Point: at, Radius: float64(wide)}
	}
	if corners := list(r.FormValue("bbox")); len(corners) > 0 {
		box, ok := bbox(corners)
		if !ok {
			return invalid("bbox has to be west,south,east,north in decimal degrees")
		}
		f.Box = box
	}
	return nil
}

func bbox(corners []string) (box intake.Box, ok bool) {
	if len(corners) != 4 {
		return box, false
	}
	low, lowOK := point(corners[1], corners[0])
	high, highOK := point(corners[3], corners[2])
	ok = lowOK && highOK && low.Lat <= high.Lat && low.Lon <= high.Lon
	return intake.Box{Min: low, Max: high}, ok
}

// window reads the dates: start_date and end_date of the request, updated_after and
// updated_before of its last change. Without any the last 90 days are listed.
func (a *Adapter) window(r *http.Request, f *intake.Filter) (err error) {
	if f.ChangedIn, err = a.changed(r); err != nil {
		return err
	}
	if f.ChangedIn != ([2]time.Time{}) && r.FormValue("start_date") == "" && r.FormValue("end_date") == "" {
		return nil
	}
	f.From, f.To, err = a.span(r)
	return err
}

func (a *Adapter) changed(r *http.Request) (in [2]time.Time, err error) {
	for i, name := range []string{"updated_after", "updated_before"} {
		value := r.FormValue(name)
		if value == "" {
			continue
		}
		at, grain, err := a.date(value)
		if err != nil {
			return in, badDate(name)
		}
		if i == 1 {
			at = at.Add(grain)
		}
		in[i] = at
	}
	return in, nil
}

func badDate(name string) error {
	return invalid(name + " has to be a date-time such as 2024-01-21T10:00:00+08:00")
}

// span reads the dates. The end is exclusive.
func (a *Adapter) span(r *http.Request) (from, to time.Time, err error) {
	start, end := r.FormValue("start_date"), r.FormValue("end_date")
	if start != "" {
		if from, _, err = a.date(start); err != nil {
			return from, to, badDate("start_date")
		}
	}
	if end != "" {
		var grain time.Duration
		if to, grain, err = a.date(end); err != nil {
			return from, to, badDate("end_date")
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
