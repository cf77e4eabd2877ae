package storagetest

import (
	"context"
	"time"

	"snapgrid/intake"
)

var hintLaws = []law{
	{"what is said, planned, sent and done is hinted at", func(b *bench) {
		b.hinting()
		var chat int64
		for what, change := range []func(){
			func() { chat = b.put(said("a", "1", "x", "first"))[0].ChatID },
			func() { must(b.PutPost(b.Context(), intake.Post{Key: "k", ChatID: chat, Text: "t"}))(b) },
			func() { b.sent(intake.Post{Key: "l", ChatID: chat, Text: "t"}, "9") },
			func() { must(b.PutEvent(b.Context(), intake.Event{Ticket: 1, At: noon}))(b) },
		} {
			hint := b.Changes()
			change()
			select {
			case <-hint:
			case <-time.After(30 * time.Second):
				b.Errorf("change %d was not hinted at", what)
			}
		}
	}},
}

// hinting lets the database give hints until the test ends.
func (b *bench) hinting() {
	ctx, stop := context.WithCancel(context.WithoutCancel(b.Context()))
	done := make(chan error, 1)
	go func() { done <- b.PassHints(ctx) }()
	b.Cleanup(func() {
		stop()
		b.ok(<-done)
	})
}
