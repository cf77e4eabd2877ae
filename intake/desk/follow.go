package desk

import (
	"context"
	"fmt"
	"strings"

	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/notice"
)

// follow keeps what was said about a ticket that asks for nothing. Photos that
// staff send without a word may be of the repair: they are asked.
func (d *Desk) follow(ctx context.Context, c Call, t intake.Ticket) error {
	if len(c.Messages) == 0 { // an emoji or a button that changes nothing
		return nil
	}
	staff := d.May(c.Officer, t)
	outcome := noteOn(t)
	switch {
	case staff && hasPhotos(c.Messages):
		outcome.Part = intake.PartFix
	case !staff && c.Officer.ID == 0:
		outcome.Part = intake.PartReport
	}
	if err := d.take(ctx, c, outcome); err != nil {
		return err
	}
	joined := intake.Event{Kind: intake.EventJoined, Actor: reporter(c.Sender)}
	if staff {
		joined.Actor = officer(c.Officer)
	}
	if _, err := d.record(ctx, &t, joined); err != nil {
		return err
	}
	if err := d.complainOfPhotos(ctx, c.Chat, c.Messages); err != nil {
		return err
	}
	if outcome.Part != intake.PartFix || !t.Status.Open() {
		return d.nodTo(ctx, c, t.N)
	}
	key := fmt.Sprintf("askfixed/%d/%d", t.N, c.Officer.ID)
	return d.answer(ctx, c, key, notice.AskFixed, notice.Facts{Ticket: t})
}

// nodTo puts an emoji on the last message of a call: heard.
func (d *Desk) nodTo(ctx context.Context, c Call, n int64) error {
	if len(c.Messages) == 0 {
		return nil
	}
	return d.nod(ctx, c.Chat.ID, c.Messages[len(c.Messages)-1], n)
}

// Addition is what became known after a ticket was opened.
type Addition struct {
	Messages []intake.Heard
	Part     intake.Part
	Sender   intake.Sender
	Verdict  intake.Verdict // of the new words
	Fix      geotag.Fix     // from the new words, pin or photo; zero Source if none
}

// Join adds more of the same report to a ticket, silently. A better position or
// a class that was missing changes the ticket, and corrects its
// acknowledgement in place.
func (d *Desk) Join(ctx context.Context, n int64, a Addition) error {
	return d.store.InTx(ctx, func(ctx context.Context) error {
		t, err := d.store.LockTicket(ctx, n)
		if err != nil {
			return err
		}
		outcome := intake.Outcome{State: intake.MessageTicket, Ticket: n, Part: a.Part}
		if len(a.Messages) > 0 {
			if err := d.store.TakeMessages(ctx, numbers(a.Messages), outcome); err != nil {
				return err
			}
			if _, err := d.record(ctx, &t, intake.Event{Kind: intake.EventJoined, Actor: reporter(a.Sender)}); err != nil {
				return err
			}
		}
		return d.improve(ctx, &t, a)
	})
}

// improve takes over what is better than what the ticket says.
func (d *Desk) improve(ctx context.Context, t *intake.Ticket, a Addition) error {
	before := *t
	if a.Part == intake.PartReport {
		d.improveWords(t, a)
	}
	if a.Fix.Source.Better(t.Fix.Source) {
		t.Fix = a.Fix
	}
	if sameTicket(before, *t) {
		return nil
	}
	if t.Category != before.Category && t.Status.CanBecome(intake.StatusDispatched) {
		if err := d.dispatch(ctx, t); err != nil {
			return err
		}
	}
	located := intake.Event{Kind: intake.EventLocated, Actor: reporter(a.Sender), Text: t.Fix.Address}
	if _, err := d.record(ctx, t, located); err != nil {
		return err
	}
	return d.correct(ctx, before, *t)
}

func (d *Desk) improveWords(t *intake.Ticket, a Addition) {
	for _, m := range a.Messages {
		if m.Text != "" {
			t.Words = strings.TrimSpace(t.Words + "\n" + m.Text)
			t.Masked = d.mask(t.Words)
		}
	}
	if t.Category == "" && a.Verdict.Kind == intake.IsReport {
		t.Category = a.Verdict.Category
	}
}

func sameTicket(a, b intake.Ticket) bool {
	return a.Words == b.Words && a.Category == b.Category && a.Fix == b.Fix
}

// correct edits the acknowledgement where it would say something else now.
func (d *Desk) correct(ctx context.Context, before, t intake.Ticket) error {
	origins, err := d.store.Origins(ctx, t.N)
	if err != nil || len(origins) == 0 {
		return err
	}
	first := origins[0]
	chat, err := d.store.Chat(ctx, first.ChatID)
	if err != nil {
		return err
	}
	text := d.writer.Write(chat.Language, notice.Ack, notice.Facts{Ticket: t})
	if text == d.writer.Write(chat.Language, notice.Ack, notice.Facts{Ticket: before}) {
		return nil
	}
	return d.post(ctx, intake.Post{
		Key: fmt.Sprintf("%s/%d", ackKey(t.N), t.ChangeAt.UnixMicro()), ChatID: first.ChatID, Topic: first.Topic,
		Ticket: t.N, Kind: intake.PostAck, Edits: ackKey(t.N), Text: text,
	})
}
