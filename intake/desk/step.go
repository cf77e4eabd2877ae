package desk

import (
	"context"
	"errors"

	"snapgrid/intake"
	"snapgrid/intake/triage"
)

// step is what staff do with a ticket.
type step struct {
	right intake.Right  // what they need for it
	from  intake.Status // where alone it can be taken; "" if the law of the lifecycle says enough
	next  intake.Status // where it leads; "" if it changes an open ticket and leaves it where it is
	part  intake.Part   // what is said and shown with it; "" for a note
	do    func(*Desk, context.Context, Call, intake.Ticket) error
}

// steps is the table of all that staff do with a ticket. Each function gets the
// ticket locked, its caller's right checked, the way to the next status open, and
// the messages of the call taken; it moves, records and answers.
var steps = map[triage.IntentKind]step{
	triage.IntentScreened:  {right: intake.RightScreen, do: (*Desk).screen},
	triage.IntentUntrue:    {right: intake.RightScreen, next: intake.StatusRejected, do: (*Desk).untrue},
	triage.IntentClass:     {right: intake.RightScreen, do: (*Desk).reclass},
	triage.IntentSplit:     {right: intake.RightScreen, do: (*Desk).split},
	triage.IntentDispatch:  {right: intake.RightDispatch, next: intake.StatusDispatched, do: (*Desk).assign},
	triage.IntentAccepted:  {right: intake.RightWork, next: intake.StatusAccepted, do: (*Desk).accept},
	triage.IntentBegun:     {right: intake.RightWork, next: intake.StatusInProgress, do: (*Desk).begin},
	triage.IntentHold:      {right: intake.RightWork, next: intake.StatusWaiting, do: (*Desk).hold},
	triage.IntentRegister:  {right: intake.RightWork, next: intake.StatusWaiting, do: (*Desk).hold},
	triage.IntentResume:    {right: intake.RightWork, from: intake.StatusWaiting, next: intake.StatusInProgress, do: (*Desk).goOn},
	triage.IntentRejected:  {right: intake.RightWork, next: intake.StatusReported, do: (*Desk).giveBack},
	triage.IntentRise:      {right: intake.RightRise, do: (*Desk).rise},
	triage.IntentLower:     {right: intake.RightRise, do: (*Desk).lower},
	triage.IntentOffer:     {right: intake.RightRise, do: (*Desk).offer},
	triage.IntentWithdraw:  {right: intake.RightRise, do: (*Desk).withdraw},
	triage.IntentGuest:     {right: intake.RightWork, do: (*Desk).admit},
	triage.IntentUnguest:   {right: intake.RightWork, do: (*Desk).shutOut},
	triage.IntentDuplicate: {right: intake.RightMerge, next: intake.StatusMerged, do: (*Desk).merge},
	triage.IntentUnmerge:   {right: intake.RightMerge, next: intake.StatusReopened, do: (*Desk).unmerge},
	triage.IntentFixed:     {right: intake.RightWork, next: intake.StatusResolved, part: intake.PartFix, do: (*Desk).resolve},
	triage.IntentVerified:  {right: intake.RightVerify, next: intake.StatusVerified, do: (*Desk).verify},
	triage.IntentExplained: {right: intake.RightWork, next: intake.StatusClosed, do: (*Desk).explain},
	triage.IntentRefused:   {right: intake.RightEnd, next: intake.StatusRejected, do: (*Desk).decline},
	triage.IntentMoved:     {right: intake.RightEnd, next: intake.StatusClosed, do: (*Desk).moveAway},
}

// Allows reports whether an officer may take a step with a ticket now. If not, the
// error is forbidden or a conflict.
func (d *Desk) Allows(o intake.Officer, kind triage.IntentKind, t intake.Ticket) error {
	s, known := steps[kind]
	switch {
	case !known:
		return &intake.Error{Code: intake.CodeInvalid, Message: "staff can not do this: " + string(kind)}
	case !d.May(o, s.right, t):
		return &intake.Error{Code: intake.CodeForbidden, Message: "this ticket belongs to others"}
	case !s.fits(t.Status):
		return &intake.Error{Code: intake.CodeConflict, Message: "the ticket is " + string(t.Status) + " now"}
	}
	return nil
}

// fits reports whether the step can be taken from a status.
func (s step) fits(from intake.Status) bool {
	return (s.from == "" || s.from == from) && (s.next == "" && from.Open() || from.CanBecome(s.next))
}

// step takes a step, or says why not.
func (d *Desk) step(ctx context.Context, c Call, t intake.Ticket, s step) error {
	switch err := d.Allows(c.Officer, c.Intent.Kind, t); {
	case intake.CodeOf(err) == intake.CodeForbidden:
		return d.refuse(ctx, c, t)
	case c.Intent.Kind == triage.IntentAccepted && len(c.Messages) > 0 && signed(t.Status):
		return d.follow(ctx, c, t) // "on our way" of work that is under way
	case err != nil:
		return errors.Join(d.take(ctx, c, noteOn(t)), d.tellClosed(ctx, c, t))
	}
	outcome := noteOn(t)
	if s.part != "" {
		outcome.Part = s.part
	}
	if err := d.take(ctx, c, outcome); err != nil {
		return err
	}
	if err := d.contact(ctx, c, &t); err != nil {
		return err
	}
	return s.do(d, ctx, c, t)
}

// signed reports whether a unit has the ticket in its hands.
func signed(s intake.Status) bool {
	return s == intake.StatusAccepted || s == intake.StatusInProgress
}
