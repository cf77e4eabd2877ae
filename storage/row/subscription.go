package row

import "snapgrid/intake"

// SubscriptionColumns are the columns of [Subscription], of subscriptions s.
const SubscriptionColumns = `s.ticket, s.channel, s.sender, s.at`

// Subscription scans [SubscriptionColumns].
func Subscription(r Scanner) (intake.Subscription, error) {
	var s intake.Subscription
	err := r.Scan(&s.Ticket, &s.Channel, &s.Sender, Time(&s.At))
	return s, err
}
