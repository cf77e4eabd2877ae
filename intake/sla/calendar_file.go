package sla

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
)

// calendarFile is the form of configs/calendar.yaml.
type calendarFile struct {
	Source   string               `yaml:"source"` // for people
	Workdays []string             `yaml:"workdays"`
	Shifts   []shiftRow           `yaml:"shifts"`
	Years    map[int][]holidayRow `yaml:"years"`
}

type shiftRow struct {
	Name     string `yaml:"name"`
	Hours    string `yaml:"hours"` // such as 09:00-12:00, 13:00-18:00
	EveryDay bool   `yaml:"every_day"`
}

// holidayRow is one paragraph of the State Council's notice.
type holidayRow struct {
	Name string   `yaml:"name"`
	Off  string   `yaml:"off"`  // such as 02-15..02-23, or one day
	Work []string `yaml:"work"` // make-up workdays
}

// ParseCalendar reads a calendar whose days begin and end in zone, strictly, and
// tells all faults of content at once.
func ParseCalendar(data []byte, zone *time.Location) (*Calendar, error) {
	var file calendarFile
	if err := yaml.UnmarshalWithOptions(data, &file, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("read the calendar: %w", err)
	}
	c := &Calendar{zone: zone, years: map[int]map[date]bool{}}
	faults := c.readWeek(file.Workdays)
	faults = append(faults, c.readShifts(file.Shifts)...)
	for _, year := range slices.Sorted(maps.Keys(file.Years)) {
		faults = append(faults, c.readYear(year, file.Years[year])...)
	}
	if err := errors.Join(faults...); err != nil {
		return nil, fmt.Errorf("calendar: %w", err)
	}
	return c, nil
}

// weekdays are the words for the days of the week, Sunday first as in [time].
var weekdays = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

func (c *Calendar) readWeek(words []string) (faults []error) {
	if len(words) == 0 {
		faults = append(faults, errors.New("workdays: want at least one of "+strings.Join(weekdays, ", ")))
	}
	for _, word := range words {
		at := slices.Index(weekdays, word)
		if at < 0 {
			faults = append(faults, fmt.Errorf("workdays: want some of %s, got %q", strings.Join(weekdays, ", "), word))
			continue
		}
		c.week[at] = true
	}
	return faults
}

func (c *Calendar) readShifts(rows []shiftRow) (faults []error) {
	if len(rows) == 0 {
		faults = append(faults, errors.New("shifts: want at least one"))
	}
	for i, row := range rows {
		p := plan{name: row.Name, everyDay: row.EveryDay}
		fault := func(format string, args ...any) {
			faults = append(faults, fmt.Errorf("shifts[%d] %s: %w", i, row.Name, fmt.Errorf(format, args...)))
		}
		if row.Name == "" || slices.ContainsFunc(c.shifts, func(known plan) bool { return known.name == row.Name }) {
			fault("want a name of its own")
		}
		texts := strings.FieldsFunc(row.Hours, func(r rune) bool { return r == ' ' || r == ',' })
		if len(texts) == 0 {
			fault("want hours such as 09:00-12:00")
		}
		for _, text := range texts {
			next, err := parsePart(text)
			if n := len(p.parts); err == nil && n > 0 && p.parts[n-1].to > next.from {
				err = fmt.Errorf("%s begins before the hours ahead of it end", text)
			}
			if err != nil {
				fault("%w", err)
				continue
			}
			p.parts = append(p.parts, next)
		}
		c.shifts = append(c.shifts, p)
	}
	return faults
}

var clockTimes = regexp.MustCompile(`^([01]\d|2[0-4]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)$`)

// parsePart reads 09:00-12:00; a day ends at 24:00.
func parsePart(text string) (part, error) {
	m := clockTimes.FindStringSubmatch(text)
	if m == nil {
		return part{}, fmt.Errorf("want hours such as 09:00-12:00, got %q", text)
	}
	p := part{minutes(m[1], m[2]), minutes(m[3], m[4])}
	if p.to > 24*60 || p.from >= p.to {
		return part{}, fmt.Errorf("%s: want an end after the beginning, until 24:00; what goes over midnight is two parts", text)
	}
	return p, nil
}

func minutes(hour, minute string) int {
	h, _ := strconv.Atoi(hour)   // two digits
	m, _ := strconv.Atoi(minute) // two digits
	return h*60 + m
}

// readYear takes over what a year says of its days.
func (c *Calendar) readYear(year int, rows []holidayRow) (faults []error) {
	days := map[date]bool{}
	c.years[year] = days
	fault := func(row holidayRow, err error) {
		faults = append(faults, fmt.Errorf("years %d %s: %w", year, row.Name, err))
	}
	if year < 1990 || year > 2200 || len(rows) == 0 {
		fault(holidayRow{}, errors.New("want a year and its holidays"))
		return faults
	}
	for _, row := range rows {
		off, err := parseDays(year, row.Off)
		if err != nil {
			fault(row, err)
		}
		for _, d := range off {
			if _, twice := days[dateOf(d)]; twice {
				fault(row, fmt.Errorf("%s is there twice", d.Format("01-02")))
			}
			days[dateOf(d)] = false
		}
	}
	for _, row := range rows {
		for _, text := range row.Work {
			if err := c.makeUp(days, year, text); err != nil {
				fault(row, err)
			}
		}
	}
	return faults
}

// makeUp makes a workday of a day off.
func (c *Calendar) makeUp(days map[date]bool, year int, text string) error {
	work, err := parseDays(year, text)
	if err != nil {
		return err
	}
	d := work[0]
	_, twice := days[dateOf(d)]
	switch {
	case len(work) > 1:
		return fmt.Errorf("work: want single days, got %q", text)
	case twice:
		return fmt.Errorf("%s is there twice", text)
	case c.week[d.Weekday()]:
		return fmt.Errorf("%s is a workday anyhow: it is a %s", text, d.Weekday())
	}
	days[dateOf(d)] = true
	return nil
}

// parseDays reads 02-15..02-23 or a single day.
func parseDays(year int, text string) ([]time.Time, error) {
	first, last, isRange := strings.Cut(text, "..")
	if !isRange {
		last = first
	}
	from, err := time.Parse("2006-01-02", fmt.Sprintf("%d-%s", year, first))
	to, fault := time.Parse("2006-01-02", fmt.Sprintf("%d-%s", year, last))
	if err != nil || fault != nil || to.Before(from) {
		return nil, fmt.Errorf("want days such as 02-15..02-23, got %q", text)
	}
	var days []time.Time
	for d := from; !d.After(to); d = d.AddDate(0, 0, 1) {
		days = append(days, d)
	}
	return days, nil
}
