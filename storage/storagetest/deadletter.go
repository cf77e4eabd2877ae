package storagetest

import "snapgrid/intake"

var deadLetterLaws = []law{
	{"a dead letter is kept once", func(b *bench) {
		letter := intake.DeadLetter{Channel: "telegram", Key: "1", Raw: []byte{0, 255, 1}, Reason: "no such thing"}
		for range 2 {
			b.ok(b.PutDeadLetter(b.Context(), letter, noon))
		}
		letter.Key, letter.Raw = "2", nil
		b.ok(b.PutDeadLetter(b.Context(), letter, noon))
		equal(b, must(b.CountDeadLetters(b.Context()))(b), 2)
	}},
}
