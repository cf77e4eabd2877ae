package configs

import (
	"errors"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/dispatch"
)

// Route is an entry of routes: a branch of the tree that a matter goes down.
type Route struct {
	Name       string   `yaml:"name"`
	Categories []string `yaml:"categories"` // codes or their beginnings
	Cells      []string `yaml:"cells"`      // any areas of the hierarchy
	Severity   []string `yaml:"severity"`   // ordinary, urgent, emergency
	Days       []string `yaml:"days"`       // mon-fri, sat
	Hours      []string `yaml:"hours"`      // 08:30-18:00
	Unit       string   `yaml:"unit"`       // the code of a unit, or street
	Officer    string   `yaml:"officer"`    // the name of one of the staff
	Routes     []Route  `yaml:"routes"`
}

// translate reads a list of routes and all that grows from them; r learns what
// is wrong.
func translate(at string, entries []Route, r *reader) []dispatch.Route {
	var routes []dispatch.Route
	for i, e := range entries {
		key := item(at, i)
		route := dispatch.Route{
			Name: e.Name, Categories: e.Categories, Cells: e.Cells, Unit: e.Unit, Officer: e.Officer, Place: r.place(key),
			When: dispatch.When{Days: readDays(key, e.Days, r), Hours: readEach(key+".hours", e.Hours, dispatch.ReadHours, r)},
		}
		for j, severity := range e.Severity {
			var check review
			check.oneOf(item(key+".severity", j), severity, string(intake.Ordinary), string(intake.Urgent), string(intake.Emergency))
			for _, w := range check {
				r.wrong(w.key, errors.New(w.text))
			}
			route.Severities = append(route.Severities, intake.Severity(severity))
		}
		if e.Unit == "" && e.Officer == "" && len(e.Routes) == 0 {
			r.wrong(key, errors.New("want a unit, an officer or routes below it"))
		}
		route.Routes = translate(key+".routes", e.Routes, r)
		routes = append(routes, route)
	}
	return routes
}

func readDays(key string, texts []string, r *reader) []time.Weekday {
	var days []time.Weekday
	for _, some := range readEach(key+".days", texts, dispatch.ReadDays, r) {
		days = append(days, some...)
	}
	return days
}

// readEach reads every entry of a list of words; r learns which can not be read.
func readEach[T any](key string, texts []string, read func(string) (T, error), r *reader) []T {
	var all []T
	for i, text := range texts {
		v, err := read(text)
		if err != nil {
			r.wrong(item(key, i), err)
			continue
		}
		all = append(all, v)
	}
	return all
}

// Duty is an entry of roster: when an officer of a unit is on duty. Without days,
// hours and dates it is always, for want of anybody else.
type Duty struct {
	Unit    string   `yaml:"unit"`
	Officer string   `yaml:"officer"` // the name of one of the staff
	Days    []string `yaml:"days"`    // mon-fri, sat
	Hours   []string `yaml:"hours"`   // 22:00-06:00
	Dates   []string `yaml:"dates"`   // 2026-10-01..2026-10-07; goes before what has none
}

func (d Duty) duty(key string, r *reader) dispatch.Duty {
	if d.Unit == "" || d.Officer == "" {
		r.wrong(key, errors.New("want the code of a unit and the name of an officer"))
	}
	return dispatch.Duty{Unit: d.Unit, Officer: d.Officer, Place: r.place(key), When: dispatch.When{
		Days: readDays(key, d.Days, r), Hours: readEach(key+".hours", d.Hours, dispatch.ReadHours, r),
		Dates: readEach(key+".dates", d.Dates, dispatch.ReadDates, r),
	}}
}

// Leave is an entry of leave: when an officer is away, and who stands in.
type Leave struct {
	Officer string `yaml:"officer"`  // the name of one of the staff
	Dates   string `yaml:"dates"`    // 2026-10-01..2026-10-07
	StandIn string `yaml:"stand_in"` // the name of another; "" is nobody
}

func (l Leave) leave(key string, r *reader) dispatch.Leave {
	if l.Officer == "" {
		r.wrong(key, errors.New("want the name of an officer"))
	}
	dates, err := dispatch.ReadDates(l.Dates)
	if err != nil {
		r.wrong(key+".dates", err)
	}
	return dispatch.Leave{Officer: l.Officer, Dates: dates, StandIn: l.StandIn, Place: r.place(key)}
}
