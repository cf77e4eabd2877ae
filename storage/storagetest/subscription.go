package storagetest

import (
	"time"

	"snapgrid/intake"
)

var subscriptionLaws = []law{
	{"who follows a ticket, once each", func(b *bench) {
		liu := intake.Subscription{Ticket: b.open(), Channel: "telegram", Sender: "liu", At: kept(noon)}
		wang := intake.Subscription{Ticket: liu.Ticket, Channel: "wechat", Sender: "liu", At: kept(noon.Add(time.Hour))}
		equal(b, must(b.Subscribe(b.Context(), wang))(b), true)
		equal(b, must(b.Subscribe(b.Context(), liu))(b), true)
		equal(b, must(b.Subscribe(b.Context(), liu))(b), false)
		equal(b, must(b.Subscribers(b.Context(), liu.Ticket))(b), []intake.Subscription{liu, wang})
		b.ok(b.Unsubscribe(b.Context(), liu))
		b.code(b.Unsubscribe(b.Context(), liu), intake.CodeNotFound)
		equal(b, must(b.Subscribers(b.Context(), liu.Ticket))(b), []intake.Subscription{wang})
		equal(b, must(b.Subscribers(b.Context(), liu.Ticket+1))(b), nil)
	}},
	{"what somebody follows is listed until it is done", func(b *bench) {
		first, second := b.open(), b.open()
		for _, n := range []int64{second, first} {
			must(b.Subscribe(b.Context(), intake.Subscription{Ticket: n, Channel: "telegram", Sender: "liu", At: noon}))(b)
		}
		done := func(at time.Time) {
			t := must(b.Ticket(b.Context(), first))(b)
			t.DoneAt = at
			b.ok(b.SaveTicket(b.Context(), t))
		}
		done(time.Time{})
		t := must(b.Ticket(b.Context(), second))(b)
		t.DoneAt = time.Time{}
		b.ok(b.SaveTicket(b.Context(), t))
		equal(b, must(b.SubscriptionsOf(b.Context(), "telegram", "liu"))(b), []int64{first, second})
		done(noon)
		equal(b, must(b.SubscriptionsOf(b.Context(), "telegram", "liu"))(b), []int64{second})
		equal(b, must(b.SubscriptionsOf(b.Context(), "wechat", "liu"))(b), nil)
	}},
}
