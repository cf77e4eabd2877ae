package pipeline_test

import (
	"testing"

	"snapgrid/intake"
)

// TestSmallTalkNeedsNoJob plays batches and counts the looks that they make necessary.
func TestSmallTalkNeedsNoJob(t *testing.T) {
	for _, c := range []struct {
		name, before, batch string
		jobs                int
		outcomes            string // right after the receipt
	}{
		{"chatter of many", "", "liu@riders 哈哈哈\nwang@riders 今天的盒饭真难吃\nliu@riders 收工了没", 0, "1:chatter 2:chatter 3:chatter 4:chatter"},
		{"thanks to nobody", "", "liu@riders 辛苦了", 0, "1:chatter 2:chatter"},
		{"thanks for a report", "wang@riders 书院路路灯不亮了", "liu@riders 辛苦了 {re=2}", 1, "1:chatter 2:#1 3:open"},
		{"an advertisement", "", "liu@riders 超市鸡蛋打折了", 0, "1:chatter 2:chatter"},
		{"words that name a place may begin a report", "", "liu@riders 印刷技校门口", 1, "1:chatter 2:open"},
		{"a report", "", "liu@riders 书院路路灯不亮了\nwang@riders 哈哈哈", 1, "1:chatter 2:open 3:chatter"},
		{"words beside a photo", "", "liu@riders {photo}\nliu@riders 哈哈哈\nwang@riders 哈哈哈", 2, "1:chatter 2:open 3:open 4:chatter"},
		{"words after a photo that waits", "liu@riders {photo}", "liu@riders 哈哈哈", 1, "1:chatter 2:open 3:open"},
		{"an answer to small talk", "", "liu@riders 哈哈哈 {re=1}", 0, "1:chatter 2:chatter"},
		{"an answer to a report", "wang@riders 书院路路灯不亮了", "liu@riders 哈哈哈 {re=2}", 1, "1:chatter 2:#1 3:open"},
		{"an answer to us", "wang@riders 书院路路灯不亮了\n+2s", "liu@riders 哈哈哈 {re=ack/1}", 1, ""},
		{"an answer to who knows what", "", "liu@riders 哈哈哈 {re=nothing}", 1, "1:chatter 2:open"},
		{"a wish", "", "liu@riders 我的", 1, "1:chatter 2:open"},
		{"alone with us", "liu@liu 你好\n+130s", "liu@liu 哈哈哈", 1, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newStreet(t)
			s.play("liu@riders 早上好\n" + c.before)
			s.play("{\n" + c.batch)
			s.holding = false
			if err := s.line.Receive(t.Context(), s.batch); err != nil {
				t.Fatal(err)
			}
			if got := s.outcomes(); c.outcomes != "" && got != c.outcomes {
				t.Errorf("outcomes\n got %s\nwant %s", got, c.outcomes)
			}
			jobs := 0
			for _, ok := s.db.take(intake.DevelopPhoto{}.Kind()); ok; _, ok = s.db.take(intake.DevelopPhoto{}.Kind()) {
				jobs++
			}
			for _, ok := s.db.take(intake.AssembleBurst{}.Kind()); ok; _, ok = s.db.take(intake.AssembleBurst{}.Kind()) {
				jobs++
			}
			if jobs != c.jobs {
				t.Errorf("%d jobs, want %d", jobs, c.jobs)
			}
		})
	}
}
