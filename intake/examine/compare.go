package examine

import (
	"slices"
	"time"

	"snapgrid/intake"
)

const (
	// farAway is from how far off a photo of a repair is of another place, in metres.
	farAway = 150
	// clockSlack is how much the clocks of a camera and a chat service may differ.
	clockSlack = 5 * time.Minute
	// mostKnown is how many tickets are named where a photo was seen before.
	mostKnown = 3
)

// findings are what there is to say of a photo of a message, which looks like those
// that were seen.
func (f file) findings(m intake.Heard, p intake.Photo, seen []intake.Sighting) []intake.Finding {
	seen = slices.DeleteFunc(slices.Clone(seen), func(s intake.Sighting) bool {
		return s.Photo.ID > p.ID || s.Part == intake.PartNote // only what was there before
	})
	var found []intake.Finding
	if m.Part == intake.PartReport {
		found = f.known(seen)
	} else {
		found = slices.Concat(f.repeated(m, seen), f.elsewhere(m, p), flaws(p))
	}
	for i := range found {
		found[i].Ticket, found[i].Photo = f.N, p.ID
	}
	return found
}

// known names the tickets where a photo of the report was seen before.
func (f file) known(seen []intake.Sighting) []intake.Finding {
	var found []intake.Finding
	for _, n := range others(f.N, seen) {
		found = append(found, intake.Finding{Kind: intake.FindingKnown, Other: n})
	}
	return found
}

// others lists the last other tickets among sightings, each once.
func others(n int64, seen []intake.Sighting) []int64 {
	var tickets []int64
	for _, s := range seen {
		if s.Ticket != n && !slices.Contains(tickets, s.Ticket) {
			tickets = append(tickets, s.Ticket)
		}
	}
	return tickets[max(0, len(tickets)-mostKnown):]
}

// repeated says where a photo of the repair was seen before.
func (f file) repeated(m intake.Heard, seen []intake.Sighting) []intake.Finding {
	var found []intake.Finding
	objected := f.objection(m)
	for _, s := range seen {
		switch {
		case s.Ticket != f.N:
		case s.Part == intake.PartReport:
			found = append(found, intake.Finding{Kind: intake.FindingUnchanged})
		case s.HeardAt.Before(objected):
			found = append(found, intake.Finding{Kind: intake.FindingReused, Other: f.N})
		}
	}
	for _, n := range others(f.N, seen) {
		found = append(found, intake.Finding{Kind: intake.FindingReused, Other: n})
	}
	return found
}

// elsewhere says whether the camera was somewhere else, or at another time. A ticket
// whose place is not known that well says nothing of where it should have been.
func (f file) elsewhere(m intake.Heard, p intake.Photo) []intake.Finding {
	var found []intake.Finding
	if !p.TakenAt.IsZero() && p.TakenAt.Before(f.due(m).Add(-clockSlack)) {
		found = append(found, intake.Finding{Kind: intake.FindingEarly})
	}
	if p.At == nil || f.Fix.Source == "" || f.Fix.Radius > farAway {
		return found
	}
	if away := p.At.DistanceTo(f.Fix.Point); away > farAway {
		found = append(found, intake.Finding{Kind: intake.FindingFar, Metres: away})
	}
	return found
}

// due is since when there was something to repair: the report, or the reporter's
// last objection before a message.
func (f file) due(m intake.Heard) time.Time {
	if objected := f.objection(m); !objected.IsZero() {
		return objected
	}
	for _, first := range f.messages {
		if first.Part == intake.PartReport && !first.SentAt.IsZero() {
			return first.SentAt
		}
	}
	return f.OpenedAt
}

// objection is when the ticket was last reopened before a message; zero if never.
func (f file) objection(m intake.Heard) time.Time {
	var last time.Time
	for _, e := range f.events {
		if e.Kind == intake.EventReopened && e.At.Before(m.ReceivedAt) {
			last = e.At
		}
	}
	return last
}

func flaws(p intake.Photo) []intake.Finding {
	switch p.Flaw {
	case intake.FlawBlack:
		return []intake.Finding{{Kind: intake.FindingBlack}}
	case intake.FlawBlurred:
		return []intake.Finding{{Kind: intake.FindingBlurred}}
	}
	return nil
}
