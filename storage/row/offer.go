package row

import "snapgrid/intake"

// OfferColumns are the columns of [Offer].
const OfferColumns = `id, ticket, units, words, officer, chat_id, at, until, state, unit, end_at`

// Offer scans [OfferColumns].
func Offer(r Scanner) (intake.Offer, error) {
	var o intake.Offer
	err := r.Scan(&o.ID, &o.Ticket, words(&o.Units), &o.Words, &o.By, &o.Chat,
		Time(&o.At), Time(&o.Until), &o.State, &o.Unit, Time(&o.EndAt))
	return o, err
}
