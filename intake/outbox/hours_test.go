package outbox

import (
	"testing"
	"time"
)

func TestHours(t *testing.T) {
	day := func(clock string) time.Time {
		at, err := time.Parse("2006-01-02 15:04", "2026-11-22 "+clock)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	tests := []struct {
		hours   string
		in, out []string
		end     string // of the first one in
	}{
		{"22:30-07:00", []string{"22:30", "23:59", "00:00", "06:59"}, []string{"07:00", "12:00", "22:29"}, "23 07:00"},
		{"00:30-07:00", []string{"00:30", "06:59"}, []string{"07:00", "23:59", "00:00"}, "22 07:00"},
		{"12:00-14:00", []string{"12:00", "13:59"}, []string{"11:59", "14:00", "00:00"}, "22 14:00"},
		{" 9:00 - 9:30 ", []string{"09:15"}, []string{"09:30"}, "22 09:30"},
		{"", nil, []string{"00:00", "12:00"}, ""},
	}
	for _, tt := range tests {
		h, err := parseHours(tt.hours)
		if err != nil {
			t.Errorf("%q: %v", tt.hours, err)
		}
		for i, clock := range tt.in {
			if !h.include(day(clock)) {
				t.Errorf("%s is not within %q", clock, tt.hours)
			}
			if got := h.end(day(clock)).Format("02 15:04"); i == 0 && got != tt.end {
				t.Errorf("at %s %q ends on %s, want %s", clock, tt.hours, got, tt.end)
			}
		}
		for _, clock := range tt.out {
			if h.include(day(clock)) {
				t.Errorf("%s is within %q", clock, tt.hours)
			}
		}
	}
	for _, bad := range []string{"22:30", "22:30-25:00", "a-b", "07:00-07:00", "22:30–07:00"} {
		if _, err := parseHours(bad); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}
