package desk

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"

	"snapgrid/intake"
	"snapgrid/intake/notice"
)

// A door is a link to the report form that is bound to a group. Who comes by it talks
// to us alone, and the group is told of the matter as of its own.

// OpenDoor makes a door of a group; one that has an open door keeps that one.
func (d *Desk) OpenDoor(ctx context.Context, o intake.Officer, chat intake.Chat) (door intake.Door, err error) {
	if err := d.Require(ctx, o, intake.RightLead); err != nil {
		return door, err
	}
	if chat.Kind == intake.ChatPrivate {
		return door, &intake.Error{Code: intake.CodeInvalid, Message: "a private chat has no door"}
	}
	err = d.store.InTx(ctx, func(ctx context.Context) error {
		door, err = d.doorOf(ctx, o, chat)
		return err
	})
	return door, err
}

func (d *Desk) doorOf(ctx context.Context, o intake.Officer, chat intake.Chat) (intake.Door, error) {
	open, err := d.store.Doors(ctx, chat.ID)
	if err != nil || len(open) > 0 {
		return append(open, intake.Door{})[0], err
	}
	door := intake.Door{Code: rand.Text()[:DoorLength], ChatID: chat.ID, Officer: o.ID, At: d.now()}
	return door, d.store.PutDoor(ctx, door)
}

// DoorLength is how many characters a code has: 80 bits can not be guessed, and still
// make a code that is read across a wall.
const DoorLength = 16

// CloseDoor withdraws a door: whoever comes by it from now on reports for themselves.
func (d *Desk) CloseDoor(ctx context.Context, o intake.Officer, code string) error {
	if err := d.Require(ctx, o, intake.RightLead); err != nil {
		return err
	}
	return d.store.EndDoor(ctx, code, d.now())
}

// showDoor answers in a group with the link of its door.
func (d *Desk) showDoor(ctx context.Context, c Call) error {
	switch {
	case !c.Officer.Has(intake.RightLead):
		return d.refuseCommand(ctx, c)
	case c.Chat.Kind == intake.ChatPrivate:
		return d.answer(ctx, c, c.Key+"/door", notice.DoorHere, notice.Facts{})
	}
	door, err := d.doorOf(ctx, c.Officer, c.Chat)
	if err != nil {
		return err
	}
	return d.answer(ctx, c, c.Key+"/door", notice.Door, notice.Facts{Link: d.rules.PublicURL() + door.Path()})
}

// share makes a report that came by a door one of the group as well, and tells the
// group. Nothing there says who reported.
func (d *Desk) share(ctx context.Context, r intake.Report, t intake.Ticket) error {
	if r.Chat.Door == "" {
		return nil
	}
	door, err := d.store.Door(ctx, r.Chat.Door)
	if intake.CodeOf(err) == intake.CodeNotFound {
		return nil
	}
	if err != nil {
		return err
	}
	group, err := d.store.Chat(ctx, door.ChatID)
	if err != nil || group.Gone {
		return err
	}
	if err := d.store.PutOrigin(ctx, intake.Origin{Ticket: t.N, ChatID: group.ID, At: r.First().ReceivedAt}); err != nil {
		return err
	}
	return d.post(ctx, intake.Post{
		Key: doorKey(t.N), ChatID: group.ID, Ticket: t.N, Kind: intake.PostAck, Text: d.doorText(group, t), Buttons: d.ackButtons(group, t),
	})
}

// doorKey names the post that tells a group of a report that came by its door.
func doorKey(n int64) string { return ackKey(n) + "/door" }

func (d *Desk) doorText(group intake.Chat, t intake.Ticket) string {
	return d.writer.Write(group.Language, notice.DoorAck, notice.Facts{Ticket: t})
}

// correctDoor edits what the group was told of a report that came by its door, where it
// would be told something else now.
func (d *Desk) correctDoor(ctx context.Context, origins []intake.Origin, before, t intake.Ticket) error {
	i := slices.IndexFunc(origins, intake.Origin.ByDoor)
	if i < 0 {
		return nil
	}
	group, err := d.store.Chat(ctx, origins[i].ChatID)
	if err != nil || group.Gone {
		return err
	}
	text := d.doorText(group, t)
	if text == d.doorText(group, before) {
		return nil
	}
	return d.post(ctx, intake.Post{
		Key: fmt.Sprintf("%s/%d", doorKey(t.N), t.ChangeAt.UnixMicro()), ChatID: group.ID, Ticket: t.N, Kind: intake.PostAck,
		Edits: doorKey(t.N), Text: text, Buttons: d.ackButtons(group, t),
	})
}
