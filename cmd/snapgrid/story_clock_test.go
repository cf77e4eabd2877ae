package main

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"snapgrid/bots/telegram/telegramtest"
	"snapgrid/configs"
	"snapgrid/intake"
)

// hurried is a street with short limits, a chat of its own and a director who talks
// to the bot.
type hurried struct {
	*scene
	street   *telegramtest.Chat
	director *telegramtest.User
}

// A street lamp is reminded of soon and due in an hour; rubbish is overdue after
// three seconds.
const hurry = `policies:
  - {class: P, solve: 1h, soon: 59m58s}
  - {class: E0102, solve: 3s}
`

func newHurried(t *testing.T, database string) *hurried {
	t.Helper()
	h := &hurried{scene: newScene(t, database)}
	h.street, h.director = h.telegram.Supergroup("街道工作群"), h.telegram.User("高建军")
	h.street.Add()
	file := filepath.Join(t.TempDir(), "sla.yaml")
	h.sound(os.WriteFile(file, []byte(hurry), 0o600))
	h.cfg.SLA = file
	h.cfg.Chats = append(h.cfg.Chats, configs.Chat{Channel: "telegram", ID: id(h.street), Kind: "staff", Cell: "990101"})
	h.cfg.Staff = append(h.cfg.Staff, configs.Officer{Channel: "telegram", ID: strconv.FormatInt(h.director.ID, 10), Name: "高建军", Role: "street"})
	return h
}

// A promise that is broken climbs the tree, once each, though the program was down
// when it broke: the unit and the street's chat are urged, the director hears of it.
func TestBrokenPromiseClimbs(t *testing.T) {
	t.Parallel()
	for name, address := range databases() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHurried(t, address(t))
			stop := h.start()
			h.director.Say(h.director.Private(), "/start")
			h.hear(h.director.Private(), "the welcome", telegramtest.Says("办结"))
			report := h.liu.SendPhoto(h.riders, snapshot(601), "书院路66号垃圾堆成山没人清")
			h.hear(h.riders, "the acknowledgement", telegramtest.RepliesTo(report), telegramtest.Says("#1"))
			h.hear(h.office, "the card", isPhoto, telegramtest.Says("#1"))
			last := h.stored(1).DueAt.Add(2 * time.Second) // beyond the last rung
			stop()
			time.Sleep(time.Until(last))
			stop = h.start()
			urged := []func(telegramtest.Sent) bool{telegramtest.Says("#1"), telegramtest.Says("区市政处"), telegramtest.Says("已经超时")}
			h.hear(h.office, "the urging", urged...)
			h.hear(h.street, "the urging", urged...)
			told := []func(telegramtest.Sent) bool{telegramtest.Says("#1"), telegramtest.Says("没有办结"), telegramtest.Says("请街道协调")}
			h.hear(h.director.Private(), "the escalation", told...)
			h.rest()
			stop()
			h.start()
			h.rest()
			if a, b, c := did(h.office, urged...), did(h.street, urged...), did(h.director.Private(), told...); a != 1 || b != 1 || c != 1 {
				t.Errorf("it was said %d, %d and %d times:\n%s%s", a, b, c, script(h.office), script(h.street))
			}
			if n := did(h.riders, telegramtest.Says("超时")) + did(h.officer.Private(), isText); n != 0 {
				t.Errorf("others were told:\n%s", script(h.riders))
			}
			if got := h.ticket(1); got.happened("urged") != 1 || got.happened("escalated") != 1 {
				t.Errorf("the ticket is %+v", got)
			}
		})
	}
}

// A reminder comes before it is late. What waits stands still, and goes on by itself
// on its day.
func TestReminderAndWait(t *testing.T) {
	t.Parallel()
	for name, address := range databases() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newHurried(t, address(t))
			stop := h.start()
			h.reported(602)
			reminded := h.hear(h.office, "the reminder", telegramtest.Says("#1"), telegramtest.Says("快到期了"))
			hold := h.officer.Say(h.office, "挂起 #1 等配件 3天", telegramtest.ReplyTo(reminded.ID))
			h.hear(h.office, "the answer", telegramtest.RepliesTo(hold), telegramtest.Says("这段时间不计时"))
			h.rest()
			held := h.stored(1)
			left := held.DueAt.Sub(held.Clocks.PausedAt)
			stop()
			stop = h.start()
			h.letPass(1, 4*24*time.Hour)
			h.hear(h.office, "that it goes on", telegramtest.Says("#1"), telegramtest.Says("说好今天再看"))
			h.rest()
			if got := time.Until(h.stored(1).DueAt); got > left || got < left-patience {
				t.Errorf("%v are left, want %v", got, left)
			}
			stop()
			h.start()
			h.rest()
			if n := did(h.office, telegramtest.Says("快到期了")); n != 1 {
				t.Errorf("the reminder was said %d times:\n%s", n, script(h.office))
			}
			if n := did(h.office, telegramtest.Says("说好今天再看")); n != 1 {
				t.Errorf("that it goes on was said %d times:\n%s", n, script(h.office))
			}
			if got := h.ticket(1); got.More.Status != "in_progress" || got.happened("waiting") != 1 || got.happened("resumed") != 1 {
				t.Errorf("the ticket is %+v", got)
			}
		})
	}
}

// stored reads a ticket.
func (h *hurried) stored(n int64) intake.Ticket {
	h.Helper()
	t, err := h.program.db.Ticket(h.Context(), n)
	h.sound(err)
	return t
}

// letPass moves all that is dated on a ticket back, as if so much time had passed.
func (h *hurried) letPass(n int64, d time.Duration) {
	h.Helper()
	h.sound(h.program.db.InTx(h.Context(), func(ctx context.Context) error {
		t, err := h.program.db.LockTicket(ctx, n)
		if err != nil {
			return err
		}
		for _, at := range []*time.Time{&t.DueAt, &t.Wait.Until, &t.Clocks.Since, &t.Clocks.PausedAt, &t.Clocks.LookAt} {
			*at = at.Add(-d)
		}
		return h.program.db.SaveTicket(ctx, t)
	}))
}
