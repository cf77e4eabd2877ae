package storagetest

import (
	"strings"
	"time"

	"snapgrid/intake"
)

var muteLaws = []law{
	{"a mute holds until its end, or until it is lifted", func(b *bench) {
		m := intake.Mute{Channel: "telegram", Sender: "42", Name: "推销的", At: kept(noon), Until: kept(noon.Add(time.Hour)), Reason: "广告", By: 7}
		b.ok(b.PutMute(b.Context(), m))
		equal(b, must(b.MuteOf(b.Context(), "telegram", "42", noon))(b), m)
		_, err := b.MuteOf(b.Context(), "wechat", "42", noon)
		b.code(err, intake.CodeNotFound)
		_, err = b.MuteOf(b.Context(), "telegram", "42", noon.Add(2*time.Hour))
		b.code(err, intake.CodeNotFound)
		m.Until = time.Time{}
		b.ok(b.PutMute(b.Context(), m))
		equal(b, must(b.Mutes(b.Context(), noon.Add(9999*time.Hour), 10))(b), []intake.Mute{m})
		b.ok(b.LiftMute(b.Context(), "telegram", "42"))
		b.code(b.LiftMute(b.Context(), "telegram", "42"), intake.CodeNotFound)
		equal(b, len(must(b.Mutes(b.Context(), noon, 10))(b)), 0)
	}},
	{"the program does not overrule staff", func(b *bench) {
		byStaff := intake.Mute{Channel: "telegram", Sender: "42", At: kept(noon), Reason: "广告", By: 7}
		own := intake.Mute{Channel: "telegram", Sender: "42", At: kept(noon.Add(time.Minute)), Until: kept(noon.Add(time.Hour)), Reason: "刷屏"}
		b.ok(b.PutMute(b.Context(), own))
		b.ok(b.PutMute(b.Context(), byStaff))
		b.ok(b.PutMute(b.Context(), own))
		equal(b, must(b.MuteOf(b.Context(), "telegram", "42", noon))(b), byStaff)
	}},
	{"held messages are listed apart and can be taken up", func(b *bench) {
		heard := b.put(said("a", "1", "x", "广告"), said("a", "2", "x", "广告"), said("a", "3", "x", "广告"))
		held := intake.Outcome{State: intake.MessageHeld, Verdict: intake.Verdict{Kind: intake.IsReport, Reason: "muted"}}
		b.ok(b.TakeMessages(b.Context(), []int64{heard[0].Number, heard[2].Number}, held))
		list := must(b.HeldMessages(b.Context(), 0, 10))(b)
		equal(b, []int64{list[0].Number, list[1].Number}, []int64{heard[2].Number, heard[0].Number})
		equal(b, list[0].Verdict.Reason, "muted")
		equal(b, len(must(b.HeldMessages(b.Context(), heard[2].Number, 10))(b)), 1)
		equal(b, len(must(b.UnsureMessages(b.Context(), 0, 10))(b)), 0)
		b.ok(b.ReopenMessage(b.Context(), heard[0].Number))
		equal(b, len(must(b.HeldMessages(b.Context(), 0, 10))(b)), 1)
		b.code(b.ReopenMessage(b.Context(), heard[1].Number), intake.CodeConflict)
		b.ok(b.TakeMessages(b.Context(), []int64{heard[0].Number}, intake.Outcome{State: intake.MessageChatter}))
		b.ok(b.ReopenMessage(b.Context(), heard[0].Number))
	}},
	{"an allowance is spent once for each call, in each period anew", func(b *bench) {
		three, five := intake.Allowance{Name: "sender/1", Limit: 3}, intake.Allowance{Name: "chat/1", Limit: 5}
		spent := func(since time.Time, allowances ...intake.Allowance) string {
			return strings.Join(must(b.Spend(b.Context(), since, allowances...))(b), " ")
		}
		for i, want := range []string{"", "", "", "sender/1", "sender/1", "sender/1 chat/1"} {
			if got := spent(noon, three, five); got != want {
				b.Errorf("call %d: %q is used up, want %q", i+1, got, want)
			}
		}
		equal(b, spent(noon, five), "chat/1")
		equal(b, spent(noon.Add(time.Hour), three, five), "")
		b.ok(b.ForgetAllowances(b.Context(), noon.Add(time.Minute)))
		equal(b, spent(noon, three), "")
		equal(b, spent(noon, five, three, three, three), "sender/1")
		equal(b, spent(noon), "")
		broken := intake.Allowance{Name: "sender/\xff\x00", Limit: 0}
		equal(b, spent(noon, broken), broken.Name)
	}},
}
