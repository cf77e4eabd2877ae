package stats

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"
)

// mostKept is how many facts are kept at hand: a month of a city, about 20 MB.
const mostKept = 100_000

// shelf keeps sheets at hand that were read, those of the newest days.
type shelf struct {
	mutex  sync.Mutex
	sheets map[Moment]Sheet // by day
	facts  int              // on all of them
}

// sheets lists the sheets of some days, the last not included. Those at hand are asked
// only whether they were written anew.
func (o *Office) sheets(ctx context.Context, from, to time.Time) ([]Sheet, error) {
	written, err := o.store.Written(ctx, from, to)
	if err != nil {
		return nil, err
	}
	first, end := o.shelf.find(written)
	if first == end {
		return written, nil
	}
	read, err := o.store.Sheets(ctx, written[first].Day, written[end-1].Day.Add(day))
	if err != nil {
		return nil, err
	}
	o.shelf.keep(read)
	return slices.Concat(written[:first], read, written[end:]), nil
}

// find puts the facts of those at hand onto sheets, and says between which two the
// others lie, the latter not included.
func (s *shelf) find(written []Sheet) (first, end int) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	first = len(written)
	for i, w := range written {
		if at, known := s.sheets[At(w.Day)]; known && at.At.Equal(w.At) {
			written[i] = at
			continue
		}
		first, end = min(first, i), i+1
	}
	return min(first, end), end
}

// keep takes sheets in, in place of those of the same days, and gives up the oldest days
// while there are too many facts.
func (s *shelf) keep(sheets []Sheet) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for _, sheet := range slices.Backward(sheets) {
		s.facts += len(sheet.Facts) - len(s.sheets[At(sheet.Day)].Facts)
		s.sheets[At(sheet.Day)] = sheet
		for s.facts > mostKept {
			s.drop()
		}
	}
}

// drop gives up the oldest day.
func (s *shelf) drop() {
	oldest := slices.Min(slices.Collect(maps.Keys(s.sheets)))
	s.facts -= len(s.sheets[oldest].Facts)
	delete(s.sheets, oldest)
}
