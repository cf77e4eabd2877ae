package desk

import (
	"context"
	"errors"
	"fmt"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/notice"
)

// mostFollowUps is how many tickets one sweep looks at.
const mostFollowUps = 200

// FollowUp tells the reporters of matters that take long how they stand (定期反馈),
// and asks riders what their reports lack, once. It may run on several nodes.
func (d *Desk) FollowUp(ctx context.Context) error {
	due, err := d.store.FollowUps(ctx, d.now(), mostFollowUps)
	if err != nil {
		return err
	}
	var failed []error
	for _, n := range due {
		err := d.store.InTx(ctx, func(ctx context.Context) error { return d.followUp(ctx, n) })
		if err != nil {
			failed = append(failed, fmt.Errorf("follow up #%d: %w", n, err))
		}
	}
	return errors.Join(failed...)
}

func (d *Desk) followUp(ctx context.Context, n int64) error {
	t, err := d.store.LockTicket(ctx, n)
	if err != nil || t.FollowAt.IsZero() || t.FollowAt.After(d.now()) { // another node was here
		return err
	}
	due := t.FollowAt
	t.FollowAt = d.nextFollowUp(t)
	switch {
	case !t.Status.Open():
		t.FollowAt = time.Time{}
		return d.store.SaveTicket(ctx, t)
	case due.Before(t.OpenedAt.Add(d.rules.FollowUp)) || d.rules.FollowUp == 0:
		t.FollowAt = d.longAfter(t.OpenedAt)
		if err := d.askRider(ctx, t); err != nil {
			return err
		}
		return d.store.SaveTicket(ctx, t)
	}
	if _, err := d.record(ctx, &t, intake.Event{Kind: intake.EventFollowed, Actor: intake.Actor{Kind: intake.ActorProgram}}); err != nil {
		return err
	}
	return d.tellReporters(ctx, t, fmt.Sprintf("followup/%d/%d", t.N, due.Unix()), notice.FollowUp)
}

// longAfter is when a matter is long under way, from a time on; zero if that is
// never told.
func (d *Desk) longAfter(at time.Time) time.Time {
	if d.rules.FollowUp == 0 {
		return time.Time{}
	}
	return at.Add(d.rules.FollowUp)
}

// nextFollowUp is when the reporters hear of a ticket again. While it waits for a
// day there is little to tell: they hear of it that day, or after some time.
func (d *Desk) nextFollowUp(t intake.Ticket) time.Time {
	next := d.longAfter(d.now())
	if t.Status != intake.StatusWaiting || next.IsZero() || t.Wait.Until.Before(next) {
		return next
	}
	rarely := d.now().Add(4 * d.rules.FollowUp)
	if t.Wait.Until.Before(rarely) {
		return t.Wait.Until
	}
	return rarely
}

// tellReporters says something once in each chat from which a ticket was reported, as
// an answer to the first report there. key names the news.
func (d *Desk) tellReporters(ctx context.Context, t intake.Ticket, key string, s notice.Sentence) error {
	origins, err := d.store.Origins(ctx, t.N)
	if err != nil {
		return err
	}
	told := map[int64]bool{}
	for _, o := range origins {
		if told[o.ChatID] {
			continue
		}
		told[o.ChatID] = true
		chat, err := d.store.Chat(ctx, o.ChatID)
		if err != nil {
			return err
		}
		err = d.post(ctx, intake.Post{
			Key: fmt.Sprintf("%s/%d", key, o.ChatID), ChatID: o.ChatID, Topic: o.Topic, ReplyTo: o.MessageID, Ticket: t.N,
			Kind: intake.PostNews, Text: d.writer.Write(chat.Language, s, notice.Facts{Ticket: t, Overdue: d.now().After(t.DueAt)}),
		})
		if err != nil {
			return err
		}
	}
	return nil
}
