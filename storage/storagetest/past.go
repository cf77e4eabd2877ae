package storagetest

import (
	"fmt"
	"time"

	"snapgrid/intake"
)

var pastLaws = []law{
	{"what led to nothing is forgotten in parts, what became a ticket stays", func(b *bench) {
		var heard []intake.Heard
		for i := range 6 {
			heard = append(heard, b.put(said("a", fmt.Sprint(i), "x", "早"))...)
		}
		alone := said("p", "1", "x", "我的")
		alone.Private = true
		heard = append(heard, b.put(alone)...)
		chatter := intake.Outcome{State: intake.MessageChatter}
		for _, i := range []int{0, 2, 3, 6} {
			b.ok(b.TakeMessages(b.Context(), []int64{heard[i].Number}, chatter))
		}
		b.take(b.open(), intake.PartReport, heard[1].Number)
		later := noon.Add(time.Hour)
		forget := func(limit int) intake.Past { return must(b.ForgetPast(b.Context(), later, limit))(b) }
		equal(b, must(b.ForgetPast(b.Context(), kept(noon), 10))(b), intake.Past{})
		equal(b, forget(3), intake.Past{Seen: 3, Dropped: 2})
		equal(b, forget(10), intake.Past{Seen: 4, Dropped: 1}) // two are open, one was said to us alone
		equal(b, forget(10), intake.Past{})
		for i, m := range heard {
			_, err := b.Message(b.Context(), m.Number)
			if gone := i == 0 || i == 2 || i == 3; gone {
				b.code(err, intake.CodeNotFound)
			} else {
				b.ok(err)
			}
		}
		equal(b, len(b.put(said("a", "0", "x", "早"))), 1) // the service would not repeat it after months
	}},
	{"the photos and words of what is forgotten go with it", func(b *bench) {
		m := masked("1", "电话 13800000000", "电话 〔电话〕")
		m.Media = []intake.Media{{Ref: "file", Name: "a.jpg"}}
		heard := b.put(m)
		b.ok(b.TakeMessages(b.Context(), []int64{heard[0].Number}, intake.Outcome{State: intake.MessageChatter}))
		equal(b, must(b.ForgetPast(b.Context(), noon.Add(time.Hour), 10))(b), intake.Past{Seen: 1, Dropped: 1})
		_, err := b.Photo(b.Context(), heard[0].Photos[0].ID)
		b.code(err, intake.CodeNotFound)
		equal(b, must(b.ForgetOriginals(b.Context(), noon.Add(time.Hour), 10))(b), 0)
	}},
	{"answers about no ticket are forgotten, those about one stay", func(b *bench) {
		chat := b.chat("a").ID
		b.sent(intake.Post{Key: "help", ChatID: chat, CreatedAt: noon}, "1")
		b.sent(intake.Post{Key: "ack", ChatID: chat, Ticket: 7, CreatedAt: noon}, "2")
		b.posts(chat, "waits")
		equal(b, must(b.ForgetPosts(b.Context(), kept(noon), 10))(b), 0)
		equal(b, must(b.ForgetPosts(b.Context(), noon.Add(time.Hour), 10))(b), 1)
		_, err := b.FindPost(b.Context(), "help")
		b.code(err, intake.CodeNotFound)
		_, err = b.PostOf(b.Context(), chat, "1")
		b.code(err, intake.CodeNotFound)
		equal(b, must(b.PostOf(b.Context(), chat, "2"))(b).Key, "ack")
		equal(b, must(b.FindPost(b.Context(), "waits"))(b).State, intake.PostWaiting)
	}},
}
