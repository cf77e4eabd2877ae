package desk

import (
	"context"
	"fmt"
	"strings"

	"snapgrid/intake"
	"snapgrid/intake/notice"
)

// withdraw takes an offer back.
func (d *Desk) withdraw(ctx context.Context, c Call, t intake.Ticket) error {
	o, err := d.offerOf(ctx, t.N)
	if err != nil {
		return err
	}
	if o.State != intake.OfferOpen {
		return d.answer(ctx, c, c.Key+"/none", notice.OfferNone, notice.Facts{Ticket: t, Offer: o})
	}
	o.State = intake.OfferWithdrawn
	gone := intake.Event{Kind: intake.EventUnoffered, Actor: officer(c.Officer), Text: d.mask(strings.TrimSpace(c.Intent.Rest))}
	if _, err := d.record(ctx, &t, gone); err != nil {
		return err
	}
	if err := d.endOffer(ctx, t, o, c.Chat.ID); err != nil {
		return err
	}
	return d.answer(ctx, c, c.Key+"/withdrawn", notice.OfferBack, notice.Facts{Ticket: t, Offer: o})
}

// endOffer writes how an offer ended, takes the buttons off its cards, and tells
// those who hear nothing by it: the units, and where it was placed. The chat that
// ended it is answered.
func (d *Desk) endOffer(ctx context.Context, t intake.Ticket, o intake.Offer, by int64) error {
	o.EndAt = d.now()
	if err := d.store.EndOffer(ctx, o); err != nil {
		return err
	}
	chats, err := d.offeredChats(ctx, o)
	if err != nil {
		return err
	}
	facts := notice.Facts{Ticket: t, Offer: o}
	for _, chat := range chats {
		key := intake.OfferKey(o.ID, chat.ID)
		err := d.post(ctx, intake.Post{
			Key: key + "/end", ChatID: chat.ID, Ticket: t.N, Kind: intake.PostCard, Edits: key,
			Text: d.offerCard(chat, t, o),
		})
		if err != nil {
			return err
		}
	}
	placed, err := d.store.Chat(ctx, o.Chat)
	if err != nil {
		return err
	}
	if !holds(chats, placed.ID) {
		chats = append(chats, placed)
	}
	for _, chat := range chats {
		if chat.ID == by {
			continue
		}
		err := d.post(ctx, intake.Post{
			Key: fmt.Sprintf("offerend/%d/%d", o.ID, chat.ID), ChatID: chat.ID, Ticket: t.N, Kind: intake.PostAnswer,
			Text: d.writer.Write(chat.Language, notice.OfferGone, facts),
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// EndOffers ends the offers that ran out, or whose ticket is over.
func (d *Desk) EndOffers(ctx context.Context) error {
	due, err := d.store.DueOffers(ctx, d.now(), sweepMost)
	if err != nil {
		return err
	}
	for _, n := range due {
		if err := d.store.InTx(ctx, func(ctx context.Context) error { return d.endByItself(ctx, n) }); err != nil {
			return fmt.Errorf("end the offer of #%d: %w", n, err)
		}
	}
	return nil
}

// endByItself looks again, since somebody may have taken it meanwhile.
func (d *Desk) endByItself(ctx context.Context, n int64) error {
	t, err := d.store.LockTicket(ctx, n)
	if err != nil {
		return err
	}
	o, err := d.offerOf(ctx, n)
	switch {
	case err != nil || o.State != intake.OfferOpen:
		return err
	case !t.Status.Open():
		o.State = intake.OfferWithdrawn
		return d.endOffer(ctx, t, o, 0)
	case o.Until.After(d.now()):
		return nil
	}
	o.State = intake.OfferExpired
	if _, err := d.record(ctx, &t, intake.Event{Kind: intake.EventUnoffered, Actor: intake.Actor{Kind: intake.ActorProgram}}); err != nil {
		return err
	}
	return d.endOffer(ctx, t, o, 0)
}
