package desk

import (
	"context"
	"fmt"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/notice"
)

// AskWhich asks which ticket is meant. Words that were no command wait in the
// staff's inbox.
func (d *Desk) AskWhich(ctx context.Context, c Call) error {
	outcome := intake.Outcome{State: intake.MessageUnsure}
	if c.Intent.Explicit {
		outcome.State = intake.MessageCommand
	}
	return d.store.InTx(ctx, func(ctx context.Context) error {
		if err := d.take(ctx, c, outcome); err != nil {
			return err
		}
		return d.answer(ctx, c, c.Key+"/which", notice.Which, notice.Facts{})
	})
}

// AskForMore asks a person who talks to us alone for what a report lacks, once
// within some minutes.
func (d *Desk) AskForMore(ctx context.Context, r intake.Report) error {
	first := r.First()
	key := fmt.Sprintf("more/%d/%d", r.Chat.ID, d.now().Truncate(10*time.Minute).Unix())
	return d.post(ctx, intake.Post{
		Key: key, ChatID: r.Chat.ID, Topic: first.Topic, ReplyTo: first.ID, Kind: intake.PostAnswer,
		Text: d.writer.Write(r.Chat.Language, notice.More, notice.Facts{}),
	})
}

// WarnOfDeafness says in a group, once a day at most, that its service hides
// the messages there from us, and what to do.
func (d *Desk) WarnOfDeafness(ctx context.Context, chat intake.Chat) error {
	key := fmt.Sprintf("deaf/%d/%s", chat.ID, d.now().UTC().Format("20060102"))
	return d.post(ctx, intake.Post{
		Key: key, ChatID: chat.ID, Kind: intake.PostAnswer,
		Text: d.writer.Write(chat.Language, notice.Deaf, notice.Facts{}),
	})
}
