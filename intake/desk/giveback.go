package desk

import (
	"context"
	"fmt"
	"regexp"
	"strings"

	"snapgrid/intake"
	"snapgrid/intake/dispatch"
	"snapgrid/intake/notice"
	"snapgrid/intake/triage"
)

// giveBack takes a ticket from the unit that says it is not theirs (退单). The
// reason is asked for. If it names another unit, that one gets the ticket; else the
// street does. A unit that signed for it first has to say whose it is (首接负责).
// Once a second unit sends it back it is frozen: only the street gives it to a unit
// then, so that it is not kicked around (踢皮球).
func (d *Desk) giveBack(ctx context.Context, c Call, t intake.Ticket) error {
	reason := reasonIn(c.Intent.Rest)
	events, err := d.store.Events(ctx, t.N)
	if err != nil {
		return err
	}
	byUnit := c.Officer.Unit != "" && c.Officer.Unit == t.Unit
	claim := denied.ReplaceAllString(reason, "")
	to, named := d.otherUnit(claim, t.Unit)
	switch {
	case reason == "":
		return d.ask(ctx, c, t, notice.AskReturn)
	case byUnit && firstSigned(events) == t.Unit && !named && !whose.MatchString(claim):
		return d.ask(ctx, c, t, notice.AskWhose)
	}
	if byUnit {
		t.Returns++
		t.Frozen = t.Frozen || othersGaveBack(events, t.Unit)
	}
	if err := d.release(ctx, c, &t, reason); err != nil {
		return err
	}
	switch {
	case t.Frozen:
		back, err := d.store.Events(ctx, t.N)
		if err != nil {
			return err
		}
		return d.answer(ctx, c, c.Key+"/frozen", notice.Frozen, notice.Facts{Ticket: t, Handed: givenBack(back)})
	case named:
		if err := d.send(ctx, &t, dispatch.Choice{Unit: to}, officer(c.Officer), reason); err != nil {
			return err
		}
		return d.answer(ctx, c, c.Key+"/assigned", notice.Assigned, notice.Facts{Ticket: t})
	}
	return d.answer(ctx, c, c.Key+"/rejected", notice.Rejected, notice.Facts{Ticket: t})
}

// release takes a ticket from its unit and tells the street.
func (d *Desk) release(ctx context.Context, c Call, t *intake.Ticket, reason string) error {
	if err := move(t, intake.StatusReported); err != nil {
		return err
	}
	d.resume(t)
	t.Unit, t.Officer = "", 0
	d.promiseSign(t)
	id, err := d.record(ctx, t, intake.Event{Kind: intake.EventReturned, Actor: officer(c.Officer), Text: d.mask(reason)})
	if err != nil {
		return err
	}
	return d.store.Enqueue(ctx, intake.Owed{Job: intake.Announce{Ticket: t.N, Event: id}})
}

// othersGaveBack reports whether a unit other than this one sent the ticket back.
func othersGaveBack(events []intake.Event, unit string) bool {
	for _, back := range givenBack(events) {
		if back.Unit != unit {
			return true
		}
	}
	return false
}

// ask asks staff for what they left out. An answer to the question goes on with
// what they began: see [Asked].
func (d *Desk) ask(ctx context.Context, c Call, t intake.Ticket, s notice.Sentence) error {
	p := intake.Post{
		Key:    fmt.Sprintf("ask/%s/%d/%s/%d/%d", c.Intent.Kind, t.N, s, t.Returns, c.Officer.ID),
		ChatID: c.Chat.ID, Topic: c.Topic, ReplyTo: c.MessageID, Ticket: t.N, Kind: intake.PostAnswer,
		Text: d.writer.Write(c.Chat.Language, s, notice.Facts{Ticket: t}),
	}
	if c.held != nil {
		c.held.Text = p.Text
	}
	return d.post(ctx, p)
}

// Asked is what an answer to one of our posts goes on with, by the key of the post;
// ok is false if the post asked for nothing.
func Asked(key string) (kind triage.IntentKind, ok bool) {
	rest, ok := strings.CutPrefix(key, "ask/")
	word, _, _ := strings.Cut(rest, "/")
	return triage.IntentKind(word), ok && word != ""
}

// bareReturn is what sends a ticket back and gives no reason.
var bareReturn = regexp.MustCompile(`(?i)^(?:(?:这个|这件|这)?(?:不归我们?(?:管|负责)?|不是我们?(?:的|管的?|负责的?)?|不属于我们?(?:的)?|非我单位|退回|退单|打回)(?:了|的|啊|哦)?|不属实|情况不属实|不实|误报|(?:it'?s )?not (?:ours|our job|true)|reject(?:ed)?|returned?|wrong department|false report)$`)

// reasonIn is the reason in the words of who sends a ticket back; "" if they give
// none.
func reasonIn(words string) string {
	words = strings.TrimSpace(words)
	if bareReturn.MatchString(strings.Trim(words, " ，,。.!！~")) {
		return ""
	}
	return words
}

// denied is what a matter is said not to be: 不是市政的.
var denied = regexp.MustCompile(`(?i)不(?:是|归|属|该|应)[^，。；,.;!！?？]*|\b(?:is not|isn'?t|not) [^,.;!?]*`)

// whose is a way to say whose a matter is, of a unit that we do not know.
var whose = regexp.MustCompile(`(?i)(?:[是归属找转由该给]|应该?)[^，。,.!！?？我]{2,14}|\b(?:belongs? to|ask|is for|should go to|up to)\b`)

// otherUnit is the one unit, other than this one, that the words name.
func (d *Desk) otherUnit(words, than string) (found intake.Unit, ok bool) {
	n := 0
	for _, u := range d.router.Units() {
		if u.Code != than && d.router.Named(u, words) {
			found, n = u, n+1
		}
	}
	return found, n == 1
}

// untrue ends a ticket of which the grid, or the street, found that it is not so
// (不属实): the reporters are told what was found there, and may object. The word
// of the unit that has it does not end it: it goes back, for others to look.
func (d *Desk) untrue(ctx context.Context, c Call, t intake.Ticket) error {
	reason := reasonIn(c.Intent.Rest)
	switch {
	case reason == "":
		return d.ask(ctx, c, t, notice.AskUntrue)
	case d.May(c.Officer, intake.RightVerify, t):
		return d.end(ctx, c, t, intake.EndingRefused, intake.EventUntrue)
	case !t.Status.CanBecome(intake.StatusReported):
		return d.tellClosed(ctx, c, t)
	}
	t.Returns++
	if err := d.release(ctx, c, &t, reason); err != nil {
		return err
	}
	return d.answer(ctx, c, c.Key+"/rejected", notice.Rejected, notice.Facts{Ticket: t})
}
