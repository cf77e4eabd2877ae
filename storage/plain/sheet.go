package plain

import (
	"context"
	"slices"
	"time"

	"snapgrid/intake/stats"
	"snapgrid/storage/row"
)

// Facts lists the facts of the tickets that were opened in a time.
func (s Store) Facts(ctx context.Context, from, to time.Time) ([]stats.Fact, error) {
	return all(ctx, s, row.Fact,
		`select `+row.FactColumns+` from tickets t where t.opened_at >= $1 and t.opened_at < $2 order by t.n`, from, to)
}

// Blown lists the whistles that were blown in a time.
func (s Store) Blown(ctx context.Context, from, to time.Time) ([]stats.Blown, error) {
	return all(ctx, s, row.Blown, `select w.blown_at, t.n, t.cell, t.unit, t.category from whistles w join tickets t on t.n = w.ticket
		where w.blown_at >= $1 and w.blown_at < $2 order by w.n`, from, to)
}

// FirstTicket is when the oldest ticket was opened; zero without one.
func (s Store) FirstTicket(ctx context.Context) (time.Time, error) {
	return one(ctx, s, "first ticket", row.Moment, `select min(opened_at) from tickets`)
}

// ChangedSince tells what happened to tickets since an event.
func (s Store) ChangedSince(ctx context.Context, event int64) (stats.Change, error) {
	stirred, err := all(ctx, s, row.ScanStir, `select max(e.id), count(*), t.opened_at from events e join tickets t on t.n = e.ticket
		where e.id > $1 group by t.n, t.opened_at`, event)
	var c stats.Change
	for _, stir := range stirred {
		c.Last, c.Events = max(c.Last, stir.Last), c.Events+stir.Events
		c.Days = append(c.Days, stir.Opened.UTC().Truncate(24*time.Hour))
	}
	slices.SortFunc(c.Days, time.Time.Compare)
	c.Days = slices.CompactFunc(c.Days, time.Time.Equal)
	return c, err
}

// PutSheet keeps a sheet, in place of that of the same day.
func (s Store) PutSheet(ctx context.Context, sheet stats.Sheet, at time.Time) error {
	_, err := s.exec(ctx, `insert into sheets (day, at, data) values ($1, $2, $3)
		on conflict (day) do update set at = excluded.at, data = excluded.data`, sheet.Day, at, row.Pack(sheet.Facts))
	return err
}

// Written lists when the sheets of some days were written, the last not included.
func (s Store) Written(ctx context.Context, from, to time.Time) ([]stats.Sheet, error) {
	return all(ctx, s, row.Written, `select day, at from sheets where day >= $1 and day < $2 order by day`, from, to)
}

// Sheets lists the sheets of some days, the last not included.
func (s Store) Sheets(ctx context.Context, from, to time.Time) ([]stats.Sheet, error) {
	return all(ctx, s, row.Sheet, `select `+row.SheetColumns+` from sheets where day >= $1 and day < $2 order by day`, from, to)
}

// OldestSheet is the day whose sheet was written longest ago, if before the time.
func (s Store) OldestSheet(ctx context.Context, before time.Time) (day time.Time, ok bool, err error) {
	days, err := all(ctx, s, row.Moment, `select day from sheets where at < $1 order by at, day limit 1`, before)
	if err != nil || len(days) == 0 {
		return day, false, err
	}
	return days[0], true, nil
}

// Progress is how far the sheets follow the tickets.
func (s Store) Progress(ctx context.Context) (stats.Progress, error) {
	return one(ctx, s, "progress of the sheets", row.Progress, `select event, at from sheets_progress where id = 1`)
}

// SaveProgress keeps how far they do.
func (s Store) SaveProgress(ctx context.Context, p stats.Progress) error {
	return s.change(ctx, "progress of the sheets", `update sheets_progress set event = $1, at = $2 where id = 1`, p.Event, p.At)
}
