package desk

import (
	"context"
	"fmt"
	"slices"

	"snapgrid/intake"
	"snapgrid/intake/notice"
)

// subscribe lets somebody be told in private how a ticket ends.
func (d *Desk) subscribe(ctx context.Context, c Call, t intake.Ticket) error {
	if err := d.take(ctx, c, commanded); err != nil {
		return err
	}
	if !t.Status.Open() || c.Sender.ID == "" {
		return d.answer(ctx, c, c.Key+"/status", notice.Status, notice.Facts{Ticket: t})
	}
	followed, err := d.store.SubscriptionsOf(ctx, c.Chat.Ref.Channel, c.Sender.ID)
	if err != nil {
		return err
	}
	facts := notice.Facts{Ticket: t}
	if len(followed) >= d.rules.Following && !slices.Contains(followed, t.N) {
		return d.answer(ctx, c, c.Key+"/following", notice.FollowsMany, facts)
	}
	if _, err := d.store.Subscribe(ctx, d.subscription(c, t)); err != nil {
		return err
	}
	alone, ok, err := d.inPrivate(ctx, c)
	switch {
	case err != nil:
		return err
	case !ok: // said once in a chat: the next ones who follow can read it
		key := fmt.Sprintf("stranger/%d/%s", c.Chat.ID, c.Sender.ID)
		return d.answer(ctx, c, key, notice.FollowsStranger, facts)
	}
	return d.answerAlone(ctx, c, alone, c.Key+"/follows", notice.Follows, facts)
}

// unsubscribe ends it. Who never followed is told the same: they are not told.
func (d *Desk) unsubscribe(ctx context.Context, c Call, t intake.Ticket) error {
	if err := d.take(ctx, c, commanded); err != nil {
		return err
	}
	err := d.store.Unsubscribe(ctx, d.subscription(c, t))
	if err != nil && intake.CodeOf(err) != intake.CodeNotFound {
		return err
	}
	alone, ok, err := d.inPrivate(ctx, c)
	if err != nil || !ok {
		return err
	}
	return d.answerAlone(ctx, c, alone, c.Key+"/unfollows", notice.Unfollows, notice.Facts{Ticket: t})
}

func (d *Desk) subscription(c Call, t intake.Ticket) intake.Subscription {
	return intake.Subscription{Ticket: t.N, Channel: c.Chat.Ref.Channel, Sender: c.Sender.ID, At: d.now()}
}
