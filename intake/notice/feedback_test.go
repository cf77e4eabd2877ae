package notice

import (
	"strings"
	"testing"
	"time"

	"snapgrid/intake"
)

// What the reporters of a long matter hear says what it waits for, or that it is late,
// or by when it is promised: only what is known.
func TestFollowUp(t *testing.T) {
	w := newWriter(t)
	open := sample()
	open.Status, open.Ending, open.DoneAt = intake.StatusInProgress, "", time.Time{}
	waits := open
	waits.Status = intake.StatusWaiting
	waits.Wait = intake.Wait{For: intake.WaitMeeting, Until: open.OpenedAt.Add(20 * 24 * time.Hour)}
	for _, tt := range []struct {
		facts   Facts
		in, out string
	}{
		{Facts{Ticket: open}, "处理中，今天12:30前答复", "晚了"},
		{Facts{Ticket: open, Overdue: true}, "晚了，抱歉", "在等"},
		{Facts{Ticket: waits, Overdue: true}, "在等大家商量定下来，12月12日再看", "晚了"},
	} {
		got := w.Write("zh-CN", FollowUp, tt.facts)
		if !strings.Contains(got, tt.in) || strings.Contains(got, tt.out) {
			t.Errorf("said %q", got)
		}
	}
}
