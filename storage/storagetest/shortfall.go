package storagetest

import (
	"context"
	"time"

	"snapgrid/intake"
)

// short makes a post in a chat that fell short.
func (b *bench) short(chat int64, key string, at time.Time, short ...intake.Shortfall) int64 {
	b.Helper()
	p := b.sent(intake.Post{Key: key, ChatID: chat})
	b.ok(b.PutShortfalls(b.Context(), p.ID, at, short...))
	return p.ID
}

// fell lists the keys of the posts that fell short, with what they did.
func (b *bench) fell(f intake.ShortFilter, limit int) []string {
	b.Helper()
	var list []string
	for _, p := range must(b.ShortPosts(b.Context(), f, limit))(b) {
		entry := p.Key
		for _, s := range p.Short {
			entry += " " + string(s)
		}
		list = append(list, entry)
	}
	return list
}

var shortfallLaws = []law{
	{"posts that fell short are listed, newest first, with all that was missing", func(b *bench) {
		telegram := b.chat("a").ID
		wechat := must(b.PutChat(b.Context(), intake.Chat{Ref: intake.ChatRef{Channel: "wechat", ID: "g"}}))(b).ID
		first := b.short(wechat, "1", noon, intake.ShortQuote, intake.ShortButtons)
		b.sent(intake.Post{Key: "whole", ChatID: wechat})
		b.short(telegram, "2", noon, intake.ShortLength)
		b.short(wechat, "3", noon, intake.ShortReaction)
		b.ok(b.PutShortfalls(b.Context(), first, noon.Add(time.Hour), intake.ShortQuote)) // known
		equal(b, b.fell(intake.ShortFilter{}, 10), []string{"3 reaction", "2 length", "1 buttons quote"})
		equal(b, b.fell(intake.ShortFilter{}, 1), []string{"3 reaction"})
		equal(b, b.fell(intake.ShortFilter{Channel: "wechat"}, 10), []string{"3 reaction", "1 buttons quote"})
		equal(b, b.fell(intake.ShortFilter{What: intake.ShortQuote}, 10), []string{"1 buttons quote"})
		equal(b, len(b.fell(intake.ShortFilter{Channel: "telegram", What: intake.ShortQuote}, 10)), 0)
		equal(b, must(b.ShortPosts(b.Context(), intake.ShortFilter{}, 10))(b)[2].Post, must(b.FindPost(b.Context(), "1"))(b))
	}},
	{"shortfalls are counted by channel and code", func(b *bench) {
		telegram := b.chat("a").ID
		wechat := must(b.PutChat(b.Context(), intake.Chat{Ref: intake.ChatRef{Channel: "wechat", ID: "g"}}))(b).ID
		b.short(wechat, "old", noon.Add(-time.Hour), intake.ShortQuote)
		b.short(wechat, "1", noon, intake.ShortQuote, intake.ShortButtons)
		b.short(wechat, "2", noon, intake.ShortQuote)
		b.short(telegram, "3", noon, intake.ShortLength)
		equal(b, must(b.CountShortfalls(b.Context(), noon))(b), []intake.ShortCount{
			{Channel: "telegram", What: intake.ShortLength, Posts: 1},
			{Channel: "wechat", What: intake.ShortButtons, Posts: 1},
			{Channel: "wechat", What: intake.ShortQuote, Posts: 2},
		})
	}},
	{"a shortfall is undone with its transaction, and seen when its post is sent", func(b *bench) {
		chat := b.chat("a").ID
		b.posts(chat, "1")
		p := must(b.FindPost(b.Context(), "1"))(b)
		b.undone(func(ctx context.Context) { b.ok(b.PutShortfalls(ctx, p.ID, noon, intake.ShortPhoto)) })
		b.ok(b.PutShortfalls(b.Context(), p.ID, noon, intake.ShortChat))
		equal(b, len(b.fell(intake.ShortFilter{}, 10)), 0)
		equal(b, len(must(b.CountShortfalls(b.Context(), noon))(b)), 0)
		p.State = intake.PostSent
		b.ok(b.SavePost(b.Context(), p))
		equal(b, b.fell(intake.ShortFilter{}, 10), []string{"1 chat"})
	}},
}
