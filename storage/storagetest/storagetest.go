// Package storagetest is the law for every database.
package storagetest

import (
	"cmp"
	"context"
	"reflect"
	"slices"
	"testing"
	"time"

	"snapgrid/intake"
	"snapgrid/storage"
)

// Exercise holds a database to the law. open returns an empty one with its schema;
// it is closed by the test that asked for it.
func Exercise(t *testing.T, open func(t *testing.T) storage.Database) {
	t.Helper()
	for noun, laws := range map[string][]law{
		"tx": txLaws, "messages": messageLaws, "talk": talkLaws, "bursts": burstLaws, "links": linkLaws, "inbox": inboxLaws,
		"dead letters": deadLetterLaws, "chats": chatLaws, "photos": photoLaws, "findings": findingLaws, "tickets": ticketLaws, "clocks": clockLaws,
		"near": nearLaws, "voices": voiceLaws,
		"posts": postLaws, "officers": officerLaws, "access": accessLaws, "leases": leaseLaws,
		"areas": areaLaws, "learnt": learntLaws, "lists": listLaws, "latest": latestLaws, "glance": glanceLaws, "search": searchLaws, "lines": lineLaws, "jobs": jobLaws,
		"originals": originalLaws, "past": pastLaws, "backlog": backlogLaws, "mutes": muteLaws, "splits": splitLaws, "examples": exampleLaws,
		"aliases": aliasLaws, "held": heldLaws, "subscriptions": subscriptionLaws, "proofs": proofLaws, "shortfalls": shortfallLaws,
		"whistles": whistleLaws, "audit": auditLaws, "waiting": waitingLaws,
		"tiers": tierLaws, "offers": offerLaws, "guests": guestLaws,
		"figures": figureLaws, "weeklies": weeklyLaws,
		"tokens": tokenLaws, "webhooks": webhookLaws, "events": eventLaws,
		"doors": doorLaws, "members": memberLaws, "hints": hintLaws, "traces": traceLaws,
	} {
		t.Run(noun, func(t *testing.T) {
			t.Parallel()
			for _, l := range laws {
				t.Run(l.says, func(t *testing.T) {
					t.Parallel()
					l.test(&bench{T: t, Database: opened(t, open)})
				})
			}
		})
	}
}

// law is one sentence that every database keeps.
type law struct {
	says string
	test func(b *bench)
}

// bench is a test with an empty database.
type bench struct {
	*testing.T
	storage.Database
}

func opened(t *testing.T, open func(t *testing.T) storage.Database) storage.Database {
	t.Helper()
	db := open(t)
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

// noon is when all tests begin; it has a nanosecond that no database keeps.
var noon = time.Date(2026, 7, 1, 12, 0, 0, 123456789, time.FixedZone("", 8*3600))

// kept is t as a database gives it back.
func kept(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

func (b *bench) ok(err error) {
	b.Helper()
	if err != nil {
		b.Fatal(err)
	}
}

// code demands an error that means code.
func (b *bench) code(err error, want intake.Code) {
	b.Helper()
	if got := intake.CodeOf(err); err == nil || got != want {
		b.Fatalf("error %v has code %q, want %q", err, got, want)
	}
}

func equal[T any](b *bench, got, want T) {
	b.Helper()
	if !reflect.DeepEqual(got, want) {
		b.Fatalf("got\n%+v\nwant\n%+v", got, want)
	}
}

// must is the value of a call that may not fail.
func must[T any](value T, err error) func(b *bench) T {
	return func(b *bench) T {
		b.Helper()
		b.ok(err)
		return value
	}
}

func sorted[T cmp.Ordered](list []T) []T {
	slices.Sort(list)
	return list
}

func ref(id string) intake.ChatRef { return intake.ChatRef{Channel: "telegram", ID: id} }

// said is a plain message.
func said(chat, id, sender, text string) intake.Message {
	return intake.Message{
		Chat: ref(chat), ID: id, ChatTitle: "红辉社区 " + chat,
		Sender: intake.Sender{ID: sender, Name: "name of " + sender}, SentAt: noon, Text: text,
	}
}

// put keeps messages and returns them as kept.
func (b *bench) put(messages ...intake.Message) []intake.Heard {
	b.Helper()
	return must(b.PutMessages(b.Context(), messages, noon))(b)
}

// later keeps messages as received at the time.
func (b *bench) later(at time.Time, messages ...intake.Message) error {
	_, err := b.PutMessages(b.Context(), messages, at)
	return err
}

// chat makes a chat.
func (b *bench) chat(id string) intake.Chat {
	b.Helper()
	return must(b.PutChat(b.Context(), intake.Chat{Ref: ref(id), Kind: intake.ChatResidents}))(b)
}

// open makes a ticket.
func (b *bench) open() int64 {
	b.Helper()
	return must(b.OpenTicket(b.Context(), ticket()))(b)
}

// take gives messages to a ticket.
func (b *bench) take(ticket int64, part intake.Part, numbers ...int64) {
	b.Helper()
	b.ok(b.TakeMessages(b.Context(), numbers, intake.Outcome{State: intake.MessageTicket, Ticket: ticket, Part: part}))
}

// undone runs f in a transaction that is undone.
func (b *bench) undone(f func(ctx context.Context)) {
	b.Helper()
	err := b.InTx(b.Context(), func(ctx context.Context) error {
		f(ctx)
		return errUndo
	})
	if err == nil {
		b.Fatal("the transaction was not undone")
	}
}

const errUndo = undo("undo")

type undo string

// Error is a word.
func (u undo) Error() string { return string(u) }
