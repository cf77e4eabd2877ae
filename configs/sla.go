package configs

import (
	"fmt"
	"strings"

	"snapgrid/intake"
	"snapgrid/intake/sla"
)

// Promises reads the calendar and the time limits that the configuration names.
// An error begins with the key that it is about.
func (c Config) Promises(categories intake.Categories) (*sla.Book, error) {
	zone, err := c.Zone()
	if err != nil {
		return nil, fmt.Errorf("time_zone: %w", err)
	}
	text, err := ReadData(c.Calendar)
	if err != nil {
		return nil, fmt.Errorf("calendar: %w", err)
	}
	calendar, err := sla.ParseCalendar(text, zone)
	if err != nil {
		return nil, fmt.Errorf("calendar: %s: %w", c.Calendar, err)
	}
	if text, err = ReadData(c.SLA); err != nil {
		return nil, fmt.Errorf("sla: %w", err)
	}
	book, err := sla.NewBook(text, calendar, categories)
	if err != nil {
		return nil, fmt.Errorf("sla: %s: %w", c.SLA, err)
	}
	return book, nil
}

// checkPromises tries to read them; what is wrong with the zone or the classes is
// told elsewhere.
func (c Config) checkPromises(r *review) {
	categories, err := c.classes()
	if err != nil {
		return
	}
	if _, err := c.Promises(categories); err != nil {
		if key, text, _ := strings.Cut(err.Error(), ": "); key != "time_zone" {
			r.add(key, "%s", text)
		}
	}
}
