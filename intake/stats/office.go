package stats

import (
	"context"
	"slices"
	"time"
)

// Store is what answering needs of the database.
type Store interface {
	Progress(ctx context.Context) (Progress, error)
	// Written lists when the sheets of the days from one to another were written, the
	// last one not included.
	Written(ctx context.Context, from, to time.Time) ([]Sheet, error)
	// Sheets lists these sheets with their facts.
	Sheets(ctx context.Context, from, to time.Time) ([]Sheet, error)
	Facts(ctx context.Context, from, to time.Time) ([]Fact, error)
	// Blown lists the whistles that were blown in a time.
	Blown(ctx context.Context, from, to time.Time) ([]Blown, error)
}

// Office answers questions.
type Office struct {
	store  Store
	places Places
	rules  Rules
	zone   *time.Location
	now    func() time.Time
	shelf  shelf
}

// NewOffice makes an office for the people of a zone.
func NewOffice(s Store, p Places, r Rules, zone *time.Location, now func() time.Time) *Office {
	return &Office{store: s, places: p, rules: r, zone: zone, now: now, shelf: shelf{sheets: map[Moment]Sheet{}}}
}

// Here is the time in the zone of the people.
func (o *Office) Here() time.Time { return o.now().In(o.zone) }

// Report answers a question, from the sheets if there are any. AsOf is since when
// nothing happened that is not in it, or a little later.
func (o *Office) Report(ctx context.Context, q Question) (r Report, asOf time.Time, err error) {
	q.Now = o.now()
	facts, whistles, asOf, err := o.read(ctx, q.Window)
	if err != nil {
		return Report{}, asOf, err
	}
	return Count(q, facts, whistles, o.places), asOf, nil
}

// Spots finds the hot spots of a question, and how many tickets have no point and so
// are at none.
func (o *Office) Spots(ctx context.Context, q Question) (hot []Spot, adrift int, err error) {
	q.Now = o.now()
	facts, _, _, err := o.read(ctx, q.Window)
	if err != nil {
		return nil, 0, err
	}
	hot, adrift = Recurring(q, facts, o.places, o.rules)
	return hot, adrift, nil
}

// Tickets lists the tickets behind a part of a figure: see [Tickets].
func (o *Office) Tickets(ctx context.Context, q Question, k Key, part Part) ([]int64, error) {
	q.Now = o.now()
	facts, whistles, _, err := o.read(ctx, q.Window)
	if err != nil {
		return nil, err
	}
	return Tickets(q, k, part, facts, whistles, o.places), nil
}

// Numbers lists all tickets that a question asks for: see [Numbers].
func (o *Office) Numbers(ctx context.Context, q Question) ([]int64, error) {
	facts, _, _, err := o.read(ctx, q.Window)
	if err != nil {
		return nil, err
	}
	return Numbers(q, facts, o.places), nil
}

// Recount answers a question from the tickets themselves: the same, but slow.
func (o *Office) Recount(ctx context.Context, q Question) (Report, error) {
	q.Now = o.now()
	facts, err := o.store.Facts(ctx, q.Window.From, q.Window.To)
	if err != nil {
		return Report{}, err
	}
	whistles, err := o.store.Blown(ctx, q.Window.From, q.Window.To)
	if err != nil {
		return Report{}, err
	}
	return Count(q, facts, whistles, o.places), nil
}

// read reads what a window is counted from. Before the sheets were written for the
// first time the tickets are asked.
func (o *Office) read(ctx context.Context, w Window) (facts []Fact, whistles []Blown, asOf time.Time, err error) {
	progress, err := o.store.Progress(ctx)
	if err != nil {
		return nil, nil, asOf, err
	}
	if whistles, err = o.store.Blown(ctx, w.From, w.To); err != nil {
		return nil, nil, asOf, err
	}
	if progress.Event == 0 {
		facts, err = o.store.Facts(ctx, w.From, w.To)
		return facts, whistles, o.now(), err
	}
	from := w.From.UTC().Truncate(day)
	sheets, err := o.sheets(ctx, from, w.To)
	var lists [][]Fact
	for _, s := range sheets {
		lists = append(lists, s.Facts)
	}
	return slices.Concat(lists...), whistles, progress.At, err
}
