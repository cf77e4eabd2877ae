package desk

import (
	"context"
	"slices"
	"strings"

	"snapgrid/intake"
	"snapgrid/intake/dispatch"
)

// Transcribe makes a ticket of an entry of the paper ledger, as of its day. It is
// nobody's twin: who wrote the ledger took it for a matter of its own. There is no
// origin, so nobody will be told how it ends.
func (d *Desk) Transcribe(ctx context.Context, r intake.Report, p intake.Paper) (int64, error) {
	t := d.draft(r)
	t.Voices, t.Rating = max(p.Voices, 1), p.Rating
	var err error
	if t.N, err = d.store.OpenTicket(ctx, t); err != nil {
		return 0, err
	}
	outcome := intake.Outcome{State: intake.MessageTicket, Ticket: t.N, Part: intake.PartReport, Verdict: r.Verdict}
	if err := d.store.TakeMessages(ctx, intake.Numbers(r.Messages), outcome); err != nil {
		return 0, err
	}
	opened := intake.Event{Kind: intake.EventOpened, Actor: intake.Actor{Kind: intake.ActorReporter}, Text: t.Masked}
	if _, err := d.record(ctx, &t, opened); err != nil {
		return 0, err
	}
	if p.Ending == intake.EndingDuplicate {
		return t.N, nil
	}
	return t.N, d.hand(ctx, &t, p)
}

// hand gives a ticket of the ledger to the unit that the ledger names, or to who
// answers for it; the handler has it.
func (d *Desk) hand(ctx context.Context, t *intake.Ticket, p intake.Paper) error {
	unit, named := d.router.Find(p.Unit)
	if p.Unit == "" || !named {
		if err := d.dispatch(ctx, t); err != nil {
			return err
		}
	} else if err := d.send(ctx, t, dispatch.Choice{Unit: unit}, intake.Actor{Kind: intake.ActorProgram}, ""); err != nil {
		return err
	}
	if p.Ending != "" || p.Handler == "" || !t.Status.CanBecome(intake.StatusAccepted) {
		return nil
	}
	by, err := d.handler(ctx, p.Handler)
	if err != nil || by.ID == 0 {
		return err
	}
	if err := move(t, intake.StatusAccepted); err != nil {
		return err
	}
	if by.Left.IsZero() {
		t.Officer = by.ID
	}
	t.Clocks.SignedAt = d.now()
	_, err = d.record(ctx, t, intake.Event{Kind: intake.EventAccepted, Actor: officer(by)})
	return err
}

// endingEvents tell how a ticket ended.
var endingEvents = map[intake.Ending]intake.EventKind{
	intake.EndingSolved: intake.EventResolved, intake.EndingExplained: intake.EventExplained,
	intake.EndingRefused: intake.EventRejected, intake.EndingMoved: intake.EventMoved,
}

// Conclude ends a ticket of the paper ledger as the ledger says; head is the ticket
// that it goes on as, if it was merged. One that is not open any more stays as it is,
// and done is false.
func (d *Desk) Conclude(ctx context.Context, n int64, p intake.Paper, head int64) (done bool, err error) {
	t, err := d.store.LockTicket(ctx, n)
	if err != nil || p.Ending == "" || !t.Status.Open() {
		return false, err
	}
	by, err := d.handler(ctx, p.Handler)
	if err != nil {
		return false, err
	}
	if err := d.finish(&t, p.Ending, t.Unit); err != nil {
		return false, err
	}
	if p.Ending == intake.EndingDuplicate {
		return true, d.pointTo(ctx, &t, head, intake.Actor{Kind: intake.ActorProgram})
	}
	t.Outcome = d.mask(strings.TrimSpace(p.Outcome))
	e := intake.Event{Kind: endingEvents[p.Ending], Actor: officer(by), Text: t.Outcome}
	if by.ID == 0 {
		e.Actor = intake.Actor{Kind: intake.ActorProgram}
	}
	if _, err := d.record(ctx, &t, e); err != nil || t.Status != intake.StatusResolved {
		return true, err
	}
	if err := move(&t, intake.StatusClosed); err != nil {
		return false, err
	}
	_, err = d.record(ctx, &t, intake.Event{Kind: intake.EventClosed, Actor: intake.Actor{Kind: intake.ActorProgram}})
	return true, err
}

// handler is who of the staff a ledger names: somebody on the staff, or somebody who
// left, whose name alone is kept and who has no rights.
func (d *Desk) handler(ctx context.Context, name string) (intake.Officer, error) {
	if name = d.mask(strings.Join(strings.Fields(name), " ")); name == "" {
		return intake.Officer{}, nil
	}
	staff, err := d.store.Officers(ctx)
	if err != nil {
		return intake.Officer{}, err
	}
	names := append([]string{name}, strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune("、，,/／; ；", r) })...)
	for _, one := range names {
		if i := slices.IndexFunc(staff, func(o intake.Officer) bool { return o.Name == one }); i >= 0 {
			return staff[i], nil
		}
	}
	return d.former(ctx, name)
}

// former finds somebody who left the staff, or enters them as such.
func (d *Desk) former(ctx context.Context, name string) (intake.Officer, error) {
	all, err := d.store.OfficerNames(ctx)
	if err != nil {
		return intake.Officer{}, err
	}
	for id, known := range all {
		if known == name {
			return d.store.Officer(ctx, id)
		}
	}
	o := intake.Officer{Name: name, Role: intake.RoleUnitOfficer}
	if o.ID, err = d.store.PutOfficer(ctx, o); err != nil {
		return o, err
	}
	o.Left = d.now()
	return o, d.store.DismissOfficer(ctx, o.ID, o.Left)
}
