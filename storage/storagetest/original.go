package storagetest

import (
	"time"

	"snapgrid/intake"
)

// masked is a message with a number that not everybody may read.
func masked(id, text, shown string) intake.Message {
	m := said("a", id, "x", text)
	m.Masked = shown
	return m
}

var originalLaws = []law{
	{"what was typed is kept apart", func(b *bench) {
		heard := b.put(masked("1", "井盖没了 13800000000", "井盖没了 〔电话〕"), said("a", "2", "x", "路灯不亮"))
		equal(b, heard[0].Text, "井盖没了 13800000000")
		open := must(b.OpenMessages(b.Context(), heard[0].ChatID, "x"))(b)
		equal(b, []string{open[0].Text, open[1].Text}, []string{"井盖没了 13800000000", "路灯不亮"})
		n := b.open()
		b.take(n, intake.PartReport, heard[0].Number, heard[1].Number)
		said := must(b.TicketMessages(b.Context(), n))(b)
		equal(b, []string{said[0].Text, said[1].Text}, []string{"井盖没了 〔电话〕", "路灯不亮"})
		equal(b, []bool{said[0].Hidden, said[1].Hidden}, []bool{true, false})
		equal(b, must(b.ChatLines(b.Context(), heard[0].ChatID, 0, 10))(b)[0].Text, "井盖没了 〔电话〕")
		typed := must(b.Unmask(b.Context(), said))(b)
		equal(b, []string{typed[0].Text, typed[1].Text}, []string{"井盖没了 13800000000", "路灯不亮"})
	}},
	{"an edit takes the typed words along", func(b *bench) {
		m := masked("1", "井盖没了 13800000000", "井盖没了 〔电话〕")
		chat := b.put(m)[0].ChatID
		_, changed, err := b.EditMessage(b.Context(), m)
		b.ok(err)
		equal(b, changed, false)
		m.Text, m.Masked = "井盖没了", ""
		heard, changed, err := b.EditMessage(b.Context(), m)
		b.ok(err)
		equal(b, changed && heard.Text == "井盖没了", true)
		equal(b, must(b.FindMessage(b.Context(), chat, "1"))(b).Hidden, false)
		m.Text, m.Masked = "问 13900000000", "问 〔电话〕"
		_, changed, err = b.EditMessage(b.Context(), m)
		b.ok(err)
		equal(b, changed, true)
		equal(b, must(b.FindMessage(b.Context(), chat, "1"))(b).Text, "问 〔电话〕")
		equal(b, must(b.OpenMessages(b.Context(), chat, "x"))(b)[0].Text, "问 13900000000")
	}},
	{"what was typed is forgotten in time", func(b *bench) {
		heard := b.put(masked("1", "电话 13800000000", "电话 〔电话〕"), masked("2", "电话 13900000000", "电话 〔电话〕"))
		n := b.open()
		b.ok(b.PutDeadLetter(b.Context(), intake.DeadLetter{Channel: "telegram", Key: "1", Raw: []byte("13800000000")}, noon))
		equal(b, must(b.ForgetOriginals(b.Context(), noon, 1))(b), 0)
		later := noon.Add(time.Hour)
		equal(b, must(b.ForgetOriginals(b.Context(), later, 1))(b), 3)
		equal(b, must(b.ForgetOriginals(b.Context(), later, 1))(b), 1)
		equal(b, must(b.ForgetOriginals(b.Context(), later, 1))(b), 0)
		t := must(b.Ticket(b.Context(), n))(b)
		equal(b, t.Words, t.Masked)
		equal(b, must(b.CountDeadLetters(b.Context()))(b), 0)
		for _, m := range must(b.OpenMessages(b.Context(), heard[0].ChatID, "x"))(b) {
			equal(b, m.Text, "电话 〔电话〕")
		}
	}},
	{"the audit tells who looked, the last one first", func(b *bench) {
		one := intake.Disclosure{At: kept(noon), Officer: 7, Ticket: 12, Photo: 5}
		two := intake.Disclosure{At: kept(noon), Officer: 8, Message: 34}
		b.ok(b.PutDisclosure(b.Context(), one))
		b.ok(b.PutDisclosure(b.Context(), two))
		equal(b, must(b.Disclosures(b.Context(), 10))(b), []intake.Disclosure{two, one})
		equal(b, must(b.Disclosures(b.Context(), 1))(b), []intake.Disclosure{two})
	}},
}
