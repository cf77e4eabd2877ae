package storagetest

import (
	"context"
	"errors"
	"sync"
	"testing"

	"snapgrid/intake"
)

var txLaws = []law{
	{"an error undoes all", func(b *bench) {
		err := b.InTx(b.Context(), func(ctx context.Context) error {
			must(b.PutChat(ctx, intake.Chat{Ref: ref("a")}))(b)
			return errUndo
		})
		if !errors.Is(err, errUndo) {
			b.Fatal(err)
		}
		_, err = b.FindChat(b.Context(), ref("a"))
		b.code(err, intake.CodeNotFound)
	}},
	{"a panic undoes all and goes on", func(b *bench) {
		func() {
			defer func() {
				if recover() == nil {
					b.Fatal("the panic is gone")
				}
			}()
			_ = b.InTx(b.Context(), func(ctx context.Context) error {
				must(b.PutChat(ctx, intake.Chat{Ref: ref("a")}))(b)
				panic("deliberate")
			})
		}()
		_, err := b.FindChat(b.Context(), ref("a"))
		b.code(err, intake.CodeNotFound)
	}},
	{"the end of the context undoes all", func(b *bench) {
		ctx, cancel := context.WithCancel(b.Context())
		err := b.InTx(ctx, func(ctx context.Context) error {
			must(b.PutChat(ctx, intake.Chat{Ref: ref("a")}))(b)
			cancel()
			return nil
		})
		if err == nil {
			b.Fatal("committed after the end of the context")
		}
		_, err = b.FindChat(b.Context(), ref("a"))
		b.code(err, intake.CodeNotFound)
	}},
	{"a transaction inside is the same one", func(b *bench) {
		b.undone(func(ctx context.Context) {
			b.ok(b.InTx(ctx, func(ctx context.Context) error {
				must(b.PutChat(ctx, intake.Chat{Ref: ref("a")}))(b)
				return nil
			}))
			must(b.FindChat(ctx, ref("a")))(b) // reads see what was written
		})
		_, err := b.FindChat(b.Context(), ref("a"))
		b.code(err, intake.CodeNotFound)
	}},
	{"what is not committed is not seen", func(b *bench) {
		b.ok(b.InTx(b.Context(), func(ctx context.Context) error {
			must(b.PutChat(ctx, intake.Chat{Ref: ref("a")}))(b)
			_, err := b.FindChat(b.Context(), ref("a"))
			b.code(err, intake.CodeNotFound)
			return nil
		}))
		must(b.FindChat(b.Context(), ref("a")))(b)
	}},
	{"some things need a transaction", func(b *bench) {
		n := b.open()
		if err := b.Enqueue(b.Context(), intake.Owed{Job: intake.CloseTicket{Ticket: n}}); err == nil {
			b.Fatal("Enqueue without a transaction")
		}
		if _, err := b.LockTicket(b.Context(), n); err == nil {
			b.Fatal("LockTicket without a transaction")
		}
		if _, err := b.LockPhotoMessage(b.Context(), b.put(rich())[0].Photos[0].ID); err == nil {
			b.Fatal("LockPhotoMessage without a transaction")
		}
	}},
	{"the schema is current after Migrate, and twice is once", func(b *bench) {
		b.ok(b.Migrate(b.Context()))
		equal(b, must(b.Pending(b.Context()))(b), 0)
		b.ok(b.Ping(b.Context()))
	}},
}

// atOnce runs f n times at once.
func atOnce(t *testing.T, n int, f func(i int)) {
	t.Helper()
	var group sync.WaitGroup
	for i := range n {
		group.Go(func() { f(i) })
	}
	group.Wait()
}
