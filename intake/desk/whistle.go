package desk

import (
	"context"

	"snapgrid/intake"
)

// Note writes into a ticket's history what happened to it beside the desk, such
// as a whistle that called further units. The ticket goes on as it is.
func (d *Desk) Note(ctx context.Context, n int64, e intake.Event) error {
	return d.store.InTx(ctx, func(ctx context.Context) error {
		t, err := d.store.LockTicket(ctx, n)
		if err != nil {
			return err
		}
		_, err = d.record(ctx, &t, e)
		return err
	})
}

// StreetChats lists where the street is told of a ticket: the staff chats of the
// areas around it that are not those of a unit. Without any it is the people of
// the street, alone; without those, all staff chats around it.
func (d *Desk) StreetChats(ctx context.Context, t intake.Ticket) ([]intake.Chat, error) {
	all, err := d.store.ChatsOfStaff(ctx)
	if err != nil {
		return nil, err
	}
	var street, staff []intake.Chat
	for _, c := range all {
		if !d.covers(c.Cell, t.Fix.Cell) {
			continue
		}
		staff = append(staff, c)
		if !d.router.Tells(c.Ref) {
			street = append(street, c)
		}
	}
	if len(street) > 0 {
		return street, nil
	}
	for _, role := range []intake.Role{intake.RoleStreet, intake.RoleAdmin} {
		if people, err := d.store.PrivateChatsOf(ctx, role); err != nil || len(people) > 0 {
			return people, err
		}
	}
	return staff, nil
}
