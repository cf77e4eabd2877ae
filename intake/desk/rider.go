package desk

import (
	"context"
	"fmt"
	"slices"
	"time"

	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/notice"
)

// Who reports while riding is not asked anything for some time, at most one thing
// then, and never twice. Staff know them by an alias.

// firstFollowUp is when a new ticket is looked at for what its reporters should
// hear: a rider's when they may be asked.
func (d *Desk) firstFollowUp(t intake.Ticket, chat intake.Chat) time.Time {
	if chat.Kind == intake.ChatRiders {
		return t.OpenedAt.Add(d.rules.Question)
	}
	return d.longAfter(t.OpenedAt)
}

// askRider asks the rider who reported a ticket for the one thing that it lacks most.
func (d *Desk) askRider(ctx context.Context, t intake.Ticket) error {
	origins, err := d.store.Origins(ctx, t.N)
	if err != nil || len(origins) == 0 {
		return err
	}
	o := origins[0]
	chat, err := d.store.Chat(ctx, o.ChatID)
	if err != nil || chat.Kind != intake.ChatRiders {
		return err
	}
	question, err := d.lacks(ctx, t)
	if err != nil || question == "" {
		return err
	}
	return d.post(ctx, intake.Post{
		Key: fmt.Sprintf("question/%d", t.N), ChatID: o.ChatID, Topic: o.Topic, ReplyTo: o.MessageID, Ticket: t.N,
		Kind: intake.PostNews, Text: d.writer.Write(chat.Language, question, notice.Facts{Ticket: t}),
	})
}

// lacks is what has to be asked about a ticket; "" if nothing.
func (d *Desk) lacks(ctx context.Context, t intake.Ticket) (notice.Sentence, error) {
	if t.Fix.Source == "" || t.Fix.Source == geotag.SourceCell {
		return notice.AskWhere, nil
	}
	messages, err := d.store.TicketMessages(ctx, t.N)
	photos := intake.Report{Messages: messages}.Photos()
	good := func(p intake.Photo) bool { return p.State == intake.PhotoReady }
	if err != nil || len(photos) == 0 || slices.ContainsFunc(photos, good) {
		return "", err
	}
	return notice.AskPhoto, nil
}

// rides reports whether somebody who speaks in a chat is a rider there, and not one
// of the staff.
func (d *Desk) rides(ctx context.Context, chat intake.Chat, sender string) (bool, error) {
	if chat.Kind != intake.ChatRiders || sender == "" {
		return false, nil
	}
	_, err := d.store.FindOfficer(ctx, chat.Ref.Channel, sender)
	if intake.CodeOf(err) == intake.CodeNotFound {
		return true, nil
	}
	return false, err
}

// name gives a rider an alias with their first report in a district.
func (d *Desk) name(ctx context.Context, r intake.Report) error {
	rider, err := d.rides(ctx, r.Chat, r.Sender.ID)
	if err != nil || !rider {
		return err
	}
	_, err = d.store.GiveAlias(ctx, d.district(r.Chat.Cell), r.Chat.Ref.Channel, r.Sender.ID, d.now())
	return err
}

// district is the largest area around a cell.
func (d *Desk) district(cell string) string {
	if path := d.areas.Path(cell); len(path) > 0 {
		return path[0].Code
	}
	return cell
}

// Alias is the number of the alias by which staff know somebody who speaks in a
// chat: the one of its district, or else their first. It is 0 for who has none.
func (d *Desk) Alias(ctx context.Context, chat intake.Chat, sender string) (int64, error) {
	if sender == "" {
		return 0, nil
	}
	aliases, err := d.store.Aliases(ctx, chat.Ref.Channel, sender)
	if err != nil || len(aliases) == 0 {
		return 0, err
	}
	district := d.district(chat.Cell)
	for _, a := range aliases {
		if a.District == district {
			return a.Number, nil
		}
	}
	return aliases[0].Number, nil
}
