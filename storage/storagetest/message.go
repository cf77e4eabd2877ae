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
}
