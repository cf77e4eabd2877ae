package page

import (
	"fmt"
	"testing"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/sla"
)

// TestWithin tells the time that holds, in as few words as say it.
func TestWithin(t *testing.T) {
	t.Parallel()
	day := 24 * time.Hour
	for want, c := range map[string]struct {
		promised sla.Span
		most     time.Duration
	}{
		"–":                {},
		"7 天":              {sla.Span{Unit: sla.RoundTheClock, Time: 7 * day}, 0},
		"24 小时":            {sla.Span{Unit: sla.RoundTheClock, Time: 7 * day}, day},
		"4 小时":             {sla.Span{Unit: sla.RoundTheClock, Time: 4 * time.Hour}, day},
		"2 小时":             {sla.Span{}, 2 * time.Hour},
		"3 个工作日，最多 5 天":    {sla.Span{Unit: sla.Workdays, Days: 3}, 5 * day},
		"6 个工作小时，最多 24 小时": {sla.Span{Unit: sla.WorkingTime, Time: 6 * time.Hour}, day},
	} {
		if got := within(fmt.Sprintf, c.promised, c.most); got != want {
			t.Errorf("%+v, at most %s: %s, want %s", c.promised, c.most, got, want)
		}
	}
}

// Every kind of events is listed, and has a name.
func TestEventsHaveNames(t *testing.T) {
	t.Parallel()
	for _, kind := range intake.EventKinds() {
		if eventNames[kind] == "" {
			t.Errorf("%s has no name", kind)
		}
	}
	if len(eventNames) != len(intake.EventKinds()) {
		t.Errorf("%d names for %d kinds", len(eventNames), len(intake.EventKinds()))
	}
}
