package sla_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"snapgrid/intake/sla"
)

func hours(t testing.TB, c *sla.Calendar, shift string) sla.Hours {
	t.Helper()
	h, ok := c.Hours(shift)
	if !ok {
		t.Fatalf("the calendar has no shift %q", shift)
	}
	return h
}

func TestAfter(t *testing.T) {
	t.Parallel()
	c := shipped(t)
	tests := []struct{ shift, from, span, want string }{
		{"", "2026-11-23 10:00", "2h", "2026-11-23 12:00"}, // a Monday
		{"", "2026-11-28 03:00", "48h", "2026-11-30 03:00"},
		{"", "2026-11-23 10:00", "1 工作时", "2026-11-23 11:00"},
		{"", "2026-11-23 10:00", "2 工作时", "2026-11-23 12:00"},
		{"", "2026-11-23 10:00", "2.5 工作时", "2026-11-23 13:30"}, // over lunch
		{"", "2026-11-23 12:30", "1 工作时", "2026-11-23 14:00"},
		{"", "2026-11-23 07:00", "4 工作时", "2026-11-23 14:00"},
		{"", "2026-11-23 09:00", "8 工作时", "2026-11-23 18:00"},
		{"", "2026-11-27 17:00", "4 工作时", "2026-11-30 12:00"}, // over a weekend
		{"", "2026-02-13 17:00", "4 工作时", "2026-02-14 12:00"}, // into a make-up Saturday
		{"", "2026-02-14 17:00", "4 工作时", "2026-02-24 12:00"}, // over the Spring Festival
		{"", "2026-09-30 17:30", "1 工作时", "2026-10-08 09:30"},
		{"", "2026-12-31 17:30", "1 工作时", "2027-01-01 09:30"}, // nobody told us of that holiday
		{"", "2026-11-23 15:00", "1 工作日", "2026-11-24 15:00"},
		{"", "2026-11-25 15:00", "3 工作日", "2026-11-30 15:00"},
		{"", "2026-11-23 07:00", "1 工作日", "2026-11-23 18:00"},
		{"", "2026-11-23 20:00", "1 工作日", "2026-11-24 18:00"},
		{"", "2026-11-28 11:00", "1 工作日", "2026-11-30 18:00"},
		{"", "2026-02-12 10:00", "3 工作日", "2026-02-24 10:00"},
		{"", "2026-11-23 12:30", "1 工作日", "2026-11-24 12:00"}, // at lunch
		{"环卫", "2026-11-28 10:00", "2 工作时", "2026-11-28 15:00"},
		{"环卫", "2026-10-01 20:30", "1 工作日", "2026-10-02 20:30"},
	}
	for _, tt := range tests {
		span, err := sla.ParseSpan(tt.span)
		if err != nil {
			t.Fatal(err)
		}
		got := hours(t, c, tt.shift).After(at(t, tt.from), span)
		if want := at(t, tt.want); !got.Equal(want) {
			t.Errorf("%s after %s (%s): %s, want %s", tt.span, tt.from, tt.shift, got.Format("2006-01-02 15:04:05"), tt.want)
		}
	}
}

func TestBetween(t *testing.T) {
	t.Parallel()
	h := hours(t, shipped(t), "")
	tests := []struct {
		from, to string
		want     time.Duration
	}{
		{"2026-11-23 09:00", "2026-11-23 18:00", 8 * time.Hour},
		{"2026-11-23 11:00", "2026-11-23 14:00", 2 * time.Hour},
		{"2026-11-23 12:10", "2026-11-23 12:50", 0},
		{"2026-11-27 17:00", "2026-11-30 10:00", 2 * time.Hour},
		{"2026-11-30 10:00", "2026-11-27 17:00", -2 * time.Hour},
		{"2026-02-15 00:00", "2026-02-24 00:00", 0},
		{"2026-01-01 00:00", "2027-01-01 00:00", 248 * 8 * time.Hour},
	}
	for _, tt := range tests {
		if got := h.Between(at(t, tt.from), at(t, tt.to)); got != tt.want {
			t.Errorf("between %s and %s: %v, want %v", tt.from, tt.to, got, tt.want)
		}
	}
}

// Whatever the moments and lengths: Add and Between agree, in both directions; what
// is added to falls into working time; later begins mean later ends.
func TestHoursAgree(t *testing.T) {
	t.Parallel()
	berlin, err := time.LoadLocation("Europe/Berlin") // with a summer time
	if err != nil {
		t.Fatal(err)
	}
	text := string(read(t, "../../configs/calendar.yaml"))
	for _, zone := range []*time.Location{shanghai, berlin} {
		c := calendar(t, text, zone)
		for _, shift := range []string{"机关", "环卫"} {
			h := hours(t, c, shift)
			r := rand.New(rand.NewPCG(6, 5))
			for range 200 {
				from := at(t, "2024-12-20 00:00").Add(time.Duration(r.Int64N(int64(800 * 24 * time.Hour))))
				agree(t, h, from, 1+time.Duration(r.Int64N(int64(60*time.Hour))), time.Duration(r.Int64N(int64(72*time.Hour))))
			}
		}
	}
}

func agree(t *testing.T, h sla.Hours, from time.Time, d, more time.Duration) {
	t.Helper()
	to, back := h.Add(from, d), h.Add(from, -d)
	switch {
	case h.Between(from, to) != d:
		t.Fatalf("%s + %v is %s, but %v lie between", from, d, to, h.Between(from, to))
	case h.Between(back, from) != d:
		t.Fatalf("%s - %v is %s, but %v lie between", from, d, back, h.Between(back, from))
	case h.Between(from, to.Add(-1)) != d-1:
		t.Fatalf("%s + %v is %s, but it could be earlier", from, d, to)
	case !h.Working(to) || !h.Working(back):
		t.Fatalf("%s ± %v lands outside working time: %s, %s", from, d, to, back)
	case h.Add(from.Add(more), d).Before(to) || h.Add(from, d+more).Before(to):
		t.Fatalf("%s + %v: what begins later, or takes longer, ends earlier", from, d)
	case h.Between(from, from.Add(more))+h.Between(from.Add(more), to) != d:
		t.Fatalf("%s to %s: the parts do not sum up", from, to)
	}
	n := 1 + int(d/time.Hour)%20
	days := h.AddDays(from, n)
	if !h.Working(days) || !days.After(from) || h.AddDays(from.Add(more), n).Before(days) || !h.AddDays(from, n+1).After(days) {
		t.Fatalf("%d workdays after %s: %s", n, from, days)
	}
}

func TestSpans(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"": "", "4 工作时": "4 工作时", "4工作时": "4 工作时", "0.5 working hours": "0.5 工作时", "1 working hour": "1 工作时",
		"3 工作日": "3 工作日", "3 workdays": "3 工作日", "2 紧急工作时": "2h0m0s", "24h": "24h0m0s", "90m": "1h30m0s", "7天": "168h0m0s", "2小时": "2h0m0s",
	} {
		s, err := sla.ParseSpan(text)
		if err != nil || s.String() != want {
			t.Errorf("%q is read as %q, %v, want %q", text, s, err, want)
			continue
		}
		if again, err := sla.ParseSpan(s.String()); err != nil || again != s {
			t.Errorf("%q does not come back: %v, %v", s, again, err)
		}
	}
	for _, text := range []string{"4", "0 工作时", "-2h", "0h", "1.5 工作日", "4 hours", "工作日", "99999 工作日", "99999天", "1e3h", "30000h"} {
		if s, err := sla.ParseSpan(text); err == nil {
			t.Errorf("%q is read as %v", text, s)
		}
	}
}
