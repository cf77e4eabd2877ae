package storagetest

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"snapgrid/geotag"
	"snapgrid/intake"
)

// rich is a message with everything.
func rich() intake.Message {
	m := said("-100", "17", "42", "井盖坏了 👷🏽‍♀️ 𠮷 O'Brien \"; drop table messages; --")
	m.Topic, m.Private, m.Sender.Bot = "5", true, true
	m.Album, m.ReplyTo, m.Language, m.Form = "album", "16", "zh-hans", "E0401"
	m.Pin = &geotag.Pin{Point: geotag.Point{Lat: 34.265312, Lon: 108.912345}, Radius: 12.5, Name: "红辉市场", Address: "\"路\" 14 号"}
	m.Media = []intake.Media{
		{Ref: "file-1", Name: "IMG_1.jpg", Type: "image/jpeg", Size: 1 << 33, Original: true},
		{Key: "abc", TooBig: true},
	}
	return m
}

var messageLaws = []law{
	{"a message comes back as it was", func(b *bench) {
		heard := b.put(rich())[0]
		want := rich()
		want.SentAt = kept(want.SentAt)
		equal(b, heard.Message, want)
		equal(b, heard.State, intake.MessageOpen)
		equal(b, heard.ReceivedAt, kept(noon))
		equal(b, len(heard.Photos), 2)
		found := must(b.FindMessage(b.Context(), heard.ChatID, "17"))(b)
		equal(b, found, heard)
		open := must(b.OpenMessages(b.Context(), heard.ChatID, "42"))(b)
		equal(b, open, []intake.Heard{heard})
	}},
	{"text of any kind", func(b *bench) {
		for i, text := range []string{
			"", strings.Repeat("字", 10_000), strings.Repeat("😀", 4096), "\u202eRTL\u202c \x01\x1f\x7f", "<b>&amp;</b>", `\u0000 \x00 %s $1 ?`,
		} {
			heard := b.put(said("a", fmt.Sprint(i), "1", text))[0]
			equal(b, must(b.FindMessage(b.Context(), heard.ChatID, fmt.Sprint(i)))(b).Text, text)
		}
	}},
	{"text that no database keeps is mended", func(b *bench) {
		m := said("a\x00", "1\x00", "1\x00", "NUL \x00 and \xff\xfe bytes")
		m.Pin = &geotag.Pin{Name: "\x00\xff"}
		m.Media = []intake.Media{{Name: "\xffIMG\x00.jpg"}}
		heard := b.put(m)[0]
		equal(b, heard.Text, "NUL  and \uFFFD bytes")
		equal(b, must(b.FindMessage(b.Context(), heard.ChatID, "1"))(b), heard)
		equal(b, len(b.put(m)), 0)
	}},
	{"a message is kept once", func(b *bench) {
		first := b.put(said("a", "1", "x", "one"), said("a", "2", "x", "two"), said("a", "1", "x", "one again"))
		equal(b, len(first), 2)
		again := b.put(said("a", "2", "x", "changed"), said("b", "2", "x", "other chat"), said("a", "3", "x", "three"))
		equal(b, len(again), 2)
		equal(b, again[0].Text, "other chat")
		equal(b, again[1].Text, "three")
		equal(b, must(b.FindMessage(b.Context(), first[1].ChatID, "2"))(b).Text, "two")
		equal(b, len(b.put()), 0)
	}},
	{"redelivery adds no photos", func(b *bench) {
		heard := b.put(rich())[0]
		b.put(rich())
		equal(b, len(must(b.FindMessage(b.Context(), heard.ChatID, "17"))(b).Photos), 2)
		equal(b, len(must(b.PendingPhotos(b.Context(), noon.Add(time.Second)))(b)), 2)
	}},
	{"numbers rise in the order of receipt", func(b *bench) {
		var last int64
		for batch := range 5 {
			var messages []intake.Message
			for i := range 100 {
				messages = append(messages, said(fmt.Sprint(i%7), fmt.Sprintf("%d-%d", batch, i), "1", "x"))
			}
			heard := b.put(messages...)
			equal(b, len(heard), 100)
			for i, h := range heard {
				equal(b, h.ID, messages[i].ID)
				if h.Number <= last {
					b.Fatalf("number %d after %d", h.Number, last)
				}
				last = h.Number
			}
		}
	}},
	{"an undone batch leaves nothing", func(b *bench) {
		b.undone(func(ctx context.Context) { must(b.PutMessages(ctx, []intake.Message{rich()}, noon))(b) })
		equal(b, len(b.put(rich())), 1)
	}},
	{"the same batches at once, each message once", func(b *bench) {
		var messages []intake.Message
		for i := range 40 {
			messages = append(messages, said(fmt.Sprint(i%4), fmt.Sprint(i), "1", "x"))
		}
		var fresh atomic.Int64
		atOnce(b.T, 8, func(i int) {
			batch := append(append([]intake.Message{}, messages[i*5:]...), messages[:i*5]...)
			heard, err := b.PutMessages(b.Context(), batch, noon)
			if err != nil {
				b.Error(err)
			}
			fresh.Add(int64(len(heard)))
		})
		equal(b, fresh.Load(), 40)
		equal(b, len(must(b.Chats(b.Context(), ""))(b)), 4)
	}},
	{"an edit is seen, the same again changes nothing", func(b *bench) {
		heard := b.put(rich())[0]
		m := rich()
		m.Text, m.Pin = "now\x00 other", nil
		edited, changed, err := b.EditMessage(b.Context(), m)
		b.ok(err)
		equal(b, changed, true)
		want := heard
		want.Text, want.Pin = "now other", nil
		equal(b, edited, want)
		equal(b, must(b.FindMessage(b.Context(), heard.ChatID, "17"))(b), want)
		_, changed, err = b.EditMessage(b.Context(), m)
		b.ok(err)
		equal(b, changed, false)
		m.ID = "unknown"
		_, _, err = b.EditMessage(b.Context(), m)
		b.code(err, intake.CodeNotFound)
		_, _, err = b.EditMessage(b.Context(), said("unknown", "1", "1", ""))
		b.code(err, intake.CodeNotFound)
	}},
	{"open messages are one sender's in one chat, oldest first", func(b *bench) {
		heard := b.put(said("a", "1", "x", "1"), said("a", "2", "y", "2"), said("b", "3", "x", "3"), said("a", "4", "x", "4"))
		open := must(b.OpenMessages(b.Context(), heard[0].ChatID, "x"))(b)
		equal(b, open, []intake.Heard{heard[0], heard[3]})
		equal(b, len(must(b.OpenMessages(b.Context(), heard[0].ChatID, "nobody"))(b)), 0)
	}},
	{"small talk is set aside unless its sender has something else open", func(b *bench) {
		before := b.put(said("a", "1", "y", "1"), said("a", "2", "w", "2"))
		b.take(7, intake.PartReport, before[1].Number)
		verdict := intake.Verdict{Kind: intake.IsChatter, Confidence: 0.95, Reason: "chat: \x00哈哈"}
		talk := func(chat, id, sender string) intake.Message {
			m := said(chat, id, sender, id)
			m.Talk = verdict
			return m
		}
		batch := []intake.Message{talk("a", "3", "x"), talk("a", "4", "y"), talk("b", "5", "y"), talk("a", "6", "w"),
			talk("a", "7", "z"), said("a", "8", "z", "8"), talk("a", "1", "x"), talk("a", "9", "x")}
		b.undone(func(ctx context.Context) { must(b.PutMessages(ctx, batch, noon))(b) })
		heard := b.put(batch...)
		var aside, open []string
		for _, m := range heard {
			if m.State == intake.MessageChatter {
				aside = append(aside, m.ID)
			} else {
				open = append(open, m.ID)
			}
			equal(b, must(b.Message(b.Context(), m.Number))(b), m)
		}
		equal(b, aside, []string{"3", "5", "6", "9"})
		equal(b, open, []string{"4", "7", "8"})
		verdict.Reason = "chat: 哈哈"
		equal(b, heard[0].Verdict, verdict)
		equal(b, must(b.OpenMessages(b.Context(), heard[0].ChatID, "y"))(b), []intake.Heard{before[0], heard[1]})
		equal(b, len(b.put(batch...)), 0)
	}},
	{"small talk is known by its number", func(b *bench) {
		heard := b.put(said("a", "1", "x", "1"), said("a", "2", "x", "2"), said("b", "1", "x", "1"), said("a", "3", "x", "3"))
		chat := heard[0].ChatID
		talk := intake.Outcome{State: intake.MessageChatter}
		b.ok(b.TakeMessages(b.Context(), []int64{heard[0].Number, heard[3].Number}, talk))
		must(b.PutPost(b.Context(), intake.Post{Key: "ours", ChatID: chat, CreatedAt: noon}))(b)
		p := must(b.FindPost(b.Context(), "ours"))(b)
		p.State, p.SentAs = intake.PostSent, []string{"3"} // as after a move of the chat
		b.ok(b.SavePost(b.Context(), p))
		idle := must(b.IdleTalk(b.Context(), []intake.Quote{{Chat: chat, Message: "1"}, {Chat: chat, Message: "2"}, {Chat: heard[2].ChatID, Message: "1"},
			{Chat: chat, Message: "3"}, {Chat: chat, Message: "4"}, {Chat: chat, Message: "1"}}))(b)
		equal(b, idle[intake.Quote{Chat: chat, Message: "1"}], true)
		delete(idle, intake.Quote{Chat: chat, Message: "1"})
		for q, is := range idle {
			if is {
				b.Errorf("%v is no small talk", q)
			}
		}
		equal(b, len(must(b.IdleTalk(b.Context(), nil))(b)), 0)
	}},
	{"a taken message has its outcome and is not open", func(b *bench) {
		heard := b.put(said("a", "1", "x", "1"), said("a", "2", "x", "2"))
		verdict := intake.Verdict{Kind: intake.IsReport, Confidence: 0.75, Reason: "matched: 塌陷\x00", Category: "E0401", Severity: intake.Urgent}
		outcome := intake.Outcome{State: intake.MessageTicket, Ticket: 7, Part: intake.PartReport, Verdict: verdict}
		b.ok(b.TakeMessages(b.Context(), []int64{heard[0].Number, heard[0].Number}, outcome))
		m := must(b.FindMessage(b.Context(), heard[0].ChatID, "1"))(b)
		verdict.Reason = "matched: 塌陷"
		equal(b, m.Verdict, verdict)
		equal(b, []any{m.State, m.Ticket, m.Part}, []any{intake.MessageTicket, int64(7), intake.PartReport})
		equal(b, must(b.OpenMessages(b.Context(), m.ChatID, "x"))(b), heard[1:])
		equal(b, must(b.TicketMessages(b.Context(), 7))(b), []intake.Heard{m})
		equal(b, len(must(b.TicketMessages(b.Context(), 0))(b)), 0)
		b.ok(b.TakeMessages(b.Context(), nil, outcome))
	}},
	{"messages are taken all or none", func(b *bench) {
		heard := b.put(said("a", "1", "x", "1"), said("a", "2", "x", "2"))
		b.take(1, intake.PartReport, heard[0].Number)
		b.ok(b.InTx(b.Context(), func(ctx context.Context) error {
			b.code(b.TakeMessages(ctx, []int64{heard[0].Number, heard[1].Number}, intake.Outcome{State: intake.MessageChatter}), intake.CodeConflict)
			return nil // even if the transaction goes on
		}))
		equal(b, must(b.FindMessage(b.Context(), heard[0].ChatID, "2"))(b).State, intake.MessageOpen)
		b.code(b.TakeMessages(b.Context(), []int64{1 << 40}, intake.Outcome{State: intake.MessageChatter}), intake.CodeConflict)
	}},
	{"of two that take a burst one gets it", func(b *bench) {
		for round := range 10 {
			heard := b.put(said("a", fmt.Sprint(round, "a"), "x", "1"), said("a", fmt.Sprint(round, "b"), "x", "2"))
			var won atomic.Int64
			atOnce(b.T, 4, func(i int) {
				err := b.InTx(b.Context(), func(ctx context.Context) error {
					n, err := b.OpenTicket(ctx, ticket())
					if err != nil {
						return err
					}
					return b.TakeMessages(ctx, []int64{heard[i%2].Number, heard[1-i%2].Number}, intake.Outcome{State: intake.MessageTicket, Ticket: n})
				})
				if err == nil {
					won.Add(1)
				} else if intake.CodeOf(err) != intake.CodeConflict {
					b.Error(err)
				}
			})
			equal(b, won.Load(), 1)
		}
		equal(b, b.open(), 11) // the losers left no gap
	}},
	{"bursts that wait are found by age", func(b *bench) {
		b.ok(b.later(noon, said("a", "1", "x", "1"), said("a", "2", "x", "2"), said("b", "3", "y", "3")))
		b.ok(b.later(noon.Add(time.Minute), said("b", "4", "z", "4")))
		a := must(b.FindChat(b.Context(), ref("a")))(b).ID
		c := must(b.FindChat(b.Context(), ref("b")))(b).ID
		equal(b, len(must(b.WaitingBursts(b.Context(), noon))(b)), 0)
		equal(b, must(b.WaitingBursts(b.Context(), noon.Add(time.Second)))(b),
			[]intake.AssembleBurst{{Chat: a, Sender: "x"}, {Chat: c, Sender: "y"}})
		open := must(b.OpenMessages(b.Context(), a, "x"))(b)
		b.take(1, intake.PartReport, open[0].Number, open[1].Number)
		equal(b, must(b.WaitingBursts(b.Context(), noon.Add(time.Hour)))(b),
			[]intake.AssembleBurst{{Chat: c, Sender: "y"}, {Chat: c, Sender: "z"}})
	}},
	{"the ticket of a message, of a post, of an album", func(b *bench) {
		m := said("a", "1", "x", "1")
		m.Album = "album"
		heard := b.put(m, said("a", "2", "x", "2"))
		chat := heard[0].ChatID
		n := b.open()
		b.take(n, intake.PartFix, heard[0].Number)
		equal(b, must(b.TicketOf(b.Context(), chat, "1"))(b), n)
		equal(b, must(b.TicketOf(b.Context(), chat, "2"))(b), 0)
		equal(b, must(b.TicketOf(b.Context(), chat, "none"))(b), 0)
		equal(b, must(b.TicketOf(b.Context(), chat+1, "1"))(b), 0)
		b.sent(intake.Post{Key: "k", ChatID: chat, Ticket: n, Text: "x"}, "9", "10")
		equal(b, must(b.TicketOf(b.Context(), chat, "10"))(b), n)
		ticket, part, err := b.TicketOfAlbum(b.Context(), chat, "album")
		b.ok(err)
		equal(b, []any{ticket, part}, []any{n, intake.PartFix})
		ticket, _, err = b.TicketOfAlbum(b.Context(), chat, "")
		b.ok(err)
		equal(b, ticket, 0)
	}},
	{"the latest ticket of a sender, in chat and topic, not too old", func(b *bench) {
		topic := said("a", "3", "x", "3")
		topic.Topic = "other"
		heard := b.put(said("a", "1", "x", "1"), said("a", "2", "x", "2"), topic, said("a", "4", "y", "4"), said("a", "5", "x", "5"))
		for i, n := range []int64{1, 2, 3, 4} {
			b.take(n, intake.PartReport, heard[i].Number)
		}
		n, m, err := b.LatestTicketBy(b.Context(), heard[0].ChatID, "", "x", noon)
		b.ok(err)
		equal(b, []any{n, m.ID}, []any{int64(2), "2"})
		n, _, err = b.LatestTicketBy(b.Context(), heard[0].ChatID, "", "x", noon.Add(time.Second))
		b.ok(err)
		equal(b, n, 0)
	}},
	{"the tickets that somebody spoke of, the last one first", func(b *bench) {
		heard := b.put(said("a", "1", "x", "1"), said("a", "2", "x", "2"), said("a", "3", "x", "3"), said("a", "4", "y", "4"), said("b", "5", "x", "5"))
		for i, n := range []int64{1, 2, 1, 3, 4} {
			b.take(n, intake.PartReport, heard[i].Number)
		}
		equal(b, must(b.TicketsBy(b.Context(), heard[0].ChatID, "", "x", noon))(b), []int64{1, 2})
		equal(b, len(must(b.TicketsBy(b.Context(), heard[0].ChatID, "t", "x", noon))(b)), 0)
		equal(b, len(must(b.TicketsBy(b.Context(), heard[0].ChatID, "", "x", noon.Add(time.Second)))(b)), 0)
	}},
	{"what was laid aside of somebody, oldest first", func(b *bench) {
		heard := b.put(said("a", "1", "x", "1"), said("a", "2", "x", "2"), said("a", "3", "y", "3"), said("a", "4", "x", "4"), said("b", "5", "x", "5"))
		for _, i := range []int{0, 2, 3, 4} {
			b.ok(b.TakeMessages(b.Context(), []int64{heard[i].Number}, intake.Outcome{State: intake.MessageUnsure}))
		}
		aside := must(b.LaidAside(b.Context(), heard[0].ChatID, "x", noon))(b)
		equal(b, len(aside), 2)
		equal(b, []string{aside[0].ID, aside[1].ID}, []string{"1", "4"})
		equal(b, len(must(b.LaidAside(b.Context(), heard[0].ChatID, "x", noon.Add(time.Second)))(b)), 0)
	}},
	{"the inbox is newest first, page by page", func(b *bench) {
		heard := b.put(said("a", "1", "x", "1"), said("a", "2", "x", "2"), said("a", "3", "x", "3"), said("a", "4", "x", "4"))
		for _, h := range heard[:3] {
			b.ok(b.TakeMessages(b.Context(), []int64{h.Number}, intake.Outcome{State: intake.MessageUnsure}))
		}
		page := must(b.UnsureMessages(b.Context(), 0, 2))(b)
		equal(b, []string{page[0].ID, page[1].ID}, []string{"3", "2"})
		page = must(b.UnsureMessages(b.Context(), page[1].Number, 2))(b)
		equal(b, len(page), 1)
		equal(b, page[0].ID, "1")
	}},
	{"what may be an emergency is found in the inbox", func(b *bench) {
		heard := b.put(said("a", "1", "x", "1"), said("a", "2", "x", "2"), said("a", "3", "x", "3"))
		for i, severity := range []intake.Severity{intake.Emergency, intake.Urgent, intake.Emergency} {
			v := intake.Verdict{Kind: intake.IsUnsure, Severity: severity, Reason: `says "severity":"emergency"`}
			b.ok(b.TakeMessages(b.Context(), []int64{heard[i].Number}, intake.Outcome{State: intake.MessageUnsure, Verdict: v}))
		}
		dangers := must(b.UnsureDangers(b.Context(), 10))(b)
		equal(b, len(dangers), 2)
		equal(b, []string{dangers[0].ID, dangers[1].ID}, []string{"3", "1"})
		equal(b, len(must(b.UnsureDangers(b.Context(), 1))(b)), 1)
	}},
}

func (b *bench) later(at time.Time, messages ...intake.Message) error {
	_, err := b.PutMessages(b.Context(), messages, at)
	return err
}
