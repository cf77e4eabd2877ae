package intake

import (
	"time"

	"snapgrid/geotag"
)

// Nearby asks for open tickets around a point.
type Nearby struct {
	Point  geotag.Point
	Metres float64   // how far around
	Since  time.Time // opened no earlier
	Kin    string    // what their class begins with, or they have none; "" takes all
	Limit  int       // at most; those that are nearest
}

// Voice is somebody who met with the trouble of a ticket.
type Voice struct {
	Ticket  int64
	Channel Channel
	Sender  string // the channel's ID of the person
	At      time.Time
}

// Matter is what a ticket is about: what another report is compared with.
type Matter struct {
	N        int64
	Status   Status
	Category string
	Severity Severity
	Words    string
	OpenedAt time.Time
	Fix      geotag.Fix
}

// Matter is what a ticket is about.
func (t Ticket) Matter() Matter {
	return Matter{
		N: t.N, Status: t.Status, Category: t.Category, Severity: t.Severity, Words: t.Words, OpenedAt: t.OpenedAt, Fix: t.Fix,
	}
}
