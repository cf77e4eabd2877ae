package storagetest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"snapgrid/intake"
	"snapgrid/storage"
)

// batch is how many messages one getUpdates hands over at most.
const batch = 100

// PlainInsert inserts the rows of messages, whose chats are named 0, 1, 2 …, into
// tables of the same columns and indexes, in one transaction, and does nothing
// else: it is what PutMessages is compared with. at is the number of the first.
type PlainInsert func(ctx context.Context, at int64, messages []intake.Message) error

// BenchmarkPut measures PutMessages against a plain insert of the same rows, batch
// by batch in turn, so that noise hits both. It reports messages a second, and the
// ratio of the two speeds.
func BenchmarkPut(b *testing.B, db storage.Store, plain PlainInsert) {
	b.Helper()
	for i, chats := range []int{1, 8, 64} {
		b.Run(fmt.Sprintf("chats=%d", chats), func(b *testing.B) {
			var ours, theirs time.Duration
			n, first := 0, int64(1+i)<<40
			for b.Loop() {
				n++
				messages := talk(chats, rand.Uint64())
				ours += timed(b, func() error {
					_, err := db.PutMessages(b.Context(), messages, time.Now())
					return err
				})
				messages = talk(chats, rand.Uint64())
				theirs += timed(b, func() error { return plain(b.Context(), first+int64(n*batch), messages) })
			}
			b.ReportMetric(float64(n*batch)/ours.Seconds(), "messages/s")
			b.ReportMetric(float64(n*batch)/theirs.Seconds(), "plain/s")
			b.ReportMetric(theirs.Seconds()/ours.Seconds(), "ratio")
		})
	}
}

// talk is a batch of what people say, one in five with a photo.
func talk(chats int, seed uint64) []intake.Message {
	messages := make([]intake.Message, batch)
	for i := range messages {
		m := said(fmt.Sprint(i%chats), fmt.Sprintf("%d-%d", seed, i), fmt.Sprint(i%10), "东大街十四号门口的井盖坏了，晚上很危险，请尽快来修")
		if i%5 == 0 {
			m.Media = []intake.Media{{Ref: fmt.Sprintf("AgACAgUAAxkBAAI%d-%d", seed, i), Type: "image/jpeg", Size: 120_000}}
		}
		messages[i] = m
	}
	return messages
}

func timed(b *testing.B, f func() error) time.Duration {
	b.Helper()
	start := time.Now()
	if err := f(); err != nil {
		b.Fatal(err)
	}
	return time.Since(start)
}

// BenchmarkLike measures PhotosLike among a million photos, which fill puts there
// with hashes of chance.
func BenchmarkLike(b *testing.B, db storage.Store, fill func(ctx context.Context, photos int) error) {
	b.Helper()
	if err := fill(b.Context(), 1_000_000); err != nil {
		b.Fatal(err)
	}
	photos := likely(b, db, 64)
	for i := 0; b.Loop(); i++ {
		p := photos[i%len(photos)]
		if seen, err := db.PhotosLike(b.Context(), p); err != nil || len(seen) != 1 {
			b.Fatalf("%d photos look like photo %d, want one: %v", len(seen), p.ID, err)
		}
	}
}

// likely opens a ticket with pairs of photos that look like each other.
func likely(b *testing.B, db storage.Store, pairs int) []intake.Photo {
	b.Helper()
	n, err := db.OpenTicket(b.Context(), ticket())
	if err != nil {
		b.Fatal(err)
	}
	var photos []intake.Photo
	for i := range pairs {
		m := said("like", fmt.Sprint(i), "sender", "")
		m.Media = []intake.Media{{Ref: "a"}, {Ref: "b"}}
		heard, err := db.PutMessages(b.Context(), []intake.Message{m}, noon)
		if err != nil {
			b.Fatal(err)
		}
		err = db.TakeMessages(b.Context(), intake.Numbers(heard), intake.Outcome{State: intake.MessageTicket, Ticket: n, Part: intake.PartReport})
		if err != nil {
			b.Fatal(err)
		}
		look := intake.Look{Hash: rand.Uint64()}
		for j, p := range heard[0].Photos {
			p.State, p.Look = intake.PhotoReady, look
			p.Look.Hash ^= uint64(j) * 0b1000000100000010000001000000100001001011 // ten bits
			if err := db.SavePhoto(b.Context(), p); err != nil {
				b.Fatal(err)
			}
			photos = append(photos, p)
		}
	}
	return photos
}
