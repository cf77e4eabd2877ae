package desk

import (
	"context"
	"fmt"
	"strings"

	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/notice"
)

// follow keeps what was said about a ticket that asks for nothing; a gesture that
// asks for nothing is nothing. Photos that staff send without a word may be of the
// repair: they are asked.
func (d *Desk) follow(ctx context.Context, c Call, t intake.Ticket) error {
	if len(c.Messages) == 0 {
		return nil
	}
	staff := d.May(c.Officer, intake.RightWork, t)
	outcome, err := d.partOf(ctx, c, t, staff)
	if err != nil {
		return err
	}
	if err := d.take(ctx, c, outcome); err != nil {
		return err
	}
	joined := intake.Event{Kind: intake.EventJoined, Actor: reporter(c.Sender)}
	if staff {
		joined.Actor = officer(c.Officer)
		if err := d.contact(ctx, c, &t); err != nil {
			return err
		}
	}
	if _, err := d.record(ctx, &t, joined); err != nil {
		return err
	}
	if err := d.complainOfPhotos(ctx, c.Chat, c.Messages); err != nil {
		return err
	}
	if err := d.examine(ctx, t.N, c.Messages); err != nil {
		return err
	}
	if outcome.Part != intake.PartFix || !t.Status.Open() {
		return d.nodTo(ctx, c, t.N)
	}
	key := fmt.Sprintf("askfixed/%d/%d/%d", t.N, c.Officer.ID, t.DueAt.Unix()) // once, and again after a reopening
	return d.answer(ctx, c, key, notice.AskFixed, notice.Facts{Ticket: t})
}

// examine owes a look at the photos that became part of a ticket. Those of a report
// that opens one, or of a repair that resolves it, are looked at when it is told.
func (d *Desk) examine(ctx context.Context, n int64, messages []intake.Heard) error {
	if !hasPhotos(messages) {
		return nil
	}
	return d.store.Enqueue(ctx, intake.Owed{Job: intake.ExaminePhotos{Ticket: n}})
}

// partOf is what words and photos about a ticket are to it. Only what its reporters
// and staff show is shown to others. What reporters of a merged ticket say stays with
// their own.
func (d *Desk) partOf(ctx context.Context, c Call, t intake.Ticket, staff bool) (intake.Outcome, error) {
	outcome := noteOn(t)
	if staff && hasPhotos(c.Messages) {
		outcome.Part = intake.PartFix
		return outcome, nil
	}
	own, err := ReportedAs(ctx, d.store, c.Chat, c.Sender.ID, t.N)
	if own != 0 && !staff {
		outcome.Part, outcome.Ticket = intake.PartReport, own
	}
	return outcome, err
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
	Officer  intake.Officer // zero ID if the sender is not on the staff
	Verdict  intake.Verdict // of the new words
	Fix      geotag.Fix     // from the new words, pin or photo; zero Source if none
	Now      string         // all words of the report as they are now; "" if none was edited
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
		if len(a.Messages) > 0 {
			outcome := intake.Outcome{State: intake.MessageTicket, Ticket: n, Part: a.Part}
			if err := d.store.TakeMessages(ctx, intake.Numbers(a.Messages), outcome); err != nil {
				return err
			}
		}
		before := t
		d.improve(&t, a)
		return d.tellChange(ctx, before, t, a)
	})
}

// tellChange records what an addition changed, and does what follows from it.
func (d *Desk) tellChange(ctx context.Context, before, t intake.Ticket, a Addition) error {
	actor := reporter(a.Sender)
	if a.Officer.ID != 0 && a.Part == intake.PartFix {
		actor = officer(a.Officer)
	}
	if len(a.Messages) > 0 || t.Words != before.Words || t.Category != before.Category {
		if _, err := d.record(ctx, &t, intake.Event{Kind: intake.EventJoined, Actor: actor}); err != nil {
			return err
		}
	}
	if err := d.examine(ctx, t.N, a.Messages); err != nil {
		return err
	}
	if t.Fix != before.Fix {
		if _, err := d.record(ctx, &t, intake.Event{Kind: intake.EventLocated, Actor: actor, Text: t.Fix.Address}); err != nil {
			return err
		}
		if err := d.learnPlace(ctx, t, a.Messages); err != nil {
			return err
		}
	}
	if t.Category != before.Category && t.Status.CanBecome(intake.StatusDispatched) {
		d.followTier(before, &t)
		if err := d.dispatch(ctx, &t); err != nil {
			return err
		}
	}
	if t.Status == intake.StatusMerged {
		head, err := d.store.Ticket(ctx, t.MergedInto)
		if err != nil {
			return err
		}
		before, t = before.Under(head), t.Under(head)
	}
	if !t.Status.Open() {
		return nil
	}
	return d.correct(ctx, before, t)
}

// improve takes over what is better than what the ticket says.
func (d *Desk) improve(t *intake.Ticket, a Addition) {
	if a.Part == intake.PartReport {
		d.improveWords(t, a)
	}
	// A place in words is right in the last wording; positions only get better, or
	// somebody who shares theirs would take the ticket along.
	reworded := a.Now != "" && a.Fix.Source == geotag.SourcePlace && t.Fix.Source == geotag.SourcePlace
	if reworded || a.Fix.Sharper(t.Fix) {
		t.Fix = d.masked(a.Fix)
	}
}

func (d *Desk) improveWords(t *intake.Ticket, a Addition) {
	words := t.Words
	if a.Now != "" {
		words = d.staffMask(a.Now)
	}
	for _, m := range a.Messages {
		if m.Text != "" {
			words = strings.TrimSpace(words + "\n" + d.staffMask(m.Text))
		}
	}
	if words != t.Words {
		t.Words, t.Masked = words, d.mask(words)
	}
	if t.Category == "" && a.Verdict.Kind == intake.IsReport {
		t.Category = a.Verdict.Category
	}
}

// correct edits the acknowledgement where it would say something else now.
func (d *Desk) correct(ctx context.Context, before, t intake.Ticket) error {
	origins, err := d.ownOrigins(ctx, t.N)
	if err != nil || len(origins) == 0 {
		return err
	}
	if err := d.correctDoor(ctx, origins, before, t); err != nil {
		return err
	}
	first := origins[0]
	chat, err := d.store.Chat(ctx, first.ChatID)
	if err != nil {
		return err
	}
	text := d.ackText(chat, t)
	if text == d.ackText(chat, before) {
		return nil
	}
	return d.post(ctx, intake.Post{
		Key: fmt.Sprintf("%s/%d", ackKey(t.N), t.ChangeAt.UnixMicro()), ChatID: first.ChatID, Topic: first.Topic,
		Ticket: t.N, Kind: intake.PostAck, Edits: ackKey(t.N), Text: text, Buttons: d.ackButtons(chat, t),
	})
}
