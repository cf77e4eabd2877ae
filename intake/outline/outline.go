// Package outline says what other programs see of a ticket and of its events: the JSON
// API and the webhooks speak of them in the same words.
//
// Everything in an outline may be published, but for Words, which is there only where it
// was asked for: the words for the staff concerned, with plates.
package outline

import (
	"time"

	"snapgrid/intake"
)

// Ticket is a ticket as other programs see it. Positions are WGS-84, times RFC 3339
// in UTC.
type Ticket struct {
	Number      int64      `json:"number" doc:"#N"`
	Status      string     `json:"status"`
	Open        bool       `json:"open" doc:"somebody still has to act"`
	Severity    string     `json:"severity" enum:"ordinary,urgent,emergency"`
	Category    string     `json:"category" doc:"code of the class; empty if none fits"`
	Tier        string     `json:"tier"`
	Unit        string     `json:"unit" doc:"code of the unit that answers for it; empty if nobody"`
	Description string     `json:"description" doc:"what was reported, masked; empty if it was rejected"`
	Words       string     `json:"words,omitempty" doc:"the words for staff; scope tickets:words"`
	Cell        string     `json:"cell"`
	Place       *Spot      `json:"place" doc:"null if it is not known"`
	Channel     string     `json:"channel" doc:"of the first report"`
	Voices      int        `json:"voices" doc:"how many people met with it"`
	OpenedAt    time.Time  `json:"opened_at"`
	ChangedAt   time.Time  `json:"changed_at"`
	DueAt       *time.Time `json:"due_at"`
	DoneAt      *time.Time `json:"done_at"`
	Ending      string     `json:"ending" doc:"how it ended; empty while it did not"`
	Outcome     string     `json:"outcome" doc:"what was done, masked"`
	Rating      string     `json:"rating"`
	MergedInto  int64      `json:"merged_into,omitempty" doc:"the ticket under which it goes on"`
}

// Spot is where it was.
type Spot struct {
	Lat     float64 `json:"lat"`
	Lon     float64 `json:"lon"`
	RadiusM float64 `json:"radius_m" doc:"how far off it may be"`
	Source  string  `json:"source"`
	Address string  `json:"address"`
}

// Event is one entry of a ticket's history.
type Event struct {
	ID     int64     `json:"id" doc:"rising"`
	Ticket int64     `json:"ticket"`
	At     time.Time `json:"at"`
	Kind   string    `json:"kind"`
	Status string    `json:"status" doc:"of the ticket after it"`
	By     string    `json:"by" doc:"program, reporter, officer or guest"`
	Unit   string    `json:"unit,omitempty" doc:"of the officer"`
	Text   string    `json:"text" doc:"masked"`
}

// OfTicket outlines a ticket; words adds those for staff.
func OfTicket(t intake.Ticket, words bool) Ticket {
	o := Ticket{
		Number: t.N, Status: string(t.Status), Open: t.Status.Open(), Severity: string(t.Severity), Category: t.Category,
		Tier: t.Tier.Word(), Unit: t.Unit, Description: t.Masked, Cell: t.Fix.Cell, Channel: string(t.Channel), Voices: t.Voices,
		OpenedAt: t.OpenedAt, ChangedAt: t.ChangeAt, DueAt: moment(t.DueAt), DoneAt: moment(t.DoneAt),
		Ending: string(t.Ending), Outcome: t.Outcome, Rating: string(t.Rating), MergedInto: t.MergedInto,
	}
	if t.Fix.Source != "" {
		o.Place = &Spot{t.Fix.Lat, t.Fix.Lon, t.Fix.Radius, string(t.Fix.Source), t.Fix.Address}
	}
	if t.Status == intake.StatusRejected {
		o.Description = ""
	}
	if words {
		o.Words = t.Words
	}
	return o
}

// OfEvent outlines an event of a ticket.
func OfEvent(t intake.Ticket, e intake.Event) Event {
	o := Event{
		ID: e.ID, Ticket: e.Ticket, At: e.At, Kind: string(e.Kind), Status: string(e.Status),
		By: string(e.Actor.Kind), Unit: e.Actor.Unit, Text: e.Text,
	}
	if t.Status == intake.StatusRejected && e.Actor.Kind != intake.ActorOfficer {
		o.Text = "" // the words of what was rejected may be abuse
	}
	return o
}

func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
