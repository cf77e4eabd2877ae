package desk

import (
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/notice"
	"snapgrid/intake/triage"
)

// longestWait is how far ahead a ticket can be laid aside.
const longestWait = 366 * 24 * time.Hour

// hold lets a ticket wait: for facts, for a meeting, or in the register of long
// matters. Without a day on which somebody looks at it again it does not wait.
func (d *Desk) hold(ctx context.Context, c Call, t intake.Ticket) error {
	now := d.now()
	until, reason := readDay(c.Intent.Rest, now.In(d.rules.Zone))
	if !until.After(now) || until.Sub(now) > longestWait || reason == "" {
		return d.answer(ctx, c, c.Key+"/badwait", notice.BadWait, notice.Facts{Ticket: t})
	}
	if err := move(&t, intake.StatusWaiting); err != nil {
		return err
	}
	t.Wait = intake.Wait{For: waitFor(c.Intent.Kind, reason), Until: until}
	d.pause(&t)
	if _, err := d.record(ctx, &t, intake.Event{Kind: intake.EventWaiting, Actor: officer(c.Officer), Text: d.mask(reason)}); err != nil {
		return err
	}
	return d.answer(ctx, c, c.Key+"/waiting", notice.Waiting, notice.Facts{Ticket: t})
}

func waitFor(kind triage.IntentKind, reason string) intake.WaitKind {
	switch {
	case kind == triage.IntentRegister:
		return intake.WaitRegister
	case meeting.MatchString(reason):
		return intake.WaitMeeting
	}
	return intake.WaitFacts
}

var meeting = regexp.MustCompile(`(?i)议事|开会|会议|协商|商量|表决|同意|meeting|vote`)

// goOn takes a ticket up again that waited.
func (d *Desk) goOn(ctx context.Context, c Call, t intake.Ticket) error {
	before := t
	if err := move(&t, intake.StatusInProgress); err != nil {
		return err
	}
	d.resume(&t)
	if _, err := d.record(ctx, &t, intake.Event{Kind: intake.EventResumed, Actor: officer(c.Officer)}); err != nil {
		return err
	}
	if err := d.correct(ctx, before, t); err != nil {
		return err
	}
	return d.answer(ctx, c, c.Key+"/resumed", notice.Resumed, notice.Facts{Ticket: t})
}

// The ways to name a day: 3天, 2周, 12月1日, 12-01, 2026-12-01.
var (
	inDays  = regexp.MustCompile(`(?i)([0-9]{1,3})\s*(天|日后|周|星期|days?|weeks?)(?:后|之后|以后)?`)
	onMonth = regexp.MustCompile(`(?:([0-9]{4})[年/.-])?([0-9]{1,2})[月/-]([0-9]{1,2})(?:日|号)?`)
)

// readDay finds the day in an order, and gives the words without it. The day
// begins at nine in the morning, when somebody is there. Without one until is zero.
func readDay(words string, now time.Time) (until time.Time, rest string) {
	at := func(loc []int, day time.Time) (time.Time, string) {
		rest := strings.Trim(words[:loc[0]]+" "+words[loc[1]:], " \t\n,，。;；:：到至")
		return time.Date(day.Year(), day.Month(), day.Day(), 9, 0, 0, 0, now.Location()), rest
	}
	if m := inDays.FindStringSubmatchIndex(words); m != nil {
		n, _ := strconv.Atoi(words[m[2]:m[3]])
		if unit := strings.ToLower(words[m[4]:m[5]]); strings.HasPrefix(unit, "周") || strings.HasPrefix(unit, "星") || strings.HasPrefix(unit, "w") {
			n *= 7
		}
		return at(m, now.AddDate(0, 0, n))
	}
	all := onMonth.FindAllStringSubmatchIndex(words, -1)
	for _, m := range slices.Backward(all) { // the day stands behind the reason
		if day, ok := date(words, m, now); ok {
			return at(m, day)
		}
	}
	return time.Time{}, strings.TrimSpace(words)
}

// date is the day that a match of onMonth names: without a year the next one.
func date(words string, m []int, now time.Time) (time.Time, bool) {
	month, _ := strconv.Atoi(words[m[4]:m[5]])
	dayOf, _ := strconv.Atoi(words[m[6]:m[7]])
	year, named := now.Year(), m[2] >= 0
	if named {
		year, _ = strconv.Atoi(words[m[2]:m[3]])
	}
	day := time.Date(year, time.Month(month), dayOf, 9, 0, 0, 0, now.Location())
	if !named && day.Before(now) {
		day = day.AddDate(1, 0, 0)
	}
	return day, int(day.Month()) == month && day.Day() == dayOf
}
