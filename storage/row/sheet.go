package row

import (
	"fmt"
	"time"

	"snapgrid/geotag"
	"snapgrid/intake/stats"
)

// FactColumns are the columns of [Fact], of tickets t.
const FactColumns = `t.n, t.opened_at, t.due_at, t.done_at, t.paused_at, t.sign_by, t.signed_at, t.contact_by, t.contacted_at,
	t.cell, t.unit, t.category, t.status, t.ending, t.rating, t.returns,
	(select count(*) from events e where e.ticket = t.n and e.kind = 'reopened'),
	t.lat, t.lon, t.source, case when t.status = 'rejected' then t.outcome else '' end`

// Fact scans [FactColumns]. The area of a chat is no point.
func Fact(r Scanner) (stats.Fact, error) {
	var f stats.Fact
	var times [8]time.Time
	var source geotag.Source
	err := r.Scan(&f.N, Time(&times[0]), Time(&times[1]), Time(&times[2]), Time(&times[3]), Time(&times[4]), Time(&times[5]),
		Time(&times[6]), Time(&times[7]), &f.Cell, &f.Unit, &f.Class, &f.Status, &f.Ending, &f.Rating, &f.Returns, &f.Reopened,
		&f.Point.Lat, &f.Point.Lon, &source, &f.Refusal)
	for i, to := range []*stats.Moment{&f.Opened, &f.Due, &f.Done, &f.Paused, &f.SignBy, &f.Signed, &f.ContactBy, &f.Contacted} {
		*to = stats.At(times[i])
	}
	if source == "" || source == geotag.SourceCell {
		f.Point = geotag.Point{}
	}
	return f, err
}

// SheetColumns are the columns of [Sheet].
const SheetColumns = `day, at, data`

// Sheet scans [SheetColumns].
func Sheet(r Scanner) (stats.Sheet, error) {
	var s stats.Sheet
	var data []byte
	if err := r.Scan(Time(&s.Day), Time(&s.At), &data); err != nil {
		return s, err
	}
	var err error
	if s.Facts, err = unpack(data); err != nil {
		return s, fmt.Errorf("unpack the sheet of %s: %w", s.Day.Format(time.DateOnly), err)
	}
	return s, nil
}

// Written scans day and at of a sheet.
func Written(r Scanner) (stats.Sheet, error) {
	var s stats.Sheet
	err := r.Scan(Time(&s.Day), Time(&s.At))
	return s, err
}

// Blown scans when a whistle was blown, and number, cell, unit and class of its ticket.
func Blown(r Scanner) (stats.Blown, error) {
	var b stats.Blown
	var at time.Time
	err := r.Scan(Time(&at), &b.Ticket, &b.Cell, &b.Unit, &b.Class)
	b.At = stats.At(at)
	return b, err
}

// Progress scans an event and a time.
func Progress(r Scanner) (stats.Progress, error) {
	var p stats.Progress
	err := r.Scan(&p.Event, Time(&p.At))
	return p, err
}

// Stir is a ticket to which something happened: the newest event, how many, and when
// the ticket was opened.
type Stir struct {
	Last   int64
	Events int
	Opened time.Time
}

// ScanStir scans a [Stir].
func ScanStir(r Scanner) (Stir, error) {
	var s Stir
	err := r.Scan(&s.Last, &s.Events, Time(&s.Opened))
	return s, err
}
