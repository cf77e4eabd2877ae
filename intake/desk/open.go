package desk

import (
	"context"
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
		t, err := d.register(ctx, r)
		if err != nil {
			return err
		}
		n = t.N
		if err := d.acknowledge(ctx, r, t); err != nil {
			return err
		}
		if err := d.learnPlace(ctx, t, r.Messages); err != nil {
			return err
		}
		return d.complainOfPhotos(ctx, r.Chat, r.Messages)
	})
	return n, err
}

// register keeps the ticket with its origin and history, and dispatches it.
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
	if err := d.store.PutOrigin(ctx, origin(r, n)); err != nil {
		return t, err
	}
	if err := d.name(ctx, r); err != nil {
		return t, err
	}
	opened := intake.Event{Kind: intake.EventOpened, Actor: reporter(r.Sender), Text: t.Masked}
	if _, err := d.record(ctx, &t, opened); err != nil {
		return t, err
	}
	return t, d.dispatch(ctx, &t)
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
		Text: d.writer.Write(r.Chat.Language, notice.Ack, notice.Facts{Ticket: t, Rider: r.Chat.Kind == intake.ChatRiders}),
	}
	if err := d.post(ctx, seen, ack); err != nil {
		return err
	}
	return d.alarm(ctx, t)
}

// alarm cries out at once if the ticket is an emergency.
func (d *Desk) alarm(ctx context.Context, t intake.Ticket) error {
	if t.Severity != intake.Emergency {
		return nil
	}
	return d.tellStaff(ctx, t, notice.Alarm, intake.PostAlarm, func(chat int64) string { return intake.AlarmKey(t.N, chat) })
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
