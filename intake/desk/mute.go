package desk

import (
	"context"
	"regexp"
	"strconv"
	"strings"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/notice"
	"snapgrid/intake/triage"
)

// muteCommand mutes the person whose message the call answers, or lets them speak
// again. In a group a nod is all that is seen of it.
func (d *Desk) muteCommand(ctx context.Context, c Call) error {
	switch {
	case !c.Officer.Has(intake.RightMute):
		return d.refuseCommand(ctx, c)
	case c.Target.ID == "":
		return d.answer(ctx, c, c.Key+"/mute", notice.BadMute, notice.Facts{})
	}
	var err error
	if c.Intent.Kind == triage.IntentMute {
		until, reason := readTerm(c.Intent.Rest, d.now())
		err = d.Mute(ctx, c.Officer, intake.Mute{
			Channel: c.Chat.Ref.Channel, Sender: c.Target.ID, Name: c.Target.Name, Until: until, Reason: reason,
		})
	} else if err = d.Unmute(ctx, c.Officer, c.Chat.Ref.Channel, c.Target.ID); intake.CodeOf(err) == intake.CodeNotFound {
		err = nil // they were not muted
	}
	switch {
	case intake.CodeOf(err) == intake.CodeInvalid: // one of the staff
		return d.answer(ctx, c, c.Key+"/mute", notice.BadMute, notice.Facts{})
	case err != nil:
		return err
	}
	if quiet := c.Chat.Kind != intake.ChatPrivate && c.Chat.Kind != intake.ChatStaff; quiet || c.Intent.Kind == triage.IntentUnmute {
		return d.nodTo(ctx, c, 0)
	}
	return d.answer(ctx, c, c.Key+"/mute", notice.Muted, notice.Facts{Name: c.Target.Name})
}

// Mute holds back what somebody says from now on. Staff can not be muted.
func (d *Desk) Mute(ctx context.Context, o intake.Officer, m intake.Mute) error {
	if err := d.Require(ctx, o, intake.RightMute); err != nil {
		return err
	}
	_, err := d.store.FindOfficer(ctx, m.Channel, m.Sender)
	switch {
	case err == nil:
		return &intake.Error{Code: intake.CodeInvalid, Message: "这是工作人员，不能禁言"}
	case intake.CodeOf(err) != intake.CodeNotFound:
		return err
	}
	m.At, m.By, m.Reason = d.now(), o.ID, d.mask(m.Reason)
	return d.store.PutMute(ctx, m)
}

// Unmute lets somebody speak again.
func (d *Desk) Unmute(ctx context.Context, o intake.Officer, channel intake.Channel, sender string) error {
	if err := d.Require(ctx, o, intake.RightMute); err != nil {
		return err
	}
	return d.store.LiftMute(ctx, channel, sender)
}

// term is how long a mute holds: 24h, 3天, 2小时, 30 min.
var term = regexp.MustCompile(`(?i)^([0-9]{1,4})\s*(天|days?|d|小时|hours?|h|分钟|minutes?|min|m)(?:\s+|$|[，,])`)

// units are the lengths of a term, by the first letter of their names.
var units = map[rune]time.Duration{
	'天': 24 * time.Hour, 'd': 24 * time.Hour, '小': time.Hour, 'h': time.Hour, '分': time.Minute, 'm': time.Minute,
}

// readTerm reads how long and why. Without a term it is for good.
func readTerm(words string, now time.Time) (until time.Time, reason string) {
	words = strings.TrimSpace(words)
	m := term.FindStringSubmatch(words)
	if m == nil {
		return time.Time{}, words
	}
	n, err := strconv.Atoi(m[1])
	if err != nil {
		return time.Time{}, words
	}
	return now.Add(time.Duration(n) * units[[]rune(strings.ToLower(m[2]))[0]]), strings.TrimSpace(words[len(m[0]):])
}
