package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"snapgrid/intake"
	"snapgrid/intake/notice"
	"snapgrid/intake/sla"
)

// lookAtOnce is how many tickets are looked at after one question to the database.
const lookAtOnce = 200

// lookTogether is how many share a transaction, and its wait for the disk.
const lookTogether = 20

// LookAfter looks after the promises that are due: it reminds, urges, escalates, and
// takes up again what waited for this day. It bears being called by several nodes at
// once: whoever has the ticket first does it, and notes it on the ticket. One ticket
// that can not be looked after does not keep the others waiting.
func (d *Desk) LookAfter(ctx context.Context) error {
	for {
		due, err := d.store.DueTickets(ctx, d.now(), lookAtOnce)
		if err != nil {
			return fmt.Errorf("find the promises that are due: %w", err)
		}
		slices.Sort(due)
		var faults []error
		for some := range slices.Chunk(due, lookTogether) {
			faults = append(faults, d.lookAtEach(ctx, some)...)
		}
		if len(due) < lookAtOnce || len(faults) > 0 {
			return errors.Join(faults...)
		}
	}
}

// lookAtEach looks after some tickets: all in one transaction, or, if one of them can
// not be looked after, each in its own.
func (d *Desk) lookAtEach(ctx context.Context, numbers []int64) (faults []error) {
	err := d.store.InTx(ctx, func(ctx context.Context) error {
		for _, n := range numbers {
			if err := d.lookAt(ctx, n); err != nil {
				return fmt.Errorf("look after #%d: %w", n, err)
			}
		}
		return nil
	})
	if err == nil {
		return nil
	}
	if len(numbers) == 1 {
		return []error{err}
	}
	for one := range slices.Chunk(numbers, 1) {
		faults = append(faults, d.lookAtEach(ctx, one)...)
	}
	return faults
}

// lookAt looks after the promises of a ticket, unless another node did so already.
func (d *Desk) lookAt(ctx context.Context, n int64) error {
	t, err := d.store.LockTicket(ctx, n)
	if err != nil || t.Clocks.LookAt.IsZero() || t.Clocks.LookAt.After(d.now()) {
		return err
	}
	if t.Status == intake.StatusWaiting && !t.Wait.Until.After(d.now()) {
		return d.wake(ctx, t)
	}
	due := d.book.Climb(&t, d.now())
	for _, rung := range due {
		if err := d.climb(ctx, &t, rung); err != nil {
			return err
		}
	}
	if len(due) > 0 {
		return nil // saved with the event
	}
	d.book.Wind(&t)
	return d.store.SaveTicket(ctx, t)
}

// wake takes up a ticket that waited for this day, and tells those who have it.
func (d *Desk) wake(ctx context.Context, t intake.Ticket) error {
	before := t
	if err := move(&t, intake.StatusInProgress); err != nil {
		return err
	}
	d.resume(&t)
	id, err := d.record(ctx, &t, intake.Event{Kind: intake.EventResumed, Actor: intake.Actor{Kind: intake.ActorProgram}})
	if err != nil {
		return err
	}
	chats, err := d.handlers(ctx, t, sla.Solve)
	if err != nil {
		return err
	}
	if err := d.tell(ctx, chats, fmt.Sprintf("woken/%d", id), notice.Woken, notice.Facts{Ticket: t}); err != nil {
		return err
	}
	return d.correct(ctx, before, t)
}

// rungs says how each step of the ladder is told, and recorded.
var rungs = map[sla.Step]struct {
	sentence notice.Sentence
	event    intake.EventKind
	chats    func(*Desk, context.Context, intake.Ticket, sla.Clock) ([]intake.Chat, error)
}{
	sla.Remind:   {notice.Remind, intake.EventReminded, (*Desk).handlers},
	sla.Urge:     {notice.Urge, intake.EventUrged, (*Desk).overseers},
	sla.Escalate: {notice.Escalate, intake.EventEscalated, (*Desk).leaders},
}

// climb says one rung of the ladder in the chats that it is for.
func (d *Desk) climb(ctx context.Context, t *intake.Ticket, r sla.Rung) error {
	rung := rungs[r.Step]
	e := intake.Event{Kind: rung.event, Actor: intake.Actor{Kind: intake.ActorProgram, Unit: t.Unit}}
	id, err := d.record(ctx, t, e)
	if err != nil {
		return err
	}
	chats, err := rung.chats(d, ctx, *t, r.Clock)
	if err != nil {
		return err
	}
	facts := notice.Facts{Ticket: *t, Clock: string(r.Clock), By: r.By, Late: d.now().Sub(r.By)}
	return d.tell(ctx, chats, fmt.Sprintf("rung/%d", id), rung.sentence, facts)
}

// tell says something about a ticket in chats of staff, once for each cause.
func (d *Desk) tell(ctx context.Context, chats []intake.Chat, cause string, s notice.Sentence, f notice.Facts) error {
	for _, chat := range chats {
		err := d.post(ctx, intake.Post{
			Key: fmt.Sprintf("%s/%d", cause, chat.ID), ChatID: chat.ID, Ticket: f.Ticket.N, Kind: kindOf(f.Ticket),
			Text: d.writer.Write(chat.Language, s, f), Buttons: d.writer.Choices(chat.Language, sideOf(f.Ticket), f),
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// kindOf lets nobody sleep while an emergency is overdue.
func kindOf(t intake.Ticket) intake.PostKind {
	if t.Severity == intake.Emergency {
		return intake.PostAlarm
	}
	return intake.PostReminder
}

// handlers are the chats of those who have to keep a promise: of the unit and of
// its officer; for the look at a repair, of those who look after the area.
func (d *Desk) handlers(ctx context.Context, t intake.Ticket, c sla.Clock) ([]intake.Chat, error) {
	if c == sla.Verify {
		return d.overseers(ctx, t, c)
	}
	chats, err := d.StaffChats(ctx, t)
	if err != nil {
		return nil, err
	}
	private, err := d.privateOf(ctx, t)
	if err != nil || private.ID == 0 {
		return chats, err
	}
	return append(chats, private), nil
}

// overseers are the chats of the unit and the staff chats of the areas around the
// place: of the grid and the street.
func (d *Desk) overseers(ctx context.Context, t intake.Ticket, c sla.Clock) ([]intake.Chat, error) {
	var chats []intake.Chat
	if c != sla.Verify {
		var err error
		if chats, err = d.unitChats(ctx, t); err != nil {
			return nil, err
		}
	}
	return d.addAreaChats(ctx, t, chats)
}

// leaders are the private chats of the street and the administrators. Where none of
// them has talked to us, those who look after the area hear of it: somebody must.
func (d *Desk) leaders(ctx context.Context, t intake.Ticket, c sla.Clock) ([]intake.Chat, error) {
	var chats []intake.Chat
	for _, role := range []intake.Role{intake.RoleStreet, intake.RoleAdmin} {
		private, err := d.store.PrivateChatsOf(ctx, role)
		if err != nil {
			return nil, err
		}
		for _, chat := range private {
			if !chat.Gone && !holds(chats, chat.ID) {
				chats = append(chats, chat)
			}
		}
	}
	if len(chats) == 0 {
		return d.overseers(ctx, t, c)
	}
	return chats, nil
}
