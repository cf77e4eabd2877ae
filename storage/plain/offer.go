package plain

import (
	"context"
	"fmt"
	"time"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// PutOffer numbers an offer and keeps it. An index allows one open offer a ticket.
func (s Store) PutOffer(ctx context.Context, o intake.Offer) (int64, error) {
	return changedOne(ctx, s, "offer", row.Number,
		`insert into offers (ticket, units, words, officer, chat_id, at, until, state, unit, end_at)
		 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id`,
		o.Ticket, row.List(o.Units), o.Words, o.By, o.Chat, o.At, o.Until, string(o.State), o.Unit, o.EndAt)
}

// EndOffer writes how an offer ended.
func (s Store) EndOffer(ctx context.Context, o intake.Offer) error {
	return s.change(ctx, fmt.Sprintf("offer %d", o.ID), `update offers set state = $2, unit = $3, end_at = $4 where id = $1`,
		o.ID, string(o.State), o.Unit, o.EndAt)
}

// OfferOf finds the newest offer of a ticket.
func (s Store) OfferOf(ctx context.Context, ticket int64) (intake.Offer, error) {
	return one(ctx, s, fmt.Sprintf("offer of #%d", ticket), row.Offer,
		`select `+row.OfferColumns+` from offers where ticket = $1 order by id desc limit 1`, ticket)
}

// DueOffers lists the tickets whose open offer has to end.
func (s Store) DueOffers(ctx context.Context, now time.Time, limit int) ([]int64, error) {
	return all(ctx, s, row.Number, row.DueOffers, now, limit)
}
