package storagetest

import "snapgrid/intake"

// voice lets somebody say that they met with the trouble, too.
func (b *bench) voice(n int64, channel intake.Channel, sender string) {
	b.Helper()
	b.ok(b.PutVoice(b.Context(), intake.Voice{Ticket: n, Channel: channel, Sender: sender, At: noon}))
}

// merge lets a ticket go on as another.
func (b *bench) merge(n, into int64) {
	b.Helper()
	t := must(b.Ticket(b.Context(), n))(b)
	t.Status, t.MergedInto = intake.StatusMerged, into
	b.ok(b.SaveTicket(b.Context(), t))
}

var voiceLaws = []law{
	{"nobody counts twice", func(b *bench) {
		n, other := b.open(), b.open()
		equal(b, must(b.CountVoices(b.Context(), n))(b), 0)
		for range 2 {
			b.voice(n, "telegram", "x")
			b.voice(n, "wechat", "x")
			b.voice(n, "telegram", "y")
			b.voice(other, "telegram", "x")
			b.voice(other, "telegram", "z")
		}
		equal(b, must(b.CountVoices(b.Context(), n))(b), 3)
		b.merge(other, n)
		equal(b, must(b.CountVoices(b.Context(), n))(b), 4)
		equal(b, must(b.CountVoices(b.Context(), other))(b), 2)
	}},
	{"a ticket speaks for those merged into it, which keep their own", func(b *bench) {
		first, second, third := b.open(), b.open(), b.open()
		chats := []int64{b.chat("a").ID, b.chat("b").ID}
		for i, n := range []int64{first, second} {
			m := b.put(said([]string{"a", "b"}[i], "1", "x", "井盖坏了"))[0]
			b.take(n, intake.PartReport, m.Number)
			b.ok(b.PutOrigin(b.Context(), intake.Origin{Ticket: n, ChatID: chats[i], MessageID: "1", At: kept(noon)}))
		}
		owners := func(n int64) (said, origins []int64) {
			for _, m := range must(b.TicketMessages(b.Context(), n))(b) {
				said = append(said, m.Ticket)
			}
			for _, o := range must(b.Origins(b.Context(), n))(b) {
				origins = append(origins, o.Ticket)
			}
			return said, origins
		}
		b.merge(second, first)
		b.merge(third, first)
		equal(b, must(b.Merged(b.Context(), first))(b), []int64{second, third})
		equal(b, must(b.Merged(b.Context(), second))(b), nil)
		for n, want := range map[int64][]int64{first: {first, second}, second: {second}, third: nil} {
			said, origins := owners(n)
			equal(b, said, want)
			equal(b, origins, want)
		}
		equal(b, must(b.Merged(b.Context(), 0))(b), nil)
	}},
}
