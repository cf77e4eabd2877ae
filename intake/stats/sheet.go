package stats

import (
	"context"
	"fmt"
	"time"
)

// Sheet is the facts of the tickets that were opened on one day, counted in UTC, so
// that it stays right when the zone of the people changes.
type Sheet struct {
	Day   time.Time
	At    time.Time // when it was written
	Facts []Fact
}

// Progress is how far the sheets follow the tickets.
type Progress struct {
	Event int64     // the newest event that is in them; 0 while they were never written
	At    time.Time // when they were last brought up to date
}

// Change is what happened to tickets since an event.
type Change struct {
	Last   int64       // the newest event
	Events int         // how many there were
	Days   []time.Time // on which their tickets were opened
}

// Ledger is what the keeper of the sheets needs of the database.
type Ledger interface {
	// FirstTicket is when the oldest ticket was opened; zero without one.
	FirstTicket(ctx context.Context) (time.Time, error)
	// ChangedSince tells what happened since an event.
	ChangedSince(ctx context.Context, event int64) (Change, error)
	// Facts lists the facts of the tickets that were opened in a time, by number.
	Facts(ctx context.Context, from, to time.Time) ([]Fact, error)
	// PutSheet keeps a sheet, in place of that of the same day.
	PutSheet(ctx context.Context, s Sheet, at time.Time) error
	// OldestSheet is the day whose sheet was written longest ago, if before the time.
	OldestSheet(ctx context.Context, before time.Time) (day time.Time, ok bool, err error)
	Progress(ctx context.Context) (Progress, error)
	SaveProgress(ctx context.Context, p Progress) error
}

const (
	// Pause is how often the sheets are brought up to date.
	Pause = 20 * time.Second
	// overlap is how many events are looked at once more: of two transactions the one
	// that got the lower number may end later.
	overlap = 500
	// worn is how old a sheet may get before it is written anew though no event told
	// so.
	worn = 6 * time.Hour

	day = 24 * time.Hour
)

// Keeper keeps the sheets. Of several nodes one is enough; should two do it, nothing
// but work is lost.
type Keeper struct {
	ledger Ledger
	now    func() time.Time
	last   Change // as it was seen last
}

// NewKeeper makes a keeper.
func NewKeeper(l Ledger, now func() time.Time) *Keeper { return &Keeper{ledger: l, now: now} }

// Keep brings the sheets up to date.
func (k *Keeper) Keep(ctx context.Context) error {
	if err := k.refresh(ctx, k.now()); err != nil {
		return fmt.Errorf("bring the figures up to date: %w", err)
	}
	return nil
}

// refresh writes the sheets of all days to whose tickets something happened, and the
// one that was left alone longest.
func (k *Keeper) refresh(ctx context.Context, now time.Time) error {
	progress, err := k.ledger.Progress(ctx)
	if err != nil {
		return err
	}
	change, err := k.changed(ctx, progress.Event, now)
	if err != nil {
		return err
	}
	if change.Last == k.last.Last && change.Events == k.last.Events && progress.Event != 0 {
		return k.mend(ctx, now)
	}
	for _, day := range change.Days {
		if err := k.write(ctx, day); err != nil {
			return err
		}
	}
	k.last = change
	return k.ledger.SaveProgress(ctx, Progress{Event: max(change.Last, 1), At: now})
}

// changed tells what happened since an event; of a database whose sheets were never
// written every day is told.
func (k *Keeper) changed(ctx context.Context, event int64, now time.Time) (Change, error) {
	if event != 0 {
		return k.ledger.ChangedSince(ctx, max(event-overlap, 0))
	}
	change, err := k.ledger.ChangedSince(ctx, 0)
	if err != nil {
		return change, err
	}
	first, err := k.ledger.FirstTicket(ctx)
	if err != nil || first.IsZero() {
		return change, err
	}
	change.Days = nil
	for d := first.UTC().Truncate(day); d.Before(now); d = d.Add(day) {
		change.Days = append(change.Days, d)
	}
	return change, nil
}

// mend writes the sheet anew that is the oldest, if it is old.
func (k *Keeper) mend(ctx context.Context, now time.Time) error {
	day, ok, err := k.ledger.OldestSheet(ctx, now.Add(-worn))
	if err != nil || !ok {
		return err
	}
	return k.write(ctx, day)
}

func (k *Keeper) write(ctx context.Context, d time.Time) error {
	facts, err := k.ledger.Facts(ctx, d, d.Add(day))
	if err != nil {
		return err
	}
	return k.ledger.PutSheet(ctx, Sheet{Day: d, Facts: facts}, k.now())
}
