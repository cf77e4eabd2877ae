package sla

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Unit is how a length of time is counted.
type Unit string

// The units.
const (
	RoundTheClock Unit = "紧急工作时" // as it passes
	WorkingTime   Unit = "工作时"   // only while a shift works
	Workdays      Unit = "工作日"   // whole days of working time
)

// Span is a length of time in a unit; the zero span is no promise.
type Span struct {
	Unit Unit
	Time time.Duration // but for workdays
	Days int           // of workdays
}

// IsZero reports whether nothing is promised.
func (s Span) IsZero() bool { return s.Time == 0 && s.Days == 0 }

// longest is the most that can be promised: what is longer is a slip of the pen.
const longest = 3 * 366 * 24 * time.Hour

var counted = regexp.MustCompile(`^(\d{1,5}(?:\.\d{1,2})?)\s*(紧急工作时|工作时|工作日|working hours?|workdays?|小时|天)$`)

var units = map[string]Unit{
	"紧急工作时": RoundTheClock, "小时": RoundTheClock, "天": RoundTheClock,
	"工作时": WorkingTime, "working hour": WorkingTime, "working hours": WorkingTime,
	"工作日": Workdays, "workday": Workdays, "workdays": Workdays,
}

// ParseSpan reads a length: 4 工作时 or 4 working hours, 3 工作日 or 3 workdays, 2
// 紧急工作时 or 2h, 90m or 7天 round the clock. "" is the zero span.
func ParseSpan(text string) (Span, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return Span{}, nil
	}
	if m := counted.FindStringSubmatch(text); m != nil {
		return parseCounted(m[1], m[2])
	}
	if d, err := time.ParseDuration(text); err == nil && d > 0 && d <= longest {
		return Span{Unit: RoundTheClock, Time: d}, nil
	}
	return Span{}, fmt.Errorf("want a length such as 4 工作时, 3 工作日 or 24h, got %q", text)
}

func parseCounted(number, word string) (Span, error) {
	n, err := strconv.ParseFloat(number, 64)
	if err != nil || n <= 0 {
		return Span{}, fmt.Errorf("want more than 0 %s, got %s", word, number)
	}
	s := Span{Unit: units[word], Time: time.Duration(n * float64(time.Hour))}
	if word == "天" {
		s.Time *= 24
	}
	if s.Unit == Workdays {
		s.Time, s.Days = 0, int(n)
		if n != float64(s.Days) {
			return Span{}, fmt.Errorf("want whole workdays, got %s", number)
		}
	}
	if s.Time > longest || s.Days > int(longest/(24*time.Hour)) {
		return Span{}, fmt.Errorf("want at most three years, got %s %s", number, word)
	}
	return s, nil
}

// String writes a span as [ParseSpan] reads it.
func (s Span) String() string {
	switch {
	case s.IsZero():
		return ""
	case s.Unit == Workdays:
		return fmt.Sprintf("%d %s", s.Days, s.Unit)
	case s.Unit == WorkingTime:
		return fmt.Sprintf("%s %s", strconv.FormatFloat(s.Time.Hours(), 'f', -1, 64), s.Unit)
	}
	return s.Time.String()
}
