package intake

import (
	"fmt"
	"time"
)

// Offer is a ticket of the third tier held out to units as an order
// (居民点单、社区下单、共建单位接单): the first of them that takes it has it.
type Offer struct {
	ID     int64
	Ticket int64
	Units  []string // codes of those it is held out to
	Words  string   // of the officer who placed it, masked; "" if none
	By     int64    // number of that officer
	Chat   int64    // our number of the chat it was placed in, which hears how it ended
	At     time.Time
	Until  time.Time // it runs out then
	State  OfferState
	Unit   string    // code of the unit that took it
	EndAt  time.Time // when it was taken, withdrawn or ran out; zero while open
}

// OfferState says what became of an offer.
type OfferState string

// The states of an offer. Open becomes one of the others and stays it.
const (
	OfferOpen      OfferState = "open"
	OfferTaken     OfferState = "taken"
	OfferWithdrawn OfferState = "withdrawn" // by staff, or because the ticket ended
	OfferExpired   OfferState = "expired"
)

// OfferKey names the card of an offer in a chat.
func OfferKey(offer, chat int64) string { return fmt.Sprintf("offer/%d/%d", offer, chat) }
