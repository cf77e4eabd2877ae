package desk

import (
	"context"
	"errors"
	"fmt"

	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/notice"
)

// Open makes a ticket of a report and returns its number. If the report's
// messages were taken meanwhile the error has [intake.CodeConflict] and nothing
// changes.
func (d *Desk) Open(ctx context.Context, r intake.Report) (int64, error) {
	var n int64
	err := d.store.InTx(ctx, func(ctx context.Context) error {
		twin, err := d.twin(ctx, r)
		if err != nil {
			return err
		}
		t, err := d.register(ctx, r)
		if err != nil {
			return err
		}
		n = t.N
		if err := d.settle(ctx, r, &t, twin); err != nil {
			return err
		}
		if err := d.learnPlace(ctx, t, r.Messages); err != nil {
			return err
		}
		return d.complainOfPhotos(ctx, r.Chat, r.Messages)
	})
	return n, err
}

// register keeps the ticket with its origin and history.
func (d *Desk) register(ctx context.Context, r intake.Report) (intake.Ticket, error) {
	t := d.draft(r)
	n, err := d.store.OpenTicket(ctx, t)
	if err != nil {
		return t, err
	}
	t.N = n
	outcome := intake.Outcome{State: intake.MessageTicket, Ticket: n, Part: intake.PartReport, Verdict: r.Verdict}
	if err := d.store.TakeMessages(ctx, intake.Numbers(r.Messages), outcome); err != nil {
		return t, err
	}
	if err := d.addOrigin(ctx, origin(r, n)); err != nil {
		return t, err
	}
	if err := d.name(ctx, r); err != nil {
		return t, err
	}
	opened := intake.Event{Kind: intake.EventOpened, Actor: reporter(r.Sender), Text: t.Masked}
	_, err = d.record(ctx, &t, opened)
	return t, err
}

// settle dispatches a new ticket and cries out if need be, or lets it go on as its
// twin if it has one. The reporter is told.
func (d *Desk) settle(ctx context.Context, r intake.Report, t *intake.Ticket, twin intake.Ticket) error {
	if twin.N != 0 {
		head, err := d.absorb(ctx, t, twin, intake.Actor{Kind: intake.ActorProgram}, 0)
		if err != nil {
			return err
		}
		known := t.Under(head)
		return errors.Join(d.acknowledge(ctx, r, known), d.share(ctx, r, known))
	}
	if err := d.dispatch(ctx, t); err != nil {
		return err
	}
	return errors.Join(d.acknowledge(ctx, r, *t), d.share(ctx, r, *t), d.alarm(ctx, *t))
}

func (d *Desk) draft(r intake.Report) intake.Ticket {
	now := d.now()
	t := intake.Ticket{
		Status:   intake.StatusReported,
		Severity: r.Verdict.Severity,
		Category: r.Verdict.Category,
		Words:    d.staffMask(r.Words()),
		Masked:   d.mask(r.Words()),
		Reason:   d.mask(r.Verdict.Reason),
		Fix:      d.masked(r.Fix),
		Channel:  r.Chat.Ref.Channel,
		OpenedAt: now,
		ChangeAt: now,
		Voices:   1,
	}
	if t.Severity == "" {
		t.Severity = intake.Ordinary
	}
	t.FollowAt = d.firstFollowUp(t, r.Chat)
	d.beginTier(&t)
	d.promise(&t)
	return t
}

// masked is a position whose name may be published: people give names to what
// they pin.
func (d *Desk) masked(fix geotag.Fix) geotag.Fix {
	fix.Address = d.mask(fix.Address)
	return fix
}

// acknowledge says to the reporter that we have it, and cries out if need be.
func (d *Desk) acknowledge(ctx context.Context, r intake.Report, t intake.Ticket) error {
	first := r.First()
	seen := intake.Post{
		Key: fmt.Sprintf("seen/%d", first.Number), ChatID: r.Chat.ID, Topic: first.Topic, ReplyTo: first.ID,
		Ticket: t.N, Kind: intake.PostReaction, Reaction: "👀",
	}
	ack := intake.Post{
		Key: ackKey(t.N), ChatID: r.Chat.ID, Topic: first.Topic, ReplyTo: first.ID,
		Ticket: t.N, Kind: intake.PostAck,
		Text: d.ackText(r.Chat, t), Buttons: d.ackButtons(r.Chat, t),
	}
	return d.post(ctx, seen, ack)
}

// alarm cries out at once if the ticket is an emergency.
func (d *Desk) alarm(ctx context.Context, t intake.Ticket) error {
	if t.Severity != intake.Emergency {
		return nil
	}
	return d.tellStaff(ctx, t, notice.Alarm, intake.PostAlarm, func(chat int64) string { return intake.AlarmKey(t.N, chat) })
}

// ackText words the acknowledgement of a ticket for its chat.
func (d *Desk) ackText(chat intake.Chat, t intake.Ticket) string {
	return d.writer.Write(chat.Language, notice.Ack, notice.Facts{Ticket: t, Rider: chat.Kind == intake.ChatRiders})
}

// ackKey names the acknowledgement, so that it can be corrected later.
func ackKey(n int64) string { return fmt.Sprintf("ack/%d", n) }

func origin(r intake.Report, n int64) intake.Origin {
	first := r.First()
	return intake.Origin{
		Ticket: n, ChatID: r.Chat.ID, Topic: first.Topic, MessageID: first.ID,
		Sender: r.Sender, At: first.ReceivedAt,
	}
}

func reporter(s intake.Sender) intake.Actor {
	return intake.Actor{Kind: intake.ActorReporter, Sender: s.ID}
}
