package sla_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/sla"
)

// climbed lists what is said of a ticket from one moment to another, looked at every
// so often.
func climbed(b *sla.Book, t *intake.Ticket, from, to time.Time, every time.Duration) (said []string) {
	for now := from; !now.After(to); now = now.Add(every) {
		for _, r := range b.Climb(t, now) {
			said = append(said, string(r.Clock)+" "+string(r.Step)+" "+now.In(shanghai).Format("02 15:04"))
		}
	}
	return said
}

func TestLadder(t *testing.T) {
	t.Parallel()
	b := book(t, `policies: [{solve: 8 工作时, sign: 2 工作时, contact: 4 工作时}]`)
	start := at(t, "2026-11-23 09:00")
	ticket := opened(b, "", intake.Ordinary, start)
	got := climbed(b, &ticket, start, start.Add(48*time.Hour), time.Minute)
	want := []string{
		"sign remind 23 10:00", "sign urge 23 11:00", "contact remind 23 11:48", "sign escalate 23 12:00",
		"contact urge 23 14:00", "solve remind 23 15:36", "contact escalate 23 16:00", "solve urge 23 18:00", "solve escalate 24 14:00",
	}
	if !slices.Equal(got, want) {
		t.Errorf("said\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if at := b.LookAt(ticket); !at.IsZero() {
		t.Errorf("all is said, and it is looked at again at %s", at)
	}
}

// Who signs and speaks to the reporter hears of that no more; after the repair only
// the look at it counts.
func TestLadderEndsWhenKept(t *testing.T) {
	t.Parallel()
	b := book(t, `policies: [{solve: 8 工作时, sign: 2 工作时, contact: 4 工作时, verify: 1 工作日}]`)
	start := at(t, "2026-11-23 09:00")
	ticket := opened(b, "", intake.Ordinary, start)
	ticket.Status, ticket.Clocks.SignedAt, ticket.Clocks.ContactedAt = intake.StatusAccepted, start, start
	said := climbed(b, &ticket, start, at(t, "2026-11-23 16:00"), time.Minute)
	ticket.Status = intake.StatusResolved
	b.PromiseLook(&ticket, at(t, "2026-11-23 16:00"))
	said = append(said, climbed(b, &ticket, at(t, "2026-11-23 16:00"), at(t, "2026-11-24 16:00"), time.Minute)...)
	want := []string{"solve remind 23 15:36", "verify remind 24 13:36", "verify urge 24 16:00"}
	if !slices.Equal(said, want) {
		t.Errorf("said %q, want %q", said, want)
	}
}

// After a day of standstill nobody is reminded of what is overdue already.
func TestLadderAfterAStandstill(t *testing.T) {
	t.Parallel()
	b := book(t, `policies: [{solve: 10h}]`)
	start := at(t, "2026-11-23 09:00")
	ticket := opened(b, "", intake.Ordinary, start)
	got := climbed(b, &ticket, start.Add(24*time.Hour), start.Add(48*time.Hour), time.Hour)
	if want := []string{"solve urge 24 09:00", "solve escalate 24 09:00"}; !slices.Equal(got, want) {
		t.Errorf("said %q, want %q", got, want)
	}
}

// Whatever the clock does, forth and back, and however often the ticket is looked
// at: each rung is climbed once, never before its time by the clock's own word, and
// none is lost.
func TestLadderBearsAnyClock(t *testing.T) {
	t.Parallel()
	b := book(t, `policies: [{solve: 8 工作时, sign: 90m, contact: 1 工作日}]`)
	start := at(t, "2026-11-23 09:00")
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 3))
		ticket := opened(b, "", intake.Ordinary, start)
		said := map[sla.Rung]int{}
		now := start
		for range 60 {
			now = now.Add(time.Duration(r.Int64N(int64(5*time.Hour)) - int64(2*time.Hour)))
			next := b.LookAt(ticket)
			rungs := b.Climb(&ticket, now)
			if len(rungs) > 0 && (next.IsZero() || next.After(now)) {
				t.Fatalf("seed %d: %v is said at %s, but it was to be looked at only at %s", seed, rungs, now, next)
			}
			if next := b.LookAt(ticket); !next.IsZero() && !next.After(now) {
				t.Fatalf("seed %d: looked at at %s, it is to be looked at again at %s", seed, now, next)
			}
			for _, rung := range rungs {
				said[rung]++
			}
		}
		for _, rung := range b.Climb(&ticket, start.Add(90*24*time.Hour)) {
			said[rung]++
		}
		steps := map[sla.Step]int{}
		for rung, n := range said {
			steps[rung.Step]++
			if n != 1 {
				t.Fatalf("seed %d: %v was said %d times", seed, rung, n)
			}
		}
		if steps[sla.Urge] != 3 || steps[sla.Escalate] != 3 {
			t.Fatalf("seed %d: said %v", seed, said)
		}
	}
}

