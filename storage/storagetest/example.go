package storagetest

import "snapgrid/intake"

func example(ticket, message int64) intake.Example {
	return intake.Example{
		At: kept(noon), Officer: 7, Ticket: ticket, Message: message, Words: "井盖没了 〔电话〕", Photos: 2, Chat: intake.ChatRiders,
		Said: intake.Verdict{Kind: intake.IsUnsure}, Right: intake.Verdict{Kind: intake.IsReport, Category: "P0103", Severity: intake.Emergency},
	}
}

var exampleLaws = []law{
	{"the last word on a statement stands", func(b *bench) {
		equal(b, must(b.LastExample(b.Context()))(b), int64(0))
		b.ok(b.PutExample(b.Context(), example(12, 0)))
		b.ok(b.PutExample(b.Context(), example(0, 34)))
		before := must(b.LastExample(b.Context()))(b)
		word := example(12, 0)
		word.Right = intake.Verdict{Kind: intake.IsChatter}
		b.ok(b.PutExample(b.Context(), word))
		all := must(b.Examples(b.Context(), 10))(b)
		word.ID = must(b.LastExample(b.Context()))(b)
		if word.ID <= before {
			b.Errorf("the new word has the ID %d, after %d", word.ID, before)
		}
		equal(b, len(all), 2)
		equal(b, all[0], word)
		equal(b, must(b.ExampleOf(b.Context(), 12, 0))(b), word)
		equal(b, must(b.ExampleOf(b.Context(), 0, 34))(b), all[1])
		_, err := b.ExampleOf(b.Context(), 12, 34)
		b.code(err, intake.CodeNotFound)
		equal(b, len(must(b.Examples(b.Context(), 1))(b)), 1)
	}},
	{"the newest model replaces those before it", func(b *bench) {
		_, err := b.Learned(b.Context())
		b.code(err, intake.CodeNotFound)
		equal(b, must(b.LearnedVersion(b.Context()))(b), int64(0))
		one := intake.Learned{Version: 3, At: kept(noon), Data: []byte{0, 1, 255}}
		b.ok(b.PutLearned(b.Context(), one))
		b.ok(b.PutLearned(b.Context(), intake.Learned{Version: 3, At: kept(noon), Data: []byte("another")}))
		equal(b, must(b.Learned(b.Context()))(b), one)
		two := intake.Learned{Version: 5, At: kept(noon), Data: []byte("five")}
		b.ok(b.PutLearned(b.Context(), two))
		equal(b, must(b.Learned(b.Context()))(b), two)
		equal(b, must(b.LearnedVersion(b.Context()))(b), int64(5))
	}},
}
