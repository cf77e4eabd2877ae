package main

import (
	"context"
	"fmt"
	"io"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"snapgrid/bots/telegram/telegramtest"
	"snapgrid/configs"
	"snapgrid/intake"
	"snapgrid/intake/desk"
	"snapgrid/intake/triage"
)

// bureau is the desk of a program that does not run: nobody delivers what it says,
// and nobody looks after its promises but the benchmark.
type bureau struct {
	*testing.B
	*program
	office  intake.Chat
	officer intake.Officer
}

func eachBureau(b *testing.B, f func(b *bureau)) {
	eachDatabase(b, func(b *testing.B, cfg configs.Config, _ *telegramtest.Server) {
		cfg.Staff = []configs.Officer{{Channel: "telegram", ID: "42", Name: "周斌", Role: "unit_officer", Unit: "shizheng"}}
		p, err := build(zerolog.Nop().WithContext(context.Background()), cfg, io.Discard)
		if err != nil {
			b.Fatal(err)
		}
		defer p.close()
		u := &bureau{B: b, program: p}
		u.office, err = p.db.PutChat(b.Context(), intake.Chat{Ref: intake.ChatRef{Channel: "web", ID: "staff"}})
		u.ok(err)
		u.officer, err = p.db.FindOfficer(b.Context(), "telegram", "42")
		u.ok(err)
		f(u)
	})
}

func (u *bureau) ok(err error) {
	u.Helper()
	if err != nil {
		u.Fatal(err)
	}
}

// open keeps so many tickets that a unit has, with promises since a time.
func (u *bureau) open(count int, s intake.Status, since time.Time) (numbers []int64) {
	u.Helper()
	t, err := loadTables(u.cfg)
	u.ok(err)
	for len(numbers) < count {
		u.ok(u.db.InTx(u.Context(), func(ctx context.Context) error {
			for range min(500, count-len(numbers)) {
				ticket := intake.Ticket{
					Status: s, Severity: intake.Ordinary, Category: "P0118", Unit: "shizheng", Channel: "telegram",
					Words: "书院路66号路灯不亮了", Masked: "书院路66号路灯不亮了", OpenedAt: since, ChangeAt: since, Tier: intake.TierJoint, Voices: 1,
				}
				t.book.Promise(&ticket, since.Add(time.Duration(len(numbers))*time.Millisecond))
				ticket.Clocks.LookAt = t.book.LookAt(ticket)
				n, err := u.db.OpenTicket(ctx, ticket)
				if err != nil {
					return err
				}
				numbers = append(numbers, n)
			}
			return nil
		}))
	}
	return numbers
}

// BenchmarkSteps leads tickets from the card to the repair: signed for, begun,
// resolved, each a step of its own with its event, its answer and its jobs.
func BenchmarkSteps(b *testing.B) {
	steps := []triage.IntentKind{triage.IntentAccepted, triage.IntentBegun, triage.IntentFixed}
	eachBureau(b, func(u *bureau) {
		numbers := u.open(u.N, intake.StatusDispatched, time.Now())
		u.ResetTimer()
		for _, n := range numbers {
			for _, kind := range steps {
				u.ok(u.desk.Handle(u.Context(), desk.Call{
					Intent: triage.Intent{Kind: kind, N: n, Rest: "换了灯泡", Explicit: true}, Ticket: n, Chat: u.office,
					Key: fmt.Sprintf("bench/%d/%s", n, kind), Sender: intake.Sender{ID: "42"}, Officer: u.officer,
				}))
			}
		}
		u.ReportMetric(float64(len(steps)*u.N)/u.Elapsed().Seconds(), "steps/s")
	})
}

// BenchmarkLookAfter looks after the promises of 100,000 open tickets, of which none,
// or a hundred, or a thousand became due since the last look.
func BenchmarkLookAfter(b *testing.B) {
	eachBureau(b, func(u *bureau) {
		u.open(100_000, intake.StatusAccepted, time.Now())
		for _, due := range []int{0, 100, 1000} {
			u.Run(fmt.Sprintf("due=%d", due), func(b *testing.B) {
				for b.Loop() {
					b.StopTimer()
					u.open(due, intake.StatusAccepted, time.Now().Add(-51*time.Hour)) // of 72 h: each has a reminder due
					b.StartTimer()
					if err := u.desk.LookAfter(b.Context()); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	})
}
