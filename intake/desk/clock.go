package desk

import (
	"time"

	"snapgrid/intake"
)

// promise sets what is promised of a ticket from now on.
func (d *Desk) promise(t *intake.Ticket) { t.DueAt = d.now().Add(d.limit(*t)) }

// pause stops the clocks of a ticket.
func (d *Desk) pause(t *intake.Ticket) {
	if t.Clocks.PausedAt.IsZero() {
		t.Clocks.PausedAt = d.now()
	}
}

// resume lets the clocks of a ticket run again: what was left of each promise is
// left of it still.
func (d *Desk) resume(t *intake.Ticket) {
	if since := t.Clocks.PausedAt; !since.IsZero() {
		t.DueAt = t.DueAt.Add(d.now().Sub(since))
	}
	t.Clocks.PausedAt, t.Wait = time.Time{}, intake.Wait{}
}

// limit is how long a ticket may take. The ordinary limits come with the
// classes; the two short ones follow the service norms of the 12345 lines
// (2 h where life or property is in danger, 24 h for what can not wait).
func (d *Desk) limit(t intake.Ticket) time.Duration {
	limit := 7 * 24 * time.Hour
	if c, ok := d.categories.Lookup(t.Category); ok && c.Limit > 0 {
		limit = c.Limit
	}
	switch t.Severity {
	case intake.Emergency:
		return min(limit, 2*time.Hour)
	case intake.Urgent:
		return min(limit, 24*time.Hour)
	case intake.Ordinary:
	}
	return limit
}
