package storagetest

import (
	"time"

	"snapgrid/intake"
)

// hold holds a post until the time.
func (b *bench) hold(key string, until time.Time) {
	b.Helper()
	p := must(b.FindPost(b.Context(), key))(b)
	p.State, p.NotBefore = intake.PostHeld, until
	b.ok(b.SavePost(b.Context(), p))
}

var heldLaws = []law{
	{"a post that is held is out of the way of others until its time", func(b *bench) {
		chat, other, morning := b.chat("a").ID, b.chat("b").ID, noon.Add(9*time.Hour)
		b.posts(chat, "1", "2", "3")
		b.posts(other, "4")
		for _, key := range []string{"1", "3", "4"} {
			b.hold(key, morning)
		}
		equal(b, must(b.WaitingChats(b.Context(), noon.Add(24*time.Hour)))(b), []int64{chat})
		equal(b, b.claim(chat, noon).Key, "2")
		equal(b, b.claim(other, morning), nil)
		equal(b, must(b.CountWaiting(b.Context(), chat))(b), 3)
		equal(b, must(b.HeldChats(b.Context(), morning.Add(-time.Second)))(b), nil)
		equal(b, must(b.HeldPosts(b.Context(), chat, morning.Add(-time.Second)))(b), nil)
		equal(b, must(b.HeldChats(b.Context(), morning))(b), []int64{chat, other})
		var keys []string
		for _, p := range must(b.HeldPosts(b.Context(), chat, morning))(b) {
			keys = append(keys, p.Key)
		}
		equal(b, keys, []string{"1", "3"})
	}},
	{"when somebody last spoke in a chat", func(b *bench) {
		equal(b, must(b.LastHeard(b.Context(), b.chat("a").ID))(b), time.Time{})
		b.put(said("a", "1", "x", "早"))
		must(b.PutMessages(b.Context(), []intake.Message{said("a", "2", "y", "早")}, noon.Add(time.Minute)))(b)
		b.sent(intake.Post{Key: "k", ChatID: b.chat("a").ID, ReplyTo: "1", Reaction: "👀"})
		equal(b, must(b.LastHeard(b.Context(), b.chat("a").ID))(b), kept(noon.Add(time.Minute)))
		equal(b, must(b.LastHeard(b.Context(), b.chat("b").ID))(b), time.Time{})
	}},
}
