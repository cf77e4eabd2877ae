package desk

import (
	"context"

	"snapgrid/geotag"
	"snapgrid/intake"
)

// learnPlace lets the gazetteer learn from a ticket whose place was confirmed, by a
// pin or by staff: what its words and the venue call the spot.
func (d *Desk) learnPlace(ctx context.Context, t intake.Ticket, messages []intake.Heard) error {
	if t.Fix.Source != geotag.SourcePin && t.Fix.Source != geotag.SourceStaff {
		return nil
	}
	names := []string{geotag.NameIn(t.Masked)}
	for _, m := range messages {
		if m.Pin != nil {
			names = append(names, geotag.SpotName(m.Pin.Name))
		}
	}
	taught := map[string]bool{"": true}
	for _, name := range names {
		if taught[name] {
			continue
		}
		taught[name] = true
		if err := d.store.Learn(ctx, name, d.neighbourhood(t.Fix.Cell), t.Fix.Point, d.now()); err != nil {
			return err
		}
	}
	return nil
}

// neighbourhood is the community of a cell: people there call a spot alike.
func (d *Desk) neighbourhood(cell string) string {
	for _, c := range d.areas.Path(cell) {
		if c.Level == geotag.LevelCommunity {
			return c.Code
		}
	}
	return cell
}

// Place puts a ticket where an officer says that it is, and lets the gazetteer
// learn from it.
func (d *Desk) Place(ctx context.Context, o intake.Officer, n int64, fix geotag.Fix) error {
	now, err := d.store.Ticket(ctx, n)
	if err != nil {
		return err
	}
	if err := d.RequireOn(ctx, o, intake.RightScreen, now); err != nil {
		return err
	}
	return d.store.InTx(ctx, func(ctx context.Context) error {
		t, err := d.store.LockTicket(ctx, n)
		if err != nil {
			return err
		}
		before := t
		fix.Source = geotag.SourceStaff
		t.Fix = d.masked(fix)
		located := intake.Event{Kind: intake.EventLocated, Actor: officer(o.For(t.Unit)), Text: t.Fix.Address}
		if _, err := d.record(ctx, &t, located); err != nil {
			return err
		}
		if err := d.learnPlace(ctx, t, nil); err != nil || !t.Status.Open() {
			return err
		}
		return d.correct(ctx, before, t)
	})
}
