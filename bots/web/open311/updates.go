package open311

import (
	"context"
	"encoding/xml"
	"fmt"
	"strconv"

	"snapgrid/intake"
)

type updatesRoot struct {
	XMLName xml.Name     `xml:"service_request_updates"`
	Updates []updateView `xml:"request_update"`
}

// updateView is an event of a ticket in the words of the updates extension.
type updateView struct {
	ID          text `xml:"update_id" json:"update_id"`
	Request     text `xml:"service_request_id" json:"service_request_id"`
	Status      text `xml:"status" json:"status"`
	Updated     text `xml:"updated_datetime" json:"updated_datetime"`
	Description text `xml:"description" json:"description"`
	MediaURL    text `xml:"media_url" json:"media_url"`
	Code        text `xml:"external_status_code" json:"external_status_code"`
}

// told are the events that clients hear of. What is missing is of no use to a
// reporter, such as reminders within the house.
var told = []intake.EventKind{
	intake.EventOpened, intake.EventJoined, intake.EventDispatched, intake.EventScreened, intake.EventAccepted, intake.EventStarted,
	intake.EventWaiting, intake.EventResumed, intake.EventReturned, intake.EventResolved, intake.EventVerified, intake.EventExplained,
	intake.EventMoved, intake.EventUntrue, intake.EventReopened, intake.EventClosed, intake.EventRejected, intake.EventMerged,
	intake.EventUnmerged, intake.EventReclassed,
}

// statusWords are FixMyStreet's words for our statuses, kindWords for the events that
// say more than the status after them.
var (
	statusWords = map[intake.Status]text{
		intake.StatusReported: "open", intake.StatusScreened: "open", intake.StatusReopened: "open", intake.StatusDispatched: "investigating",
		intake.StatusAccepted: "action_scheduled", intake.StatusWaiting: "action_scheduled", intake.StatusInProgress: "in_progress",
		intake.StatusResolved: "fixed", intake.StatusVerified: "fixed", intake.StatusClosed: "closed",
		intake.StatusMerged: "duplicate", intake.StatusRejected: "no_further_action",
	}
	kindWords = map[intake.EventKind]text{
		intake.EventMoved: "not_councils_responsibility", intake.EventExplained: "no_further_action",
	}
)

// updates lists the events of a time, oldest first.
func (a *Adapter) updates(c call) (reply, error) {
	if err := a.jurisdiction(c.r); err != nil {
		return reply{}, err
	}
	from, to, err := a.span(c.r)
	if err != nil {
		return reply{}, err
	}
	page, err := count(c.r, "page", 1, maxPage)
	if err != nil {
		return reply{}, err
	}
	size, err := count(c.r, "page_size", maxCount, maxCount)
	if err != nil {
		return reply{}, err
	}
	if (page-1)*size > maxSkip {
		return reply{}, invalid(fmt.Sprintf("pages reach over %d updates: ask for fewer days", maxSkip))
	}
	events, err := a.options.Store.EventsIn(c.r.Context(), intake.EventFilter{
		From: from, To: to, Kinds: told, Skip: (page - 1) * size, Limit: size,
	})
	if err != nil {
		return reply{}, err
	}
	return a.answerUpdates(c.r.Context(), events)
}

func (a *Adapter) answerUpdates(ctx context.Context, events []intake.Event) (reply, error) {
	tickets, err := a.ticketsOf(ctx, events)
	if err != nil {
		return reply{}, err
	}
	shots, err := a.repairs(ctx, events)
	if err != nil {
		return reply{}, err
	}
	views := make([]updateView, 0, len(events))
	for _, e := range events {
		views = append(views, a.viewUpdate(e, tickets[e.Ticket], shots[e.Ticket].After))
	}
	return ok(updatesRoot{Updates: views}, views), nil
}

// ticketsOf reads the tickets of events, each once.
func (a *Adapter) ticketsOf(ctx context.Context, events []intake.Event) (map[int64]intake.Ticket, error) {
	tickets := map[int64]intake.Ticket{}
	var numbers []int64
	for _, e := range events {
		if _, known := tickets[e.Ticket]; !known {
			tickets[e.Ticket] = intake.Ticket{}
			numbers = append(numbers, e.Ticket)
		}
	}
	if len(numbers) == 0 {
		return tickets, nil
	}
	found, err := a.options.Store.ListTickets(ctx, intake.Filter{Numbers: numbers, Limit: maxCount})
	for _, t := range found {
		tickets[t.N] = t
	}
	return tickets, err
}

// repairs finds the photos of the tickets that the events say are repaired.
func (a *Adapter) repairs(ctx context.Context, events []intake.Event) (map[int64]intake.Shots, error) {
	var numbers []int64
	for _, e := range events {
		if e.Kind == intake.EventResolved {
			numbers = append(numbers, e.Ticket)
		}
	}
	if len(numbers) == 0 {
		return nil, nil
	}
	return a.options.Store.Shots(ctx, numbers)
}

func (a *Adapter) viewUpdate(e intake.Event, t intake.Ticket, after []string) updateView {
	v := updateView{
		ID: text(strconv.FormatInt(e.ID, 10)), Request: text(strconv.FormatInt(e.Ticket, 10)), Status: updateWord(e),
		Updated: a.at(e.At), Description: eventText(t, e), Code: text(e.Kind),
	}
	if e.Kind == intake.EventResolved && t.Status != intake.StatusRejected && len(after) > 0 {
		v.MediaURL = a.photo(after[len(after)-1])
	}
	return v
}

func updateWord(e intake.Event) text {
	if word, known := kindWords[e.Kind]; known {
		return word
	}
	return statusWords[e.Status]
}

// eventText is what may be told of an event: the words of what was rejected may be
// abuse.
func eventText(t intake.Ticket, e intake.Event) text {
	if t.Status == intake.StatusRejected && e.Actor.Kind != intake.ActorOfficer {
		return ""
	}
	return text(e.Text)
}
