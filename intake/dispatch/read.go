package dispatch

import (
	"fmt"
	"strings"
	"time"
)

// dayNames are the ways to write a day of the week, in small letters.
var dayNames = map[string]time.Weekday{
	"mon": time.Monday, "tue": time.Tuesday, "wed": time.Wednesday, "thu": time.Thursday,
	"fri": time.Friday, "sat": time.Saturday, "sun": time.Sunday,
	"周一": time.Monday, "周二": time.Tuesday, "周三": time.Wednesday, "周四": time.Thursday,
	"周五": time.Friday, "周六": time.Saturday, "周日": time.Sunday,
}

// ReadDays reads "sat" or "mon-fri"; Chinese names such as 周一 are read as well.
// A span may go on over the end of the week.
func ReadDays(text string) ([]time.Weekday, error) {
	first, last, span := strings.Cut(strings.ToLower(strings.TrimSpace(text)), "-")
	if !span {
		last = first
	}
	from, ok := dayNames[strings.TrimSpace(first)]
	to, known := dayNames[strings.TrimSpace(last)]
	if !ok || !known {
		return nil, fmt.Errorf("want a day such as sat, or mon-fri, got %q", text)
	}
	days := []time.Weekday{from}
	for day := from; day != to; {
		day = (day + 1) % 7
		days = append(days, day)
	}
	return days, nil
}

// ReadHours reads "22:00-06:00". 24:00 is the end of a day.
func ReadHours(text string) (Hours, error) {
	first, last, _ := strings.Cut(text, "-")
	from, err := readClock(first)
	to, fault := readClock(last)
	if err != nil || fault != nil || from == to || from == 24*60 {
		return Hours{}, fmt.Errorf("want hours such as 08:30-18:00, or 22:00-06:00 over midnight, got %q", text)
	}
	return Hours{from, to}, nil
}

// readClock reads "08:30" as minutes since midnight.
func readClock(text string) (int, error) {
	text = strings.TrimSpace(text)
	if text == "24:00" {
		return 24 * 60, nil
	}
	at, err := time.Parse("15:04", text)
	return at.Hour()*60 + at.Minute(), err
}

// ReadDates reads "2026-10-01" or "2026-10-01..2026-10-07".
func ReadDates(text string) (Dates, error) {
	first, last, span := strings.Cut(text, "..")
	if !span {
		last = first
	}
	from, err := time.Parse(time.DateOnly, strings.TrimSpace(first))
	to, fault := time.Parse(time.DateOnly, strings.TrimSpace(last))
	if err != nil || fault != nil || to.Before(from) {
		return Dates{}, fmt.Errorf("want a date such as 2026-10-01, or 2026-10-01..2026-10-07, got %q", text)
	}
	return Dates{from, to}, nil
}
