package intake

import (
	"time"
	"unicode/utf8"

	"snapgrid/geotag"
)

// Nearby asks for open tickets around a point.
type Nearby struct {
	Point  geotag.Point
	Metres float64   // how far around
	Beside float64   // if not 0: no further than this and the radius of their own spot, those that have one
	Since  time.Time // opened no earlier
	Kin    string    // the large class of theirs, or they have none; "" takes all
	Limit  int       // at most; those that are nearest
}

// Kin is the large class of a class: what its first three characters say. The databases
// find tickets by it.
func Kin(category string) string {
	for i := range category {
		if utf8.RuneCountInString(category[:i]) == 3 {
			return category[:i]
		}
	}
	return category
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
