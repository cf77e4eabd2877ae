package dispatch_test

import (
	"testing"
	"time"

	"snapgrid/intake/dispatch"
)

func dates(t *testing.T, text string) dispatch.Dates {
	t.Helper()
	d, err := dispatch.ReadDates(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestWhen(t *testing.T) {
	t.Parallel()
	fridayNight := dispatch.When{Days: days(t, "fri"), Hours: hours(t, "22:00-06:00")}
	tests := map[string]struct {
		when dispatch.When
		at   time.Time
		want bool
	}{
		"always":                      {dispatch.When{}, on(time.Monday, 3, 0), true},
		"a day":                       {dispatch.When{Days: days(t, "mon")}, on(time.Monday, 23, 59), true},
		"another day":                 {dispatch.When{Days: days(t, "mon")}, on(time.Tuesday, 0, 0), false},
		"within hours":                {dispatch.When{Hours: hours(t, "08:00-18:00")}, on(time.Monday, 8, 0), true},
		"the end is out":              {dispatch.When{Hours: hours(t, "08:00-18:00")}, on(time.Monday, 18, 0), false},
		"to the end of the day":       {dispatch.When{Hours: hours(t, "18:00-24:00")}, on(time.Monday, 23, 59), true},
		"midnight is the next day":    {dispatch.When{Hours: hours(t, "18:00-24:00")}, on(time.Tuesday, 0, 0), false},
		"night of Friday, evening":    {fridayNight, on(time.Friday, 22, 0), true},
		"night of Friday, morning":    {fridayNight, on(time.Saturday, 5, 59), true},
		"morning of Friday":           {fridayNight, on(time.Friday, 5, 59), false},
		"evening of Saturday":         {fridayNight, on(time.Saturday, 22, 0), false},
		"a span over the weekend":     {dispatch.When{Days: days(t, "sat-mon")}, on(time.Sunday, 12, 0), true},
		"out of a span over a week":   {dispatch.When{Days: days(t, "sat-mon")}, on(time.Tuesday, 12, 0), false},
		"the last date":               {dispatch.When{Dates: []dispatch.Dates{dates(t, "2026-11-14..2026-11-16")}}, on(time.Monday, 23, 59), true},
		"after the last date":         {dispatch.When{Dates: []dispatch.Dates{dates(t, "2026-11-14..2026-11-16")}}, on(time.Tuesday, 0, 0), false},
		"one date":                    {dispatch.When{Dates: []dispatch.Dates{dates(t, "2026-11-16")}}, on(time.Monday, 0, 0), true},
		"the night of a date":         {dispatch.When{Dates: []dispatch.Dates{dates(t, "2026-11-16")}, Hours: hours(t, "20:00-08:00")}, on(time.Tuesday, 7, 0), true},
		"in one of two":               {dispatch.When{Hours: append(hours(t, "06:00-07:00"), hours(t, "17:00-18:00")...)}, on(time.Monday, 17, 30), true},
		"between two":                 {dispatch.When{Hours: append(hours(t, "06:00-07:00"), hours(t, "17:00-18:00")...)}, on(time.Monday, 12, 0), false},
		"a Chinese day":               {dispatch.When{Days: days(t, "周六-周日")}, on(time.Sunday, 12, 0), true},
		"all days of a span of seven": {dispatch.When{Days: days(t, "mon-sun")}, on(time.Thursday, 12, 0), true},
	}
	for name, tt := range tests {
		if got := tt.when.Holds(tt.at); got != tt.want {
			t.Errorf("%s: %q holds at %s: %v", name, tt.when, tt.at, got)
		}
	}
	if got := fridayNight.String(); got != "Fri 22:00-06:00" {
		t.Errorf("in words: %q", got)
	}
}

func TestUnreadableSpans(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "someday", "mon-", "mon-someday", "-fri"} {
		if d, err := dispatch.ReadDays(text); err == nil {
			t.Errorf("the days %q are %v", text, d)
		}
	}
	for _, text := range []string{"", "8", "08:00", "08:00-", "08:00-08:00", "24:00-06:00", "25:00-26:00", "08:00-18:00-20:00", "8am-6pm"} {
		if h, err := dispatch.ReadHours(text); err == nil {
			t.Errorf("the hours %q are %v", text, h)
		}
	}
	for _, text := range []string{"", "2026-02-30", "2026-10-07..2026-10-01", "10-01", "2026-10-01.."} {
		if d, err := dispatch.ReadDates(text); err == nil {
			t.Errorf("the dates %q are %v", text, d)
		}
	}
}

// FuzzSpans feeds the readers of spans with what people may write: whatever is
// read is read the same way again as it is told.
func FuzzSpans(f *testing.F) {
	for _, seed := range []string{"22:00-06:00", "mon-fri", "周六", "2026-10-01..2026-10-07", "24:00-24:00", "-", ".."} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if h, err := dispatch.ReadHours(text); err == nil {
			if again, err := dispatch.ReadHours(h.String()); err != nil || again != h {
				t.Errorf("the hours %q are told as %q", text, h)
			}
		}
		if d, err := dispatch.ReadDates(text); err == nil {
			if again, err := dispatch.ReadDates(d.String()); err != nil || again != d {
				t.Errorf("the dates %q are told as %q", text, d)
			}
		}
		if d, err := dispatch.ReadDays(text); err == nil && (len(d) == 0 || len(d) > 7) {
			t.Errorf("the days %q are %v", text, d)
		}
	})
}
