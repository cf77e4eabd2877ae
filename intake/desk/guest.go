package desk

import (
	"context"
	"crypto/rand"
	"fmt"
	"strings"

	"snapgrid/intake"
	"snapgrid/intake/notice"
	"snapgrid/intake/triage"
)

// admit makes a link for a handler without an account. It is told where only staff
// read: whoever has it can act.
func (d *Desk) admit(ctx context.Context, c Call, t intake.Ticket) error {
	if c.Chat.Kind != intake.ChatPrivate && c.Chat.Kind != intake.ChatStaff {
		return d.answer(ctx, c, c.Key+"/invite", notice.InviteHere, notice.Facts{Ticket: t})
	}
	units, _ := d.readUnits(c.Intent.Rest)
	if len(units) != 1 {
		return d.answer(ctx, c, c.Key+"/invite", notice.InviteWhom, notice.Facts{Ticket: t})
	}
	g := intake.Guest{Ticket: t.N, Unit: units[0], By: c.Officer.ID, At: d.now(), Until: d.now().Add(d.rules.GuestGood)}
	code := rand.Text()
	if _, err := d.store.PutGuest(ctx, code, g); err != nil {
		return err
	}
	invited := intake.Event{Kind: intake.EventInvited, Actor: officer(c.Officer), Text: d.unitNames(units)}
	if _, err := d.record(ctx, &t, invited); err != nil {
		return err
	}
	facts := notice.Facts{Ticket: t, Guest: g, Link: d.rules.PublicURL() + "/g/" + code}
	return d.answer(ctx, c, c.Key+"/invite", notice.Invited, facts)
}

// shutOut takes the links of a ticket back, those of the unit that is named or all.
func (d *Desk) shutOut(ctx context.Context, c Call, t intake.Ticket) error {
	units, _ := d.readUnits(c.Intent.Rest)
	g := intake.Guest{Ticket: t.N}
	switch {
	case len(units) == 1:
		g.Unit = units[0]
	case strings.TrimSpace(c.Intent.Rest) != "":
		return d.answer(ctx, c, c.Key+"/uninvite", notice.InviteWhom, notice.Facts{Ticket: t})
	}
	ended, err := d.store.EndGuests(ctx, t.N, g.Unit, d.now())
	if err != nil {
		return err
	}
	if ended == 0 {
		return d.answer(ctx, c, c.Key+"/uninvite", notice.NoGuest, notice.Facts{Ticket: t})
	}
	gone := intake.Event{Kind: intake.EventUninvited, Actor: officer(c.Officer), Text: d.unitNames(units)}
	if _, err := d.record(ctx, &t, gone); err != nil {
		return err
	}
	return d.answer(ctx, c, c.Key+"/uninvite", notice.Uninvited, notice.Facts{Ticket: t, Guest: g})
}

// guest does what a handler without an account may do: say something, or show the
// repair, on the one ticket of the link, while the link is good. Anything else is
// forbidden, or a conflict, and leaves no trace.
func (d *Desk) guest(ctx context.Context, c Call, t intake.Ticket) error {
	g, err := d.store.Guest(ctx, c.Guest.ID) // it may have been taken back since
	if err != nil {
		return err
	}
	switch {
	case g.Ticket != t.N || g.State(d.now()) != intake.GuestGood:
		return &intake.Error{Code: intake.CodeForbidden, Message: "the guest's link is not good for this"}
	case !t.Status.Open():
		return &intake.Error{Code: intake.CodeConflict, Message: "the ticket is " + string(t.Status) + " now"}
	}
	c.Guest = g
	switch c.Intent.Kind {
	case triage.IntentFixed:
		err = d.repairedByGuest(ctx, c, t)
	case triage.IntentNone:
		err = d.hearGuest(ctx, c, t)
	default:
		err = &intake.Error{Code: intake.CodeForbidden, Message: "guests can not " + string(c.Intent.Kind)}
	}
	if err != nil {
		return err
	}
	return d.passOn(ctx, c, t)
}

func (d *Desk) repairedByGuest(ctx context.Context, c Call, t intake.Ticket) error {
	if err := d.take(ctx, c, intake.Outcome{State: intake.MessageTicket, Ticket: t.N, Part: intake.PartFix}); err != nil {
		return err
	}
	return d.resolve(ctx, c, t)
}

// hearGuest keeps what a guest says who is not done.
func (d *Desk) hearGuest(ctx context.Context, c Call, t intake.Ticket) error {
	if err := d.take(ctx, c, noteOn(t)); err != nil {
		return err
	}
	words := d.mask(intake.Report{Messages: c.Messages}.Words())
	if _, err := d.record(ctx, &t, intake.Event{Kind: intake.EventGuest, Actor: c.actor(), Text: words}); err != nil {
		return err
	}
	if err := d.complainOfPhotos(ctx, c.Chat, c.Messages); err != nil {
		return err
	}
	return d.examine(ctx, t.N, c.Messages)
}

// passOn tells the staff concerned what a guest said.
func (d *Desk) passOn(ctx context.Context, c Call, before intake.Ticket) error {
	t, err := d.store.Ticket(ctx, before.N)
	if err != nil {
		return err
	}
	chats, err := d.StaffChats(ctx, before)
	if err != nil {
		return err
	}
	facts := notice.Facts{
		Ticket: t, Guest: c.Guest, Said: d.mask(intake.Report{Messages: c.Messages}.Words()),
		Link: fmt.Sprintf("%s/desk/tickets/%d", d.rules.PublicURL(), t.N),
	}
	for _, chat := range chats {
		err := d.post(ctx, intake.Post{
			Key: fmt.Sprintf("%s/guest/%d", c.Key, chat.ID), ChatID: chat.ID, Ticket: t.N, Kind: intake.PostAnswer,
			Text: d.writer.Write(chat.Language, notice.GuestSaid, facts),
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// unitNames lists the names of units.
func (d *Desk) unitNames(codes []string) string {
	var names []string
	for _, code := range codes {
		if u, ok := d.router.Unit(code); ok {
			names = append(names, u.Name)
		}
	}
	return strings.Join(names, "、")
}
