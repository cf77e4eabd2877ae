package storagetest

import (
	"context"
	"time"

	"snapgrid/intake"
	"snapgrid/storage/queue"
)

var backlogLaws = []law{
	{"how long the oldest post waits on each channel", func(b *bench) {
		oldest := func() map[intake.Channel]time.Duration {
			return must(b.OldestPosts(b.Context(), kept(noon.Add(time.Minute))))(b)
		}
		equal(b, oldest(), map[intake.Channel]time.Duration{})
		chat := b.chat("a").ID
		b.posts(chat, "1", "2")
		b.sent(intake.Post{Key: "3", ChatID: chat, CreatedAt: noon.Add(-time.Hour)}, "3")
		must(b.PutPost(b.Context(), intake.Post{Key: "4", ChatID: chat, CreatedAt: noon.Add(-time.Hour), NotBefore: noon.Add(time.Hour)}))(b)
		equal(b, oldest(), map[intake.Channel]time.Duration{"telegram": time.Minute})
		b.claim(chat, noon)
		equal(b, oldest(), map[intake.Channel]time.Duration{"telegram": time.Minute})
	}},
	{"how long the oldest job waits in each queue", func(b *bench) {
		w := queue.NewWorkers()
		queue.Handle(w, func(context.Context, intake.CloseTicket) error { return nil })
		q := must(b.Queue(w, queue.Config{Idle: true}))(b)
		equal(b, must(q.Oldest(b.Context()))(b), map[string]time.Duration{})
		b.owe(intake.Owed{Job: intake.CloseTicket{}}, intake.Owed{Job: intake.DeliverPosts{}},
			intake.Owed{Job: intake.DevelopPhoto{}, At: time.Now().Add(time.Hour)})
		ages := must(q.Oldest(b.Context()))(b)
		if len(ages) != 2 || ages["line"] < 0 || ages["line"] > time.Minute || ages["posts"] > time.Minute {
			b.Fatalf("the ages are %v", ages)
		}
	}},
}
