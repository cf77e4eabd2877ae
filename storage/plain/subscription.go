package plain

import (
	"context"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// Subscribe keeps a subscription, once for each person and ticket.
func (s Store) Subscribe(ctx context.Context, sub intake.Subscription) (added bool, err error) {
	n, err := s.exec(ctx, `insert into subscriptions (ticket, channel, sender, at) values ($1, $2, $3, $4) on conflict do nothing`,
		sub.Ticket, string(sub.Channel), sub.Sender, sub.At)
	return n > 0, err
}

// Unsubscribe ends a subscription.
func (s Store) Unsubscribe(ctx context.Context, sub intake.Subscription) error {
	return s.change(ctx, "subscription", `delete from subscriptions where ticket = $1 and channel = $2 and sender = $3`,
		sub.Ticket, string(sub.Channel), sub.Sender)
}

// Subscribers lists who follows a ticket, or one merged into it, the first one first.
func (s Store) Subscribers(ctx context.Context, ticket int64) ([]intake.Subscription, error) {
	return all(ctx, s, row.Subscription, `select `+row.SubscriptionColumns+` from subscriptions s
		where `+s.family("s.ticket")+` order by s.at, s.channel, s.sender`, ticket)
}

// SubscriptionsOf lists the tickets that a person follows and that are not over.
func (s Store) SubscriptionsOf(ctx context.Context, channel intake.Channel, sender string) ([]int64, error) {
	return all(ctx, s, row.Number, `select s.ticket from subscriptions s join tickets t on t.n = s.ticket
		where s.channel = $1 and s.sender = $2 and t.done_at is null order by s.ticket`, string(channel), sender)
}
