package desk

import (
	"context"
	"slices"
	"strings"

	"snapgrid/intake"
	"snapgrid/intake/notice"
)

// offer holds a ticket of the third tier out as an order, to the units that are
// named or, if none is, to those that take orders.
func (d *Desk) offer(ctx context.Context, c Call, t intake.Ticket) error {
	if t.Tier != intake.TierJoint {
		return d.answer(ctx, c, c.Key+"/tier", notice.OfferTier, notice.Facts{Ticket: t})
	}
	known, err := d.offerOf(ctx, t.N)
	if err != nil {
		return err
	}
	if known.State == intake.OfferOpen {
		return d.answer(ctx, c, c.Key+"/twice", notice.OfferTwice, notice.Facts{Ticket: t, Offer: known})
	}
	units, words := d.asked(c)
	if len(units) == 0 {
		units = d.rules.Orders
	}
	units = slices.DeleteFunc(slices.Clone(units), func(code string) bool {
		u, ok := d.router.Unit(code)
		return !ok || len(u.Chats) == 0 // nobody there would hear of it
	})
	if len(units) == 0 {
		return d.answer(ctx, c, c.Key+"/whom", notice.OfferWhom, notice.Facts{Ticket: t})
	}
	return d.placeOffer(ctx, c, t, intake.Offer{Units: units, Words: d.mask(words)})
}

// asked are the units of an offer, and what is said to them: by the fields of a form, or
// by words that begin with the units.
func (d *Desk) asked(c Call) (units []string, words string) {
	if c.Offer != nil {
		return c.Offer.Units, c.Offer.Words
	}
	return d.readUnits(c.Intent.Rest)
}

// placeOffer keeps the offer and posts its cards.
func (d *Desk) placeOffer(ctx context.Context, c Call, t intake.Ticket, o intake.Offer) (err error) {
	o.Ticket, o.By, o.Chat, o.State = t.N, c.Officer.ID, c.Chat.ID, intake.OfferOpen
	o.At, o.Until = d.now(), d.now().Add(d.rules.OfferGood)
	if o.ID, err = d.store.PutOffer(ctx, o); err != nil {
		return err
	}
	offered := intake.Event{Kind: intake.EventOffered, Actor: officer(c.Officer), Text: d.unitNames(o.Units)}
	if _, err := d.record(ctx, &t, offered); err != nil {
		return err
	}
	if err := d.showOffer(ctx, t, o); err != nil {
		return err
	}
	return d.answer(ctx, c, c.Key+"/offered", notice.Offered, notice.Facts{Ticket: t, Offer: o})
}

// showOffer posts the cards with the button.
func (d *Desk) showOffer(ctx context.Context, t intake.Ticket, o intake.Offer) error {
	picture, err := d.picture(ctx, t.N)
	if err != nil {
		return err
	}
	chats, err := d.offeredChats(ctx, o)
	if err != nil {
		return err
	}
	for _, chat := range chats {
		err := d.post(ctx, intake.Post{
			Key: intake.OfferKey(o.ID, chat.ID), ChatID: chat.ID, Ticket: t.N, Kind: intake.PostCard, Photos: picture,
			Text:    d.offerCard(chat, t, o),
			Buttons: d.writer.TakeButton(chat.Language, t),
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// offerCard words the card of an offer as it is now. Those who read it may be no
// staff of the matter: they get the words that may be published.
func (d *Desk) offerCard(chat intake.Chat, t intake.Ticket, o intake.Offer) string {
	t.Words = t.Masked
	return d.writer.Write(chat.Language, notice.OfferCard, notice.Facts{Ticket: t, Offer: o})
}

// readUnits reads the units with which words begin, and gives what stands behind
// them.
func (d *Desk) readUnits(words string) (codes []string, rest string) {
	rest = strings.TrimSpace(words)
	for rest != "" {
		end := strings.IndexAny(rest, " \t\n,，、;；:：")
		word, behind := rest, ""
		if end >= 0 {
			word, behind = rest[:end], strings.TrimLeft(rest[end:], " \t\n,，、;；:：")
		}
		unit, ok := d.router.Find(word)
		if !ok {
			return codes, rest
		}
		if !slices.Contains(codes, unit.Code) {
			codes = append(codes, unit.Code)
		}
		rest = behind
	}
	return codes, ""
}

// picture is the first photo of the report that can be shown, if there is one.
func (d *Desk) picture(ctx context.Context, n int64) ([]string, error) {
	said, err := d.store.TicketMessages(ctx, n)
	for _, m := range said {
		for _, p := range m.Photos {
			if m.Part == intake.PartReport && p.State == intake.PhotoReady {
				return []string{intake.RenditionName(p.Media.Key, intake.SizeLarge)}, nil
			}
		}
	}
	return nil, err
}

// offeredChats are the chats that an offer is held out in, each once.
func (d *Desk) offeredChats(ctx context.Context, o intake.Offer) ([]intake.Chat, error) {
	var chats []intake.Chat
	for _, code := range o.Units {
		unit, _ := d.router.Unit(code)
		for _, ref := range unit.Chats {
			chat, err := d.store.PutChat(ctx, intake.Chat{Ref: ref, Kind: intake.ChatStaff})
			if err != nil {
				return nil, err
			}
			if !chat.Gone && !holds(chats, chat.ID) {
				chats = append(chats, chat)
			}
		}
	}
	return chats, nil
}

// offerOf is the newest offer of a ticket; without one its state is "".
func (d *Desk) offerOf(ctx context.Context, n int64) (intake.Offer, error) {
	o, err := d.store.OfferOf(ctx, n)
	if intake.CodeOf(err) == intake.CodeNotFound {
		return intake.Offer{}, nil
	}
	return o, err
}
