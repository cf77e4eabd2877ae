package stats

import (
	"context"
	"slices"
	"testing"
	"time"
)

// shop is a store of sheets that counts how many are read.
type shop struct {
	sheets []Sheet
	read   int
}

func (s *shop) Progress(context.Context) (Progress, error) { return Progress{Event: 1}, nil }

func (s *shop) Blown(context.Context, time.Time, time.Time) ([]Blown, error) { return nil, nil }

func (s *shop) Facts(context.Context, time.Time, time.Time) ([]Fact, error) { return nil, nil }

func (s *shop) Written(_ context.Context, from, to time.Time) (all []Sheet, err error) {
	for _, sheet := range s.sheets {
		if !sheet.Day.Before(from) && sheet.Day.Before(to) {
			all = append(all, Sheet{Day: sheet.Day, At: sheet.At})
		}
	}
	return all, nil
}

func (s *shop) Sheets(_ context.Context, from, to time.Time) (all []Sheet, err error) {
	for _, sheet := range s.sheets {
		if !sheet.Day.Before(from) && sheet.Day.Before(to) {
			s.read++
			all = append(all, sheet)
		}
	}
	return all, nil
}

// A sheet is read once, and once more when it was written anew.
func TestShelf(t *testing.T) {
	t.Parallel()
	first := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	s := &shop{}
	for i := range 10 {
		s.sheets = append(s.sheets, Sheet{Day: first.AddDate(0, 0, i), At: first, Facts: []Fact{{N: int64(i)}}})
	}
	o := NewOffice(s, nil, Rules{}, time.UTC, time.Now)
	ask := func(from, to int, read int) {
		t.Helper()
		s.read = 0
		q := Question{Window: Window{first.AddDate(0, 0, from), first.AddDate(0, 0, to)}}
		facts, _, _, err := o.read(t.Context(), q.Window)
		var want []Fact
		for _, sheet := range s.sheets[from:to] {
			want = append(want, sheet.Facts...)
		}
		if err != nil || !slices.Equal(facts, want) || s.read != read {
			t.Errorf("%d to %d: %d facts after %d sheets were read, want %d after %d: %v", from, to, len(facts), s.read, len(want), read, err)
		}
	}
	ask(3, 6, 3)
	ask(3, 6, 0)
	ask(0, 10, 10)
	s.sheets[7] = Sheet{Day: s.sheets[7].Day, At: first.Add(time.Second), Facts: []Fact{{N: 77}}}
	ask(0, 10, 1)
	ask(0, 10, 0)
	s.sheets[7].Facts, s.sheets[7].At = make([]Fact, mostKept-5), first.Add(time.Minute)
	ask(7, 8, 1)
	if len(o.shelf.sheets) != 1+5 || o.shelf.facts != mostKept {
		t.Errorf("%d sheets with %d facts are kept", len(o.shelf.sheets), o.shelf.facts)
	}
}
