package whistle_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/whistle"
)

// TestRandomLives lets everybody do anything in any order, with and without
// photos, and holds each change to the law: no illegal state, no change without an
// event, nobody there without proof, nothing said twice.
func TestRandomLives(t *testing.T) {
	seed := uint64(time.Now().UnixNano())
	for life := range uint64(12) {
		r, _ := newRig(t)
		random := rand.New(rand.NewPCG(seed, life))
		if random.IntN(3) == 0 {
			r.ticket = r.open(intake.StatusDispatched, intake.Emergency)
		}
		w := r.draft([]string{"gao", "li"}[random.IntN(2)], []string{"城管", "城管 交警", "城管 交警 公安"}[random.IntN(3)])
		for range 60 {
			before := w
			r.stepAtRandom(random, w.N)
			w = r.whistle(w.N)
			if fault := wrong(before, w, r.events(w.N)); fault != "" {
				t.Fatalf("seed %d, life %d: %s\nbefore %+v\nafter  %+v", seed, life, fault, before, w)
			}
		}
		keys := map[string]bool{}
		for _, p := range r.db.posts {
			if keys[p.Key] {
				t.Fatalf("seed %d, life %d: %s is said twice", seed, life, p.Key)
			}
			keys[p.Key] = true
		}
	}
}

// stepAtRandom lets somebody do something, some time later.
func (r *rig) stepAtRandom(random *rand.Rand, n int64) {
	r.Helper()
	r.now = r.now.Add(time.Duration(random.IntN(300)) * time.Minute)
	if random.IntN(8) == 0 {
		r.ok(r.room.Watch(r.Context()))
		return
	}
	who := []string{"gao", "li", "zhang", "wang", "liu"}[random.IntN(5)]
	steps := append(intake.WhistleSteps()[1:], "", intake.StepSign, intake.StepArrive, intake.StepDone)
	steps = slices.DeleteFunc(steps, func(s intake.WhistleStep) bool { return s == intake.StepCancel && random.IntN(4) > 0 })
	c := r.call(who, steps[random.IntN(len(steps))], n, []string{"", "说明", "城管"}[random.IntN(3)])
	c.Part = random.IntN(3)
	if random.IntN(2) == 0 {
		c = r.shown(c)
	}
	r.handle(c)
	if random.IntN(4) == 0 {
		c.Messages = nil
		r.handle(c) // the same once more, as after a kill
	}
}

// wrong says what is against the law in a change; "" if nothing is.
func wrong(before, after intake.Whistle, events []intake.WhistleEvent) string {
	last := events[len(events)-1]
	changed := before.Status != after.Status
	switch {
	case changed && last.Status != after.Status:
		return "no event tells of it"
	case whistle.Working(after.Status) && whistle.Follow(after.Parts) != after.Status:
		return "it does not follow from its parts"
	case after.Status == intake.WhistleDone && after.DoneAt.IsZero():
		return "it is done at no time"
	case (after.Status == intake.WhistleConfirmed || after.Status == intake.WhistleRated) && after.ConfirmedAt.IsZero():
		return "it was confirmed at no time"
	case !whistle.Working(after.Status) && !after.LookAt.IsZero():
		return "it is looked at though nobody works"
	}
	legal := intake.WhistleDrafted
	for i, e := range events {
		if i > 0 && e.Status != legal && !whistle.CanBecome(legal, e.Status) {
			return "from " + string(legal) + " to " + string(e.Status)
		}
		legal = e.Status
	}
	for _, p := range after.Parts {
		if (p.Status == intake.PartArrived || p.Status == intake.PartDone) && len(p.Proofs) == 0 {
			return p.Unit + " is there without proof"
		}
		if p.Status == intake.PartRefused && p.Reason == "" {
			return p.Unit + " refuses without a reason"
		}
	}
	return ""
}
