package storagetest

import (
	"time"

	"snapgrid/intake"
)

// offered keeps an open offer of a ticket.
func (b *bench) offered(ticket int64, until time.Time) intake.Offer {
	b.Helper()
	o := intake.Offer{
		Ticket: ticket, Units: []string{"wuye", "tongxin"}, Words: "周末前", By: 3, Chat: 4,
		At: kept(noon), Until: kept(until), State: intake.OfferOpen,
	}
	o.ID = must(b.PutOffer(b.Context(), o))(b)
	return o
}

var offerLaws = []law{
	{"an offer comes back as kept, and as it ended", func(b *bench) {
		_, err := b.OfferOf(b.Context(), 12)
		b.code(err, intake.CodeNotFound)
		o := b.offered(12, noon.Add(time.Hour))
		equal(b, must(b.OfferOf(b.Context(), 12))(b), o)
		o.State, o.Unit, o.EndAt = intake.OfferTaken, "wuye", kept(noon.Add(time.Minute))
		b.ok(b.EndOffer(b.Context(), o))
		equal(b, must(b.OfferOf(b.Context(), 12))(b), o)
		b.code(b.EndOffer(b.Context(), intake.Offer{ID: o.ID + 1}), intake.CodeNotFound)
	}},
	{"a ticket has one open offer, and the newest counts", func(b *bench) {
		o := b.offered(12, noon)
		_, err := b.PutOffer(b.Context(), o)
		b.code(err, intake.CodeConflict)
		b.offered(13, noon)
		o.State, o.EndAt = intake.OfferWithdrawn, kept(noon)
		b.ok(b.EndOffer(b.Context(), o))
		again := b.offered(12, noon.Add(time.Hour))
		equal(b, must(b.OfferOf(b.Context(), 12))(b), again)
	}},
	{"offers end when they run out, or with their ticket", func(b *bench) {
		late, done, fresh, over := b.open(), b.open(), b.open(), b.open()
		b.offered(late, noon)
		b.offered(done, noon.Add(time.Hour))
		b.offered(fresh, noon.Add(time.Hour))
		ended := b.offered(over, noon)
		ended.State = intake.OfferExpired
		b.ok(b.EndOffer(b.Context(), ended))
		t := must(b.Ticket(b.Context(), done))(b)
		t.Status = intake.StatusResolved
		b.ok(b.SaveTicket(b.Context(), t))
		equal(b, must(b.DueOffers(b.Context(), noon, 10))(b), []int64{late, done})
		equal(b, must(b.DueOffers(b.Context(), noon, 1))(b), []int64{late})
	}},
}
