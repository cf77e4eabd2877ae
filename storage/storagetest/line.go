package storagetest

import (
	"context"
	"fmt"
	"sync"
	"time"

	"snapgrid/intake"
)

// lines lists the words of a chat's lines.
func (b *bench) lines(chat, after int64, limit int) (words []string, last int64) {
	b.Helper()
	for _, l := range must(b.ChatLines(b.Context(), chat, after, limit))(b) {
		if l.Seq <= last || l.Seq <= after {
			b.Fatalf("seq %d after %d", l.Seq, max(last, after))
		}
		words, last = append(words, l.Text), l.Seq
	}
	return words, last
}

// seq is the newest change of any chat.
func (b *bench) seq() int64 {
	b.Helper()
	lines, _, err := b.ChangeSeq(b.Context())
	b.ok(err)
	return lines
}

var lineLaws = []law{
	{"messages and posts side by side", func(b *bench) {
		m := rich()
		heard := b.put(m)[0]
		photo := heard.Photos[1]
		photo.State = intake.PhotoReady
		b.ok(b.SavePhoto(b.Context(), photo))
		b.take(3, intake.PartReport, heard.Number)
		p := b.sent(intake.Post{
			Key: "k", ChatID: heard.ChatID, Ticket: 3, Topic: "5", ReplyTo: "17", Text: "#3", Buttons: []intake.Button{{Label: "l", Data: "d"}},
			Photos: []string{"renditions/x_1280.jpg"},
		}, "20", "21")
		lines := must(b.ChatLines(b.Context(), heard.ChatID, 0, 10))(b)
		equal(b, lines, []intake.Line{{
			Seq: lines[0].Seq, ID: "17", ReplyTo: "16", Topic: "5", Sender: m.Sender, At: kept(noon), Text: m.Text,
			Photos: []string{intake.RenditionName("abc", intake.SizeLarge)}, Ticket: 3,
		}, {
			Seq: lines[1].Seq, ID: "20", ReplyTo: "17", Topic: "5", Ours: true, At: p.SentAt, Text: "#3",
			Photos: p.Photos, Buttons: p.Buttons, Ticket: 3,
		}})
		equal(b, b.seq(), lines[1].Seq)
	}},
	{"the newest, or those after", func(b *bench) {
		var chat int64
		for i := range 4 {
			chat = b.put(said("a", fmt.Sprint(i), "x", fmt.Sprintf("m%d", i)), said("other", fmt.Sprint(i), "x", ""))[0].ChatID
			b.sent(intake.Post{Key: fmt.Sprint(i), ChatID: chat, Text: fmt.Sprintf("p%d", i)}, fmt.Sprint(100+i))
		}
		words, _ := b.lines(chat, 0, 3)
		equal(b, words, []string{"p2", "m3", "p3"})
		all, _ := b.lines(chat, 0, 100)
		equal(b, all, []string{"m0", "p0", "m1", "p1", "m2", "p2", "m3", "p3"})
		first := must(b.ChatLines(b.Context(), chat, 0, 100))(b)[0].Seq
		words, last := b.lines(chat, first, 3)
		equal(b, words, []string{"p0", "m1", "p1"})
		words, _ = b.lines(chat, last, 100)
		equal(b, words, []string{"m2", "p2", "m3", "p3"})
		words, _ = b.lines(chat, b.seq(), 100)
		equal(b, len(words), 0)
	}},
	{"a post is a line when it was sent", func(b *bench) {
		chat := b.chat("a").ID
		b.posts(chat, "waits")
		words, _ := b.lines(chat, 0, 10)
		equal(b, len(words), 0)
		equal(b, b.seq(), 0)
	}},
	{"an edited message is a change", func(b *bench) {
		b.put(said("a", "1", "x", "first"), said("a", "2", "x", "second"))
		chat, before := must(b.FindChat(b.Context(), ref("a")))(b).ID, b.seq()
		_, _, err := b.EditMessage(b.Context(), said("a", "1", "x", "edited"))
		b.ok(err)
		words, _ := b.lines(chat, before, 10)
		equal(b, words, []string{"edited"})
		equal(b, b.seq() > before, true)
	}},
	{"a post that edits puts its words in place of the old", func(b *bench) {
		chat := b.chat("a").ID
		b.sent(intake.Post{Key: "card", ChatID: chat, Text: "open", Buttons: []intake.Button{{Label: "take", Data: "t"}}}, "20")
		before := b.seq()
		b.sent(intake.Post{Key: "card/2", ChatID: chat, Text: "taken", Edits: "card"}, "20")
		lines := must(b.ChatLines(b.Context(), chat, before, 10))(b)
		equal(b, len(lines), 1)
		equal(b, []any{lines[0].ID, lines[0].Text, len(lines[0].Buttons)}, []any{"20", "taken", 0})
		all, _ := b.lines(chat, 0, 10)
		equal(b, all, []string{"taken"})
		equal(b, must(b.PostOf(b.Context(), chat, "20"))(b).Key, "card")
		b.sent(intake.Post{Key: "card/3", ChatID: chat, Text: "done", Edits: "card"}, "33") // the channel could not edit
		all, _ = b.lines(chat, 0, 10)
		equal(b, all, []string{"taken", "done"})
	}},
	{"a reaction is on the message", func(b *bench) {
		chat := b.put(said("a", "1", "x", "report"))[0].ChatID
		before := b.seq()
		b.sent(intake.Post{Key: "k", ChatID: chat, ReplyTo: "1", Reaction: "👀", Kind: intake.PostReaction})
		lines := must(b.ChatLines(b.Context(), chat, before, 10))(b)
		equal(b, len(lines), 1)
		equal(b, []string{lines[0].Text, lines[0].React}, []string{"report", "👀"})
	}},
	{"who reads on misses nothing", func(b *bench) {
		chat := b.chat("a").ID
		const writers, each = 4, 25
		var group sync.WaitGroup
		for w := range writers {
			group.Go(func() {
				for i := range each {
					id := fmt.Sprint(w, "-", i)
					if err := b.later(noon, said("a", id, "x", id)); err != nil {
						b.Error(err)
					}
				}
			})
		}
		seen, last := 0, int64(0)
		for deadline := time.Now().Add(30 * time.Second); seen < writers*each && time.Now().Before(deadline); {
			if last == 0 { // 0 asks for the newest
				lines := must(b.ChatLines(b.Context(), chat, 0, 1000))(b)
				seen += len(lines)
				if seen > 0 {
					last = lines[seen-1].Seq
				}
				continue
			}
			words, newest := b.lines(chat, last, 10)
			seen, last = seen+len(words), max(last, newest)
		}
		group.Wait()
		equal(b, seen, writers*each)
	}},
	{"who reads on misses no photo that becomes ready", func(b *bench) {
		heard := b.put(rich())[0]
		b.readPast(heard, heard.ChatID)
	}},
	{"nor one of a chat that moves meanwhile", func(b *bench) {
		old, heard := b.chat("old").ID, b.put(rich())[0]
		moving, moved := make(chan struct{}), make(chan error, 1)
		go func() {
			moved <- b.InTx(b.Context(), func(ctx context.Context) error {
				err := b.MoveChat(ctx, ref("old"), heard.Chat)
				close(moving)
				time.Sleep(200 * time.Millisecond)
				return err
			})
		}()
		<-moving
		b.readPast(heard, old)
		b.ok(<-moved)
	}},
}

// readPast makes a photo of a message ready and, before that is committed, lets somebody
// speak in its chat and somebody else read on.
func (b *bench) readPast(m intake.Heard, chat int64) {
	b.Helper()
	photo, spoke, last := m.Photos[1], make(chan error, 1), int64(0)
	photo.State = intake.PhotoReady
	b.ok(b.InTx(b.Context(), func(ctx context.Context) error {
		b.ok(b.SavePhoto(ctx, photo))
		_, last = b.lines(chat, 0, 10)
		go func() { spoke <- b.later(noon, said(m.Chat.ID, "18", "43", "我也看到了")) }()
		select {
		case err := <-spoke:
			spoke <- err
		case <-time.After(300 * time.Millisecond): // it waits for its turn
		}
		_, newest := b.lines(chat, last, 10)
		last = max(last, newest)
		return nil
	}))
	b.ok(<-spoke)
	words, _ := b.lines(chat, last, 10)
	equal(b, words, []string{m.Text, "我也看到了"})
}
