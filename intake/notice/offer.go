package notice

import (
	"fmt"
	"strings"

	"snapgrid/intake"
)

// The sentences about tiers, orders and handlers without an account.
const (
	NewTier    Sentence = "newtier"    // to who has it and had it
	TopTier    Sentence = "toptier"    // there is no further tier
	Outcome    Sentence = "outcome"    // asks what the meeting decided
	OfferCard  Sentence = "offercard"  // to units
	Offered    Sentence = "offered"    // to who placed it
	OfferTier  Sentence = "offertier"  // it has to rise first
	OfferTwice Sentence = "offertwice" // it is held out already
	OfferWhom  Sentence = "offerwhom"  // asks for units
	OfferYours Sentence = "offeryours" // to the unit that took it
	OfferGone  Sentence = "offergone"  // to all others: how it ended
	OfferNone  Sentence = "offernone"
	OfferBack  Sentence = "offerback" // to who took it back
	Invited    Sentence = "invited"
	InviteHere Sentence = "invitehere"
	InviteWhom Sentence = "invitewhom"
	Uninvited  Sentence = "uninvited"
	NoGuest    Sentence = "noguest"
	GuestSaid  Sentence = "guestsaid" // to staff
)

// tierView is where a ticket is settled.
type tierView struct {
	Name    string
	Number  int
	Consult bool
	Rises   string // when it rises by itself; "" if it does not
}

var tierNames = map[intake.Tier]wording{
	intake.TierSelf:    {"自治", "neighbours"},
	intake.TierConsult: {"协商", "meeting"},
	intake.TierJoint:   {"联动", "joint"},
}

func (w *Writer) tier(lang string, t intake.Ticket) tierView {
	v := tierView{Name: tierNames[t.Tier].in(lang), Number: int(t.Tier), Consult: t.Tier == intake.TierConsult}
	if !t.RiseAt.IsZero() && t.Tier < intake.TierJoint {
		v.Rises = w.moment(lang, t.RiseAt)
	}
	return v
}

// orderView is an offer as a template sees it.
type orderView struct {
	Units string
	Words string
	Until string
	State string
	Taker string
}

func (w *Writer) order(lang string, o intake.Offer) orderView {
	v := orderView{
		Words: shorten(o.Words, 120), Until: w.moment(lang, o.Until), State: string(o.State), Taker: w.unitName(o.Unit),
	}
	var names []string
	for _, code := range o.Units {
		names = append(names, w.unitName(code))
	}
	v.Units = strings.Join(names, wording{"、", ", "}.in(lang))
	return v
}

// guestView is a handler without an account as a template sees it.
type guestView struct {
	Unit  string
	Until string
	Said  string
}

func (w *Writer) guest(lang string, f Facts) guestView {
	return guestView{Unit: w.unitName(f.Guest.Unit), Until: w.moment(lang, f.Guest.Until), Said: shorten(f.Said, 200)}
}

// TakeButton is the choice under an order.
func (w *Writer) TakeButton(language string, t intake.Ticket) []intake.Button {
	lang, _ := w.choose(language)
	return []intake.Button{{Label: wording{"接单", "Take the order"}.in(lang), Data: fmt.Sprintf("take:%d", t.N)}}
}
