package public

import (
	"context"
	"sync"
	"time"

	"snapgrid/intake"
)

// fresh is how long the figures are not counted again. Their age is shown.
const fresh = time.Minute

// figures are the tallies of the last days, counted once for all visitors.
type figures struct {
	mu     sync.Mutex
	at     time.Time
	byCell map[string][]intake.Tally
}

// count is the tallies as of now, or of a minute ago.
func (g *figures) count(ctx context.Context, store Store, now time.Time) (map[string][]intake.Tally, time.Time, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.byCell != nil && now.Sub(g.at) < fresh {
		return g.byCell, g.at, nil
	}
	tallies, err := store.TallyTickets(ctx, now.Add(-intake.TallySpan), now)
	if err != nil {
		return nil, now, err
	}
	g.at, g.byCell = now, map[string][]intake.Tally{}
	for _, t := range tallies {
		g.byCell[t.Cell] = append(g.byCell[t.Cell], t)
	}
	return g.byCell, g.at, nil
}

// Balance is what became of the tickets that were opened in the last 30 days, each
// counted once.
type Balance struct {
	Received int // all but the excluded: the base of the others
	Solved   int
	Other    int // over, but not solved: explained, or given to others
	Open     int
	Late     int // of the open: over the time that was promised
	Merged   int // excluded: counted under the number that goes on
	Rejected int // excluded: not for us
	Area     string
	At       time.Time // when it was counted
}

func (b *Balance) add(t intake.Tally) {
	switch {
	case t.Status == intake.StatusMerged:
		b.Merged += t.Count
		return
	case t.Status == intake.StatusRejected:
		b.Rejected += t.Count
		return
	case t.Status.Open():
		b.Open += t.Count
		if t.Late {
			b.Late += t.Count
		}
	case t.Ending == intake.EndingSolved:
		b.Solved += t.Count
	default:
		b.Other += t.Count
	}
	b.Received += t.Count
}

// balance sums up an area; "" is everywhere, what lies outside all areas included.
func (f *Face) balance(ctx context.Context, area string) (Balance, error) {
	byCell, at, err := f.figures.count(ctx, f.store, f.pages.Now())
	if err != nil {
		return Balance{}, err
	}
	b, grid := Balance{At: at}, f.areas.Grid()
	if c, ok := grid.Cell(area); ok {
		b.Area = c.Name
	}
	for cell, tallies := range byCell {
		if area != "" && !grid.Contains(area, cell) {
			continue
		}
		for _, t := range tallies {
			b.add(t)
		}
	}
	return b, nil
}
