package desk

import (
	"strings"

	"snapgrid/intake"
	"snapgrid/intake/triage"
)

// foreseen are the steps of which the reporters hear, with the ending that they lead
// to and the event that tells of it.
var foreseen = map[triage.IntentKind]struct {
	ending intake.Ending
	event  intake.EventKind
}{
	triage.IntentFixed:     {intake.EndingSolved, intake.EventResolved},
	triage.IntentExplained: {intake.EndingExplained, intake.EventExplained},
	triage.IntentRefused:   {intake.EndingRefused, intake.EventRejected},
	triage.IntentUntrue:    {intake.EndingRefused, intake.EventUntrue},
	triage.IntentMoved:     {intake.EndingMoved, intake.EventMoved},
}

// Foresee is a ticket as it would be after a step of which its reporters hear, and
// the event that would tell of it. Nothing is changed. A step of which they do not
// hear is [intake.CodeInvalid]; other errors are those of [Desk.Allows].
func (d *Desk) Foresee(o intake.Officer, kind triage.IntentKind, t intake.Ticket, words string) (intake.Ticket, intake.EventKind, error) {
	will, known := foreseen[kind]
	if !known {
		return t, "", &intake.Error{Code: intake.CodeInvalid, Message: "nobody outside is told of " + string(kind)}
	}
	if err := d.Allows(o, kind, t); err != nil {
		return t, "", err
	}
	by := o.For(t.Unit).Unit
	if by == "" && will.ending == intake.EndingSolved {
		by = t.Unit
	}
	if err := d.finish(&t, will.ending, by); err != nil {
		return t, "", err
	}
	t.Rating, t.Outcome = "", d.mask(strings.TrimSpace(words))
	if will.ending == intake.EndingSolved {
		d.book.PromiseLook(&t, d.now())
	}
	return t, will.event, nil
}
