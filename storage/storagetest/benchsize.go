package storagetest

import (
	"context"
	"fmt"
	"testing"
	"time"

	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/storage"
)

// sizedTickets is how many tickets BenchmarkSize keeps.
const sizedTickets = 4000

// BenchmarkSize fills a database with tickets and all that comes with each, and hands
// over to report, which says how much room that takes.
func BenchmarkSize(b *testing.B, db storage.Store, report func(tickets int)) {
	b.Helper()
	for range b.N {
		for from := 0; from < sizedTickets; from += batch {
			err := db.InTx(b.Context(), func(ctx context.Context) error {
				for i := from; i < from+batch; i++ {
					if err := lived(ctx, db, i); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(0, "ns/op")
	report(sizedTickets * b.N)
}

// lived keeps a ticket as it is after its life: a report and its photo, five events,
// four posts that were sent, whom to answer, and one who met it too.
func lived(ctx context.Context, db storage.Store, i int) error {
	at := noon.Add(time.Duration(i) * time.Minute)
	m := said(fmt.Sprint(i%50), fmt.Sprint(i), fmt.Sprint(i%900), fmt.Sprintf("东大街%d号门口的井盖坏了，晚上很危险，请尽快来修", i))
	m.Media = []intake.Media{{Ref: fmt.Sprintf("AgACAgUAAxkBAAI%d", i), Type: "image/jpeg", Size: 120_000}}
	heard, err := db.PutMessages(ctx, []intake.Message{m}, at)
	if err != nil {
		return err
	}
	h := heard[0]
	n, err := db.OpenTicket(ctx, intake.Ticket{
		Status: intake.StatusReported, Severity: intake.Ordinary, Category: "E0401", Words: m.Text, Masked: m.Text, Reason: "井盖 坏了",
		Unit: "shizheng", Channel: m.Chat.Channel, OpenedAt: at, ChangeAt: at, DueAt: at.Add(24 * time.Hour), Voices: 1,
		Fix: geotag.Fix{Point: geotag.Point{Lat: 34.2 + float64(i%100)/1e4, Lon: 108.9 + float64(i/100)/1e4}, Radius: 12, Source: "exif", Address: "东大街14号", Cell: "610104-07"},
	})
	if err != nil {
		return err
	}
	photo := h.Photos[0]
	photo.Media.Key, photo.State, photo.Width, photo.Height = fmt.Sprintf("%064x", i), intake.PhotoReady, 1920, 1080
	photo.Look = intake.Look{Hash: uint64(i)*0x9e3779b97f4a7c15 | 1}
	steps := []func() error{
		func() error { return db.SavePhoto(ctx, photo) },
		func() error {
			return db.TakeMessages(ctx, []int64{h.Number}, intake.Outcome{State: intake.MessageTicket, Ticket: n, Part: intake.PartReport})
		},
		func() error {
			return db.PutOrigin(ctx, intake.Origin{Ticket: n, ChatID: h.ChatID, MessageID: m.ID, Sender: m.Sender, At: at})
		},
		func() error {
			return db.PutVoice(ctx, intake.Voice{Ticket: n, Channel: m.Chat.Channel, Sender: m.Sender.ID, At: at})
		},
	}
	for j := range 5 {
		steps = append(steps, func() error {
			_, err := db.PutEvent(ctx, intake.Event{Ticket: n, At: at, Kind: intake.EventOpened, Status: intake.StatusReported, Text: "已派给区市政处"})
			return err
		})
		if j < 4 {
			steps = append(steps, func() error { return spoken(ctx, db, h, n, i*4+j, at) })
		}
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// spoken says one thing of a ticket in the chat of its report.
func spoken(ctx context.Context, db storage.Store, h intake.Heard, ticket int64, number int, at time.Time) error {
	key := fmt.Sprintf("sized/%d", number)
	_, err := db.PutPost(ctx, intake.Post{
		Key: key, ChatID: h.ChatID, Ticket: ticket, Kind: intake.PostAck, ReplyTo: h.ID, CreatedAt: at,
		Text: fmt.Sprintf("#%d 收到：井盖坏了。东大街14号门口，已经派给区市政处，明天中午前修好。", ticket),
	})
	if err != nil {
		return err
	}
	p, err := db.FindPost(ctx, key)
	if err != nil {
		return err
	}
	p.State, p.SentAt, p.SentAs = intake.PostSent, at, []string{fmt.Sprint(1_000_000 + number)}
	return db.SavePost(ctx, p)
}
