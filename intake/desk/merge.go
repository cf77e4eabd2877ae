package desk

import (
	"context"
	"fmt"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/notice"
)

// merge lets a ticket go on as the other one that staff name. Which one that is, is
// asked and never guessed.
func (d *Desk) merge(ctx context.Context, c Call, t intake.Ticket) error {
	if len(c.Intent.More) == 0 {
		return d.askTwin(ctx, c, t)
	}
	heads, err := d.lockHeads(ctx, c.Intent.More[:1]) // it is locked already
	if intake.CodeOf(err) == intake.CodeNotFound {
		return d.answer(ctx, c, c.Key+"/notfound", notice.NotFound, notice.Facts{Ticket: intake.Ticket{N: c.Intent.More[0]}})
	}
	if err != nil {
		return err
	}
	into := heads[0]
	switch {
	case into.N == t.N:
		return d.answer(ctx, c, c.Key+"/same", notice.NoMerge, notice.Facts{Ticket: t})
	case !into.Status.Open():
		return d.tellClosed(ctx, c, into)
	case !d.May(c.Officer, intake.RightMerge, into):
		return d.refuse(ctx, c, into)
	}
	if _, err := d.absorb(ctx, &t, into, officer(c.Officer), c.Chat.ID); err != nil {
		return err
	}
	return d.correctMerged(ctx, t)
}

// absorb lets a ticket, with all that were merged into it, go on as another: every
// reporter, chat and photo is that one's from now on, the more pressing severity and
// the earlier promise as well. The staff of the other ticket are told, and chat.
func (d *Desk) absorb(ctx context.Context, t *intake.Ticket, into intake.Ticket, by intake.Actor, chat int64) (intake.Ticket, error) {
	before := into
	into = pressed(into, *t)
	children, err := d.store.Merged(ctx, t.N)
	if err != nil {
		return into, err
	}
	if err := d.finish(t, intake.EndingDuplicate, ""); err != nil {
		return into, err
	}
	if err := d.pointTo(ctx, t, into.N, by); err != nil {
		return into, err
	}
	for _, n := range children {
		child, err := d.store.LockTicket(ctx, n)
		if err != nil {
			return into, err
		}
		if err := d.pointTo(ctx, &child, into.N, by); err != nil {
			return into, err
		}
	}
	if into.Voices, err = d.store.CountVoices(ctx, into.N); err != nil {
		return into, err
	}
	id, err := d.record(ctx, &into, intake.Event{Kind: intake.EventJoined, Actor: by, Text: fmt.Sprintf("#%d", t.N)})
	if err != nil {
		return into, err
	}
	if err := d.tellMerged(ctx, id, *t, into, chat); err != nil || before.Severity == into.Severity {
		return into, err
	}
	return into, d.alarm(ctx, into)
}

// pressed is a ticket with what is more pressing of another.
func pressed(t, other intake.Ticket) intake.Ticket {
	if other.Severity == intake.Emergency || t.Severity == intake.Ordinary {
		t.Severity = other.Severity
	}
	if t.DueAt.IsZero() || !other.DueAt.IsZero() && other.DueAt.Before(t.DueAt) {
		t.DueAt = other.DueAt
	}
	return t
}

// pointTo notes under which number a ticket goes on.
func (d *Desk) pointTo(ctx context.Context, t *intake.Ticket, head int64, by intake.Actor) error {
	t.MergedInto = head
	_, err := d.record(ctx, t, intake.Event{Kind: intake.EventMerged, Actor: by, Text: fmt.Sprintf("#%d", head)})
	return err
}

// tellMerged tells those who have to act that two tickets are one now, and how to
// undo it, once in each chat.
func (d *Desk) tellMerged(ctx context.Context, event int64, t, into intake.Ticket, chat int64) error {
	chats, err := d.StaffChats(ctx, into)
	if err != nil {
		return err
	}
	if chat != 0 && !holds(chats, chat) {
		c, err := d.store.Chat(ctx, chat)
		if err != nil {
			return err
		}
		chats = append(chats, c)
	}
	for _, c := range chats {
		err := d.post(ctx, intake.Post{
			Key: fmt.Sprintf("merged/%d/%d", event, c.ID), ChatID: c.ID, Ticket: into.N, Kind: intake.PostAnswer,
			Text:    d.writer.Write(c.Language, notice.Merged, notice.Facts{Ticket: t, Tickets: []intake.Ticket{into}}),
			Buttons: d.writer.UnmergeButtons(c.Language, t),
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// correctMerged corrects what the reporters of a merged ticket were told of it.
func (d *Desk) correctMerged(ctx context.Context, t intake.Ticket) error {
	head, err := d.store.Ticket(ctx, t.MergedInto)
	if err != nil {
		return err
	}
	before := t
	before.MergedInto = 0
	return d.correct(ctx, before, t.Under(head))
}

// unmerge gives a merged ticket its life back, with its own reporters and photos. What
// was merged into it stays where it is.
func (d *Desk) unmerge(ctx context.Context, c Call, t intake.Ticket) error {
	if t.Status != intake.StatusMerged {
		return d.tellClosed(ctx, c, t)
	}
	head, err := d.store.LockTicket(ctx, t.MergedInto) // it is locked already
	if err != nil {
		return err
	}
	before := t.Under(head)
	if err := move(&t, intake.StatusReopened); err != nil {
		return err
	}
	t.MergedInto, t.Ending, t.DoneBy, t.DoneAt = 0, "", "", time.Time{}
	d.promise(&t)
	if t.Voices, err = d.store.CountVoices(ctx, t.N); err != nil {
		return err
	}
	undone := intake.Event{Kind: intake.EventUnmerged, Actor: officer(c.Officer), Text: fmt.Sprintf("#%d", head.N)}
	if _, err := d.record(ctx, &t, undone); err != nil {
		return err
	}
	if head.Voices, err = d.store.CountVoices(ctx, head.N); err != nil {
		return err
	}
	undone.Text = fmt.Sprintf("#%d", t.N)
	id, err := d.record(ctx, &head, undone)
	if err != nil {
		return err
	}
	return d.takeUp(ctx, c, before, t, id)
}

// takeUp lets somebody act on a ticket that was unmerged: its unit, or who answers for
// it if it never had one.
func (d *Desk) takeUp(ctx context.Context, c Call, before, t intake.Ticket, event int64) error {
	var err error
	if t.Unit == "" {
		err = d.dispatch(ctx, &t)
	} else {
		key := func(chat int64) string { return fmt.Sprintf("unmerged/%d/%d", event, chat) }
		err = d.tellStaff(ctx, t, notice.Retaken, intake.PostCard, key)
	}
	if err != nil {
		return err
	}
	if err := d.correct(ctx, before, t); err != nil {
		return err
	}
	return d.answer(ctx, c, c.Key+"/unmerged", notice.Unmerged, notice.Facts{Ticket: t})
}
