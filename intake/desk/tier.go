package desk

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"snapgrid/intake"
	"snapgrid/intake/dispatch"
	"snapgrid/intake/notice"
)

// settleAt puts a ticket on a tier, with the time that the tier has.
func (d *Desk) settleAt(t *intake.Ticket, tier intake.Tier) {
	t.Tier, t.RiseAt = tier, time.Time{}
	if has := d.rules.Tiers.Of(t.Category).Time(tier); has > 0 {
		t.RiseAt = d.now().Add(has)
	}
}

// beginTier puts a new ticket on the tier on which its class begins.
func (d *Desk) beginTier(t *intake.Ticket) {
	d.settleAt(t, d.rules.Tiers.Begin(t.Category, t.Severity))
}

// followTier moves a ticket whose class or severity was corrected to the tier on
// which it should have begun, unless it has left the one on which it did.
func (d *Desk) followTier(before intake.Ticket, t *intake.Ticket) {
	was, is := d.rules.Tiers.Begin(before.Category, before.Severity), d.rules.Tiers.Begin(t.Category, t.Severity)
	if t.Tier == was && is != was {
		d.settleAt(t, is)
	}
}

// neighbours are who settles a ticket of the first two tiers: the unit of the rule,
// or else nobody in particular, which is the grid. ok is false on the third.
func (d *Desk) neighbours(t intake.Ticket) (choice dispatch.Choice, ok bool) {
	if t.Tier == intake.TierJoint {
		return choice, false
	}
	choice.Way = []string{fmt.Sprintf("tier %d: the neighbours", t.Tier)}
	choice.Unit, _ = d.router.Unit(d.rules.Tiers.Of(t.Category).Unit)
	return choice, true
}

// rise carries a ticket to the next tier by the word of staff.
func (d *Desk) rise(ctx context.Context, c Call, t intake.Ticket) error {
	if t.Tier == intake.TierJoint {
		return d.answer(ctx, c, c.Key+"/top", notice.TopTier, notice.Facts{Ticket: t})
	}
	return d.shift(ctx, c, t, t.Tier+1)
}

// lower carries a ticket to the tier below.
func (d *Desk) lower(ctx context.Context, c Call, t intake.Ticket) error {
	if t.Tier == intake.TierSelf {
		return d.answer(ctx, c, c.Key+"/top", notice.TopTier, notice.Facts{Ticket: t})
	}
	return d.shift(ctx, c, t, t.Tier-1)
}

func (d *Desk) shift(ctx context.Context, c Call, t intake.Ticket, tier intake.Tier) error {
	t, err := d.changeTier(ctx, t, tier, officer(c.Officer), d.mask(strings.TrimSpace(c.Intent.Rest)), c.Chat.ID)
	if err != nil {
		return err
	}
	return d.answer(ctx, c, c.Key+"/tier", notice.NewTier, notice.Facts{Ticket: t})
}

// changeTier carries a ticket to another tier, gives it to whoever settles matters
// there, and tells those who had it, but for the chat that asked for it. A unit that
// people chose keeps the ticket.
func (d *Desk) changeTier(ctx context.Context, t intake.Ticket, tier intake.Tier, by intake.Actor, why string, asked int64) (intake.Ticket, error) {
	before := t
	e := intake.Event{Kind: intake.EventRaised, Actor: by, Text: tierText(tier, why)}
	if tier < t.Tier {
		e.Kind = intake.EventLowered
	}
	kept := t.Unit != "" && t.Unit != d.rules.Tiers.Of(t.Category).Unit
	d.settleAt(&t, tier)
	id, err := d.record(ctx, &t, e)
	if err != nil {
		return t, err
	}
	switch {
	case tier == intake.TierJoint && !kept && !t.Frozen:
		d.resume(&t)
		err = d.dispatch(ctx, &t)
	case tier < before.Tier && before.Tier == intake.TierJoint:
		err = d.handBack(ctx, &t)
	}
	if err != nil {
		return t, err
	}
	if err := d.tellTier(ctx, before, t, id, asked); err != nil {
		return t, err
	}
	return t, d.correct(ctx, before, t)
}

// handBack gives a ticket of a unit back to the neighbours.
func (d *Desk) handBack(ctx context.Context, t *intake.Ticket) error {
	d.resume(t)
	t.Unit, t.Officer, t.Clocks.SignedAt = "", 0, time.Time{}
	if t.Status.CanBecome(intake.StatusReported) {
		if err := move(t, intake.StatusReported); err != nil {
			return err
		}
	}
	return d.dispatch(ctx, t)
}

// tierText tells of a tier on the timeline.
func tierText(tier intake.Tier, why string) string {
	name := map[intake.Tier]string{intake.TierSelf: "自治", intake.TierConsult: "协商", intake.TierJoint: "联动"}[tier]
	if why == "" {
		return name
	}
	return name + "：" + why
}

// tellTier tells those who had the ticket that it is on another tier.
func (d *Desk) tellTier(ctx context.Context, before, t intake.Ticket, event, asked int64) error {
	chats, err := d.StaffChats(ctx, before)
	if err != nil {
		return err
	}
	for _, chat := range chats {
		if chat.ID == asked {
			continue
		}
		err := d.post(ctx, intake.Post{
			Key: fmt.Sprintf("tier/%d/%d", event, chat.ID), ChatID: chat.ID, Ticket: t.N, Kind: intake.PostCard,
			Text: d.writer.Write(chat.Language, notice.NewTier, notice.Facts{Ticket: t}),
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// sweepMost is how many tickets one sweep looks at.
const sweepMost = 200

// RaiseTiers carries the tickets up whose time in their tier is over.
func (d *Desk) RaiseTiers(ctx context.Context) error {
	due, err := d.store.RisingTickets(ctx, d.now(), sweepMost)
	if err != nil {
		return err
	}
	for _, n := range due {
		if err := d.store.InTx(ctx, func(ctx context.Context) error { return d.riseByItself(ctx, n) }); err != nil {
			return fmt.Errorf("raise #%d to the next tier: %w", n, err)
		}
	}
	return nil
}

// riseByItself looks again, since the ticket may have changed meanwhile.
func (d *Desk) riseByItself(ctx context.Context, n int64) error {
	t, err := d.store.LockTicket(ctx, n)
	if err != nil {
		return err
	}
	running := t.Status.Open() && t.Clocks.PausedAt.IsZero() && !t.RiseAt.IsZero() && !t.RiseAt.After(d.now())
	if !running || t.Tier >= intake.TierJoint {
		return nil
	}
	_, err = d.changeTier(ctx, t, t.Tier+1, intake.Actor{Kind: intake.ActorProgram}, "到期没有解决", 0)
	return err
}

// decided is what tells of a meeting's outcome in the words of who resolves.
var decided = regexp.MustCompile(`(?i)协商|议事|会议|会上|开会|商定|商量|议定|决定|表决|投票|同意|一致|约定|达成|\b(?:meeting|met|agreed?|agreement|vote[ds]?|decided?|decision|consensus)\b`)

// tellsOutcome reports whether words tell what a meeting decided, and not only that
// there was one.
func tellsOutcome(words string) bool {
	return decided.MatchString(words) && utf8.RuneCountInString(decided.ReplaceAllString(words, "")) >= 6
}
