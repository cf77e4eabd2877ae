package desk

import (
	"context"
	"crypto/rand"
	"errors"
	"strings"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/notice"
	"snapgrid/intake/triage"
)

// loginTime is how long a one-time link to the pages is good.
const loginTime = 10 * time.Minute

// command answers what is said to us and not about a ticket.
func (d *Desk) command(ctx context.Context, c Call) error {
	if err := d.take(ctx, c, intake.Outcome{State: intake.MessageCommand}); err != nil {
		return err
	}
	switch c.Intent.Kind {
	case triage.IntentMine:
		return d.mine(ctx, c)
	case triage.IntentLogin:
		return d.login(ctx, c)
	case triage.IntentBind:
		return d.bind(ctx, c)
	case triage.IntentStart:
		return d.start(ctx, c)
	case triage.IntentMute, triage.IntentUnmute:
		return d.muteCommand(ctx, c)
	case triage.IntentInvite, triage.IntentDismiss:
		return d.staffCommand(ctx, c)
	case triage.IntentDoor:
		return d.showDoor(ctx, c)
	case triage.IntentWeekly:
		return d.weeklyCommand(ctx, c)
	}
	return d.help(ctx, c)
}

// start greets who comes to us. Who comes by a link, such as t.me/BOT?start=CODE,
// may bring a code; any other word behind the command means nothing to us.
func (d *Desk) start(ctx context.Context, c Call) error {
	claim, err := d.store.PeekClaim(ctx, codeOf(c), d.now())
	switch {
	case err == nil && fits(claim, c):
		return d.bind(ctx, c)
	case err != nil && intake.CodeOf(err) != intake.CodeNotFound:
		return err
	}
	return d.help(ctx, c)
}

// codeOf is the code that was written, however it was typed.
func codeOf(c Call) string { return strings.ToUpper(strings.TrimSpace(c.Intent.Rest)) }

func (d *Desk) help(ctx context.Context, c Call) error {
	s := notice.Help
	if c.Officer.ID != 0 {
		s = notice.HelpStaff
	}
	return d.answer(ctx, c, c.Key+"/help", s, notice.Facts{})
}

func (d *Desk) mine(ctx context.Context, c Call) error {
	tickets, err := d.store.ListTickets(ctx, intake.Filter{
		Channel: c.Chat.Ref.Channel, Sender: c.Sender.ID, Limit: 5,
	})
	if err != nil {
		return err
	}
	for i, t := range tickets {
		if t.MergedInto == 0 {
			continue
		}
		head, err := d.store.Ticket(ctx, t.MergedInto)
		if err != nil {
			return err
		}
		tickets[i] = t.Under(head)
	}
	return d.answer(ctx, c, c.Key+"/mine", notice.Mine, notice.Facts{Tickets: tickets})
}

// login hands a one-time link to an officer, in private only.
func (d *Desk) login(ctx context.Context, c Call) error {
	switch {
	case c.Officer.ID == 0:
		return errors.Join(d.audit(ctx, c, 0), d.answer(ctx, c, c.Key+"/login", notice.NotStaff, notice.Facts{}))
	case c.Chat.Kind != intake.ChatPrivate:
		return d.answer(ctx, c, c.Key+"/login", notice.LoginHere, notice.Facts{})
	}
	link, err := d.LoginLink(ctx, c.Officer, loginTime)
	if err != nil {
		return err
	}
	return d.answer(ctx, c, c.Key+"/login", notice.Login, notice.Facts{Link: link})
}

// LoginLink makes a one-time link that logs an officer in to the pages.
func (d *Desk) LoginLink(ctx context.Context, o intake.Officer, good time.Duration) (string, error) {
	code := rand.Text()
	err := d.store.PutClaim(ctx, code, intake.Claim{
		Kind: intake.ClaimLogin, Officer: intake.Officer{ID: o.ID}, Expires: d.now().Add(good),
	})
	return d.rules.PublicURL() + "/login?code=" + code, err
}

// bind gives the sender or the chat what the code stands for.
func (d *Desk) bind(ctx context.Context, c Call) error {
	code := codeOf(c)
	claim, err := d.store.PeekClaim(ctx, code, d.now())
	if intake.CodeOf(err) == intake.CodeNotFound || err == nil && !fits(claim, c) {
		return errors.Join(d.audit(ctx, c, 0), d.answer(ctx, c, c.Key+"/bind", notice.BadCode, notice.Facts{}))
	}
	if err != nil {
		return err
	}
	if _, err := d.store.UseClaim(ctx, code, d.now()); err != nil {
		return err
	}
	if claim.Kind == intake.ClaimChat {
		return d.bindChat(ctx, c, claim.Chat)
	}
	return d.enrol(ctx, c, claim.Officer)
}

// fits reports whether a code can be used where it was written: one of a person by
// somebody whom we can tell from others, one of a chat in a chat of several.
func fits(claim intake.Claim, c Call) bool {
	switch claim.Kind {
	case intake.ClaimOfficer:
		return c.Sender.ID != ""
	case intake.ClaimChat:
		return c.Chat.Kind != intake.ChatPrivate && (claim.Chat.ID == 0 || claim.Chat.Ref.Channel == c.Chat.Ref.Channel)
	case intake.ClaimLogin:
	}
	return false
}

// bindChat makes the chat what the code says: of a kind and an area, or one that
// we know already and lost sight of.
func (d *Desk) bindChat(ctx context.Context, c Call, bound intake.Chat) error {
	if bound.ID != 0 {
		return d.findAgain(ctx, c, bound.ID)
	}
	chat := c.Chat
	chat.Kind, chat.Cell, chat.Language = bound.Kind, bound.Cell, bound.Language
	if err := d.store.SaveChat(ctx, chat); err != nil {
		return err
	}
	return d.welcome(ctx, c, chat)
}

// findAgain makes the chat that the code was written in the address of a chat
// that we know: what waits to be said there can be said now.
func (d *Desk) findAgain(ctx context.Context, c Call, known int64) error {
	old, err := d.store.Chat(ctx, known)
	if err != nil {
		return err
	}
	if old.ID != c.Chat.ID {
		if err := d.store.MoveChat(ctx, old.Ref, c.Chat.Ref); err != nil {
			return err
		}
	}
	if err := d.store.Enqueue(ctx, intake.Owed{Job: intake.DeliverPosts{Chat: old.ID}}); err != nil {
		return err
	}
	c.Chat.ID = old.ID
	return d.welcome(ctx, c, old)
}

func (d *Desk) welcome(ctx context.Context, c Call, chat intake.Chat) error {
	var names []string
	for _, cell := range d.areas.Path(chat.Cell) {
		names = append(names, cell.Name)
	}
	return d.answer(ctx, c, c.Key+"/bind", notice.Bound, notice.Facts{Where: strings.Join(names, " ")})
}
