package desk

import (
	"context"
	"fmt"
	"strings"

	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/notice"
)

// split makes a ticket of its own of the second trouble that a ticket tells of:
// of what staff wrote, or of what was proposed. Done twice it is done once.
func (d *Desk) split(ctx context.Context, c Call, t intake.Ticket) error {
	p, err := d.store.SplitOf(ctx, t.N)
	if err != nil && intake.CodeOf(err) != intake.CodeNotFound {
		return err
	}
	found := err == nil
	if c.Half != nil {
		p, found = intake.Split{Ticket: t.N, Second: *c.Half}, true
	}
	if !found {
		return d.answer(ctx, c, c.Key+"/nosplit", notice.NoSplit, notice.Facts{Ticket: t})
	}
	if p.Became == 0 {
		if p.Became, err = d.openHalf(ctx, c, t, p.Second); err != nil {
			return err
		}
		if err := d.keepHalf(ctx, c, t, p); err != nil {
			return err
		}
	}
	other, err := d.store.Ticket(ctx, p.Became)
	if err != nil {
		return err
	}
	return d.tellSplit(ctx, c, t, other)
}

// openHalf opens the ticket of the second trouble, for the same reporters.
func (d *Desk) openHalf(ctx context.Context, c Call, t intake.Ticket, h intake.Half) (int64, error) {
	now := d.now()
	half := intake.Ticket{
		Status: intake.StatusReported, Severity: h.Severity, Category: h.Category, Words: h.Words, Masked: h.Masked,
		Reason: fmt.Sprintf("split from #%d", t.N), Fix: d.masked(h.Fix), Channel: t.Channel, OpenedAt: now, ChangeAt: now, Voices: t.Voices,
	}
	if half.Severity == "" {
		half.Severity = intake.Ordinary
	}
	if half.Fix.Source == "" {
		half.Fix = t.Fix
	}
	half.FollowAt = d.longAfter(now)
	d.beginTier(&half)
	d.promise(&half)
	n, err := d.store.OpenTicket(ctx, half)
	if err != nil {
		return 0, err
	}
	half.N = n
	origins, err := d.ownOrigins(ctx, t.N)
	if err != nil {
		return 0, err
	}
	for _, o := range origins {
		o.Ticket = n
		if err := d.addOrigin(ctx, o); err != nil {
			return 0, err
		}
	}
	if half.Voices, err = d.store.CountVoices(ctx, n); err != nil {
		return 0, err
	}
	if _, err := d.record(ctx, &half, intake.Event{Kind: intake.EventOpened, Actor: officer(c.Officer), Text: half.Masked}); err != nil {
		return 0, err
	}
	if err := d.dispatch(ctx, &half); err != nil {
		return 0, err
	}
	return n, d.alarm(ctx, half)
}

// keepHalf leaves the first trouble to the ticket.
func (d *Desk) keepHalf(ctx context.Context, c Call, t intake.Ticket, p intake.Split) error {
	before := t
	if p.First.Words != "" {
		t.Words = strings.TrimSpace(strings.Replace(t.Words, p.Second.Words, "", 1))
		t.Masked = d.mask(t.Words)
		t.Category = p.First.Category
		if p.First.Fix.Source == geotag.SourcePlace && t.Fix.Source == geotag.SourcePlace {
			t.Fix = d.masked(p.First.Fix)
		}
	}
	if err := d.store.PutSplit(ctx, p); err != nil {
		return err
	}
	split := intake.Event{Kind: intake.EventSplit, Actor: officer(c.Officer), Text: fmt.Sprintf("#%d", p.Became)}
	if _, err := d.record(ctx, &t, split); err != nil {
		return err
	}
	return d.followClass(ctx, before, t)
}

// tellSplit tells the reporters once, and who asked for it.
func (d *Desk) tellSplit(ctx context.Context, c Call, t, other intake.Ticket) error {
	facts := notice.Facts{Ticket: other, Tickets: []intake.Ticket{t}}
	origins, err := d.ownOrigins(ctx, t.N)
	if err != nil {
		return err
	}
	for i, o := range origins {
		chat, err := d.store.Chat(ctx, o.ChatID)
		if err != nil {
			return err
		}
		err = d.post(ctx, intake.Post{
			Key: fmt.Sprintf("split/%d/%d", other.N, i), ChatID: o.ChatID, Topic: o.Topic, ReplyTo: o.MessageID, Ticket: other.N,
			Kind: intake.PostAnswer, Text: d.writer.Write(chat.Language, notice.Split, facts),
		})
		if err != nil {
			return err
		}
	}
	return d.answer(ctx, c, c.Key+"/split", notice.Split, facts)
}
