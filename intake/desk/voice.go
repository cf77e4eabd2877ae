package desk

import (
	"context"
	"fmt"

	"snapgrid/intake"
	"snapgrid/intake/notice"
)

// meToo counts somebody who meets with the trouble of a ticket, too. Nobody counts
// twice, and those who reported it count already.
func (d *Desk) meToo(ctx context.Context, c Call, t intake.Ticket) error {
	if err := d.take(ctx, c, noteOn(t)); err != nil {
		return err
	}
	if !t.Status.Open() {
		return d.answerAs(ctx, c, t, c.Key+"/status", notice.Status)
	}
	if err := d.count(ctx, c, t); err != nil {
		return err
	}
	return d.nodTo(ctx, c, t.N)
}

// count counts the caller, who speaks under the number that they know. A chat that
// speaks for itself is nobody.
func (d *Desk) count(ctx context.Context, c Call, t intake.Ticket) error {
	if c.Sender.ID == "" {
		return nil
	}
	err := d.store.PutVoice(ctx, intake.Voice{Ticket: c.Ticket, Channel: c.Chat.Ref.Channel, Sender: c.Sender.ID, At: d.now()})
	if err != nil {
		return err
	}
	voices, err := d.store.CountVoices(ctx, t.N)
	if err != nil || voices == t.Voices {
		return err
	}
	t.Voices = voices
	if _, err := d.record(ctx, &t, intake.Event{Kind: intake.EventVoiced, Actor: reporter(c.Sender)}); err != nil {
		return err
	}
	known, err := d.known(ctx, c, t)
	if err != nil {
		return err
	}
	return d.showVoices(ctx, known)
}

// showVoices puts the new count under the acknowledgement.
func (d *Desk) showVoices(ctx context.Context, t intake.Ticket) error {
	origins, err := d.ownOrigins(ctx, t.N)
	if err != nil || len(origins) == 0 {
		return err
	}
	chat, err := d.store.Chat(ctx, origins[0].ChatID)
	if err != nil {
		return err
	}
	buttons := d.ackButtons(chat, t)
	if len(buttons) == 0 {
		return nil
	}
	return d.post(ctx, intake.Post{
		Key: fmt.Sprintf("%s/voices/%d", ackKey(t.N), t.Voices), ChatID: chat.ID, Topic: origins[0].Topic, Ticket: t.N, Kind: intake.PostAck,
		Edits: ackKey(t.N), Text: d.ackText(chat, t), Buttons: buttons,
	})
}

// ackButtons are what stands under an acknowledgement: in a group, others may say that
// they meet with it, too.
func (d *Desk) ackButtons(chat intake.Chat, t intake.Ticket) []intake.Button {
	if chat.Kind == intake.ChatPrivate || chat.Kind == intake.ChatStaff {
		return nil
	}
	return d.writer.VoiceButtons(chat.Language, t)
}
