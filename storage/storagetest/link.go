package storagetest

import (
	"time"

	"snapgrid/intake"
)

var linkLaws = []law{
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
}
