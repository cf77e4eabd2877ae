package main

import (
	"flag"
	"time"

	"snapgrid/configs"
)

// betweenDays registers --from and --to; what it returns reads them, when they are
// parsed, as a time in the city's zone.
func betweenDays(flags *flag.FlagSet) func(cfg configs.Config, now time.Time) (begin, end time.Time, err error) {
	from := flags.String("from", "", "first `DAY`, such as 2026-11-01; 30 days ago without one")
	to := flags.String("to", "", "last `DAY`; today without one")
	return func(cfg configs.Config, now time.Time) (begin, end time.Time, err error) {
		zone, err := cfg.Zone()
		if err != nil {
			return begin, end, err
		}
		return days(*from, *to, now.In(zone))
	}
}

// days reads two days, both inclusive, as a time from the beginning of the first
// to the end of the last.
func days(from, to string, now time.Time) (begin, end time.Time, err error) {
	read := func(text string, otherwise time.Time) (time.Time, error) {
		if text == "" {
			return time.Date(otherwise.Year(), otherwise.Month(), otherwise.Day(), 0, 0, 0, 0, now.Location()), nil
		}
		day, err := time.ParseInLocation(time.DateOnly, text, now.Location())
		if err != nil {
			return day, usage("%q is no day; write it as 2026-11-01", text)
		}
		return day, nil
	}
	if begin, err = read(from, now.AddDate(0, 0, -30)); err != nil {
		return begin, end, err
	}
	if end, err = read(to, now); err != nil {
		return begin, end, err
	}
	end = end.AddDate(0, 0, 1)
	if !begin.Before(end) {
		return begin, end, usage("--from is later than --to")
	}
	return begin, end, nil
}
