package sla_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"snapgrid/intake/sla"
)

var shanghai = time.FixedZone("CST", 8*3600)

// shipped is the calendar that comes with the program.
func shipped(t testing.TB) *sla.Calendar {
	t.Helper()
	return calendar(t, string(read(t, "../../configs/calendar.yaml")), shanghai)
}

func read(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func calendar(t testing.TB, text string, zone *time.Location) *sla.Calendar {
	t.Helper()
	c, err := sla.ParseCalendar([]byte(text), zone)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// at reads a moment in Shanghai, such as 2026-02-14 09:00.
func at(t testing.TB, text string) time.Time {
	t.Helper()
	moment, err := time.ParseInLocation("2006-01-02 15:04", text, shanghai)
	if err != nil {
		t.Fatal(err)
	}
	return moment
}

func TestWorkday(t *testing.T) {
	t.Parallel()
	c := shipped(t)
	for day, want := range map[string]bool{
		"2025-01-01": false, "2025-01-02": true,
		"2025-01-26": true, "2025-01-28": false, "2025-02-04": false, "2025-02-05": true, "2025-02-08": true,
		"2025-09-28": true, "2025-10-08": false, "2025-10-11": true,
		"2026-01-02": false, "2026-01-04": true, "2026-02-14": true, "2026-02-16": false, "2026-02-28": true,
		"2026-05-09": true, "2026-06-19": false, "2026-09-20": true, "2026-10-10": true, "2026-10-11": false,
		"2027-10-01": true, "2027-10-02": false, // by the day of the week alone
	} {
		if got := c.Workday(at(t, day+" 00:00")); got != want {
			t.Errorf("%s is worked on: %v, want %v", day, got, want)
		}
	}
}

// The sums of the notices: 365 days, less weekends and holidays, plus make-up
// workdays.
func TestWorkdaysOfTheYears(t *testing.T) {
	t.Parallel()
	c := shipped(t)
	for year, want := range map[int]int{2025: 248, 2026: 248} {
		n := 0
		for d := time.Date(year, 1, 1, 12, 0, 0, 0, shanghai); d.Year() == year; d = d.AddDate(0, 0, 1) {
			if c.Workday(d) {
				n++
			}
		}
		if n != want {
			t.Errorf("%d has %d workdays, want %d", year, n, want)
		}
	}
}

func TestMissingYears(t *testing.T) {
	t.Parallel()
	c := shipped(t)
	for day, want := range map[string][]int{
		"2025-12-01 00:00": nil,
		"2026-11-30 23:59": nil,
		"2026-12-01 00:00": {2027},
		"2026-12-31 23:59": {2027},
		"2027-01-01 00:00": {2027},
		"2027-12-01 00:00": {2027, 2028},
	} {
		if got := c.Missing(at(t, day)); !slices.Equal(got, want) {
			t.Errorf("on %s %v are missing, want %v", day, got, want)
		}
	}
}

func TestCalendarFaults(t *testing.T) {
	t.Parallel()
	_, err := sla.ParseCalendar([]byte(`
workdays: [mon, tuesday]
shifts:
  - {name: office, hours: "09:00-12:00, 11:00-13:00"}
  - {name: office, hours: ""}
  - {name: night, hours: "22:00-06:00, 9-12, 23:00-24:30"}
years:
  26: [{name: x, off: 01-01}]
  2026:
    - {name: 春节, off: 02-30, work: [02-14]}
    - {name: 元旦, off: 01-03..01-01}
    - {name: 清明节, off: 04-04..04-06, work: [04-04, 04-13, 04-18..04-19]}
    - {name: 又一个, off: 04-06}
`), shanghai)
	if err == nil {
		t.Fatal("a calendar full of faults was taken")
	}
	for _, want := range []string{
		`workdays: want some of sun, mon, tue, wed, thu, fri, sat, got "tuesday"`,
		"11:00-13:00 begins before the hours ahead of it end", "want a name of its own", "want hours such as",
		"22:00-06:00: want an end after the beginning", `got "9-12"`, "23:00-24:30: want an end",
		"years 26", `got "02-30"`, `got "01-03..01-01"`, "04-04 is there twice", "04-13 is a workday anyhow: it is a Monday",
		`want single days, got "04-18..04-19"`, "又一个: 04-06 is there twice",
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not told in:\n%v", want, err)
		}
	}
	for _, text := range []string{"", "shifts: []", "workday: [mon]", "years: {x: []}"} {
		if _, err := sla.ParseCalendar([]byte(text), shanghai); err == nil {
			t.Errorf("%q was taken for a calendar", text)
		}
	}
}

// TestSpells puts the days of a list together as people tell of them.
func TestSpells(t *testing.T) {
	calendar := shipped(t)
	var told []string
	for _, s := range calendar.Spells(2026) {
		told = append(told, fmt.Sprintf("%s–%s %t", s.From.Format("0102"), s.To.Format("0102"), s.Workday))
	}
	want := "0101–0103 false, 0104–0104 true, 0214–0214 true, 0215–0223 false, 0228–0228 true"
	if got := strings.Join(told, ", "); !strings.HasPrefix(got, want) {
		t.Errorf("%s\nwant it to begin with %s", got, want)
	}
	if none := calendar.Spells(2031); len(none) != 0 {
		t.Errorf("a year that nobody listed has %v", none)
	}
}