// What was left of each promise when the clocks were stopped is left when they run
// again, and nothing is said meanwhile.
func TestPauseKeepsWhatIsLeft(t *testing.T) {
	t.Parallel()
	b := book(t, `policies: [{solve: 8 工作时, sign: 2h, contact: 1 工作日, soon: 10m}]`)
	h := hours(t, shipped(t), "")
	for seed := range uint64(100) {
		r := rand.New(rand.NewPCG(seed, 4))
		start := at(t, "2026-02-01 00:00").Add(time.Duration(r.Int64N(int64(60 * 24 * time.Hour))))
		paused := start.Add(time.Duration(r.Int64N(int64(20 * time.Hour))))
		resumed := paused.Add(time.Duration(r.Int64N(int64(40 * 24 * time.Hour))))
		ticket := opened(b, "", intake.Ordinary, start)
		before := ticket
		ticket.Status = intake.StatusWaiting
		b.Pause(&ticket, paused)
		b.Pause(&ticket, paused.Add(time.Hour)) // it stands still already
		if said := climbed(b, &ticket, paused, resumed, 7*time.Hour); len(said) > 0 || b.Light(ticket, resumed) != sla.Grey {
			t.Fatalf("seed %d: while it waits %v is said, and its light is %s", seed, said, b.Light(ticket, resumed))
		}
		ticket.Status = intake.StatusDispatched
		b.Resume(&ticket, resumed)
		b.Resume(&ticket, resumed.Add(time.Hour)) // it runs already
		after := ticket.Clocks
		switch {
		case h.Between(resumed, ticket.DueAt) != h.Between(paused, before.DueAt):
			t.Fatalf("seed %d: %v are left to solve it, want %v", seed, h.Between(resumed, ticket.DueAt), h.Between(paused, before.DueAt))
		case after.SignBy.Sub(resumed) != before.Clocks.SignBy.Sub(paused):
			t.Fatalf("seed %d: to be signed by %s, want %s", seed, after.SignBy, before.Clocks.SignBy)
		case h.Between(resumed, after.ContactBy) != h.Between(paused, before.Clocks.ContactBy):
			t.Fatalf("seed %d: the reporter hears by %s, before by %s", seed, after.ContactBy, before.Clocks.ContactBy)
		case b.Light(ticket, resumed) != b.Light(before, paused):
			t.Fatalf("seed %d: the light was %s and is %s", seed, b.Light(before, paused), b.Light(ticket, resumed))
		}
	}
}

// A ticket that waits is looked at on the day that was named.
func TestLookAtOfAWait(t *testing.T) {
	t.Parallel()
	b := book(t, `policies: []`)
	start := at(t, "2026-11-23 09:00")
	ticket := opened(b, "P0105", intake.Ordinary, start)
	ticket.Status, ticket.Wait = intake.StatusWaiting, intake.Wait{For: intake.WaitFacts, Until: at(t, "2026-12-01 09:00")}
	b.Pause(&ticket, start)
	if got := b.LookAt(ticket); !got.Equal(ticket.Wait.Until) {
		t.Errorf("it is looked at at %s", got)
	}
}

// What is noted on a ticket tells its light at any time.
func TestWindTellsTheLight(t *testing.T) {
	t.Parallel()
	b := book(t, `policies: [{solve: 8 工作时, sign: 2 工作时, contact: 4 工作时, verify: 1 工作日}]`)
	start := at(t, "2026-11-23 09:00")
	for _, change := range []func(c *intake.Ticket){
		func(*intake.Ticket) {},
		func(c *intake.Ticket) { c.Status, c.Clocks.SignedAt = intake.StatusAccepted, start },
		func(c *intake.Ticket) { c.Clocks.SignedAt, c.Clocks.ContactedAt = start, start },
		func(c *intake.Ticket) { c.Status = intake.StatusResolved; b.PromiseLook(c, start) },
		func(c *intake.Ticket) { c.Status = intake.StatusClosed },
		func(c *intake.Ticket) { c.Status = intake.StatusWaiting },
		func(c *intake.Ticket) { b.Pause(c, start) },
	} {
		ticket := opened(b, "", intake.Ordinary, start)
		change(&ticket)
		b.Wind(&ticket)
		for now := start; now.Before(start.Add(72 * time.Hour)); now = now.Add(6 * time.Minute) {
			told, c := sla.Green, ticket.Clocks
			switch {
			case ticket.Status == intake.StatusWaiting, !c.PausedAt.IsZero():
				told = sla.Grey
			case c.RedAt.IsZero():
				told = sla.Dark
			case !now.Before(c.RedAt):
				told = sla.Red
			case !now.Before(c.YellowAt):
				told = sla.Yellow
			}
			if light := b.Light(ticket, now); light != told {
				t.Fatalf("%s at %s: the light is %s, told is %s", ticket.Status, now, light, told)
			}
		}
	}
}
