package desk

import (
	"context"
	"strings"

	"snapgrid/intake"
	"snapgrid/intake/notice"
)

// reclass takes the staff's word on what a ticket is: another class or severity,
// or no report at all. Triage learns from it.
func (d *Desk) reclass(ctx context.Context, c Call, t intake.Ticket) error {
	said := intake.Verdict{Kind: intake.IsReport, Category: t.Category, Severity: t.Severity}
	right, ok := d.readClass(c.Intent.Rest, said)
	if !ok {
		return d.answer(ctx, c, c.Key+"/badclass", notice.BadClass, notice.Facts{Ticket: t})
	}
	if err := d.teach(ctx, t, said, right, c.Officer.ID); err != nil {
		return err
	}
	if right.Kind == intake.IsChatter {
		return d.drop(ctx, c, t)
	}
	before := t
	t.Category, t.Severity = right.Category, right.Severity
	d.followTier(before, &t)
	d.promise(&t)
	if _, err := d.record(ctx, &t, intake.Event{Kind: intake.EventReclassed, Actor: officer(c.Officer), Text: t.Category}); err != nil {
		return err
	}
	if err := d.followClass(ctx, before, t); err != nil {
		return err
	}
	return d.answer(ctx, c, c.Key+"/reclassed", notice.Reclassed, notice.Facts{Ticket: t})
}

// followClass does what follows from a new class or severity: another unit has to
// act, the reporter reads another promise, an alarm.
func (d *Desk) followClass(ctx context.Context, before, t intake.Ticket) error {
	if choice := d.route(t); choice.Unit.Code != "" && choice.Unit.Code != t.Unit && t.Status.CanBecome(intake.StatusDispatched) {
		if err := d.dispatch(ctx, &t); err != nil {
			return err
		}
	}
	if err := d.correct(ctx, before, t); err != nil || before.Severity == intake.Emergency {
		return err
	}
	return d.alarm(ctx, t)
}

// drop ends a ticket that was no report. Nobody in the group is told: it was
// small talk.
func (d *Desk) drop(ctx context.Context, c Call, t intake.Ticket) error {
	if err := d.finish(&t, intake.EndingRefused, c.Officer.Unit); err != nil {
		return err
	}
	if _, err := d.record(ctx, &t, intake.Event{Kind: intake.EventRejected, Actor: officer(c.Officer)}); err != nil {
		return err
	}
	return d.answer(ctx, c, c.Key+"/dropped", notice.Dropped, notice.Facts{Ticket: t})
}

// severities are the words for how soon somebody has to act.
var severities = map[string]intake.Severity{
	"一般": intake.Ordinary, "普通": intake.Ordinary, "ordinary": intake.Ordinary,
	"尽快": intake.Urgent, "加急": intake.Urgent, "urgent": intake.Urgent,
	"紧急": intake.Emergency, "emergency": intake.Emergency,
}

// noReport are the words for what should never have become a ticket.
var noReport = map[string]bool{"闲聊": true, "不是反映": true, "不是": true, "chatter": true}

// readClass reads what staff say it is, word by word, starting from what it was.
// One word that means nothing spoils all: nobody shall wonder what was understood.
func (d *Desk) readClass(words string, was intake.Verdict) (intake.Verdict, bool) {
	is, fields := was, strings.Fields(words)
	for _, word := range fields {
		if noReport[strings.ToLower(word)] {
			return intake.Verdict{Kind: intake.IsChatter}, len(fields) == 1
		}
		if severity, ok := severities[strings.ToLower(word)]; ok {
			is.Severity = severity
			continue
		}
		code, ok := d.classOf(word)
		if !ok {
			return was, false
		}
		is.Category = code
	}
	return is, len(fields) > 0
}

// classOf finds a class by its code or name.
func (d *Desk) classOf(word string) (string, bool) {
	for _, c := range d.categories {
		if strings.EqualFold(c.Code, word) || c.Name == word || strings.EqualFold(c.NameEn, word) {
			return c.Code, true
		}
	}
	return "", false
}
