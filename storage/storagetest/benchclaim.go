package storagetest

import (
	"context"
	"crypto/rand"
	"fmt"
	"testing"
	"time"

	"snapgrid/intake"
	"snapgrid/storage"
)

// BenchmarkClaim measures how the next post of a chat is claimed while many wait. What is
// claimed is sent, and another post waits in its place.
func BenchmarkClaim(b *testing.B, db storage.Store) {
	b.Helper()
	for _, line := range []struct{ posts, chats int }{{1000, 1}, {1000, 300}, {100_000, 300}} {
		name := fmt.Sprintf("posts=%d/chats=%d", line.posts, line.chats)
		b.Run(name, func(b *testing.B) {
			name := rand.Text() // the same database may be measured again
			chats := queued(b, db, name, line.posts, line.chats)
			var took []time.Duration
			for i := 0; b.Loop(); i++ {
				var p intake.Post
				var ok bool
				chat, now := chats[i%len(chats)], time.Now()
				took = append(took, timed(b, func() (err error) {
					p, ok, _, err = db.ClaimPost(b.Context(), chat, now, now.Add(time.Minute))
					return err
				}))
				if !ok {
					b.Fatal("there is no post to claim")
				}
				p.State, p.SentAt = intake.PostSent, now
				if err := db.SavePost(b.Context(), p); err != nil {
					b.Fatal(err)
				}
				if err := putWaiting(b.Context(), db, chat, fmt.Sprint(name, " again ", i)); err != nil {
					b.Fatal(err)
				}
			}
			summed(b, took)
		})
	}
}

// queued lets posts wait in chats, in turn.
func queued(b *testing.B, db storage.Store, name string, posts, chats int) []int64 {
	b.Helper()
	ids := make([]int64, chats)
	for i := range ids {
		c, err := db.PutChat(b.Context(), intake.Chat{Ref: ref(fmt.Sprint(name, i)), Kind: intake.ChatResidents})
		if err != nil {
			b.Fatal(err)
		}
		ids[i] = c.ID
	}
	err := db.InTx(b.Context(), func(ctx context.Context) error {
		for i := range posts {
			if err := putWaiting(ctx, db, ids[i%chats], fmt.Sprint(name, i)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return ids
}

func putWaiting(ctx context.Context, db storage.Store, chat int64, key string) error {
	_, err := db.PutPost(ctx, intake.Post{
		Key: key, ChatID: chat, Ticket: 1, Kind: intake.PostNews, Text: "#1 东大街14号：井盖已经修好，谢谢您的反映。", CreatedAt: noon,
	})
	return err
}
