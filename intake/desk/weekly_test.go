package desk_test

import (
	"fmt"
	"strings"
	"testing"

	"snapgrid/intake"
	"snapgrid/intake/triage"
)

// Staff who answer for the area of a group switch its weekly picture, there; others
// are refused.
func TestWeekly(t *testing.T) {
	c := newCounter(t)
	crowd := map[string]person{}
	for _, p := range c.crowd() {
		crowd[p.name] = p
	}
	group := c.chats["residents"]
	group.Cell = "c1"
	c.ok(c.db.SaveChat(t.Context(), group))
	alone := c.alone("grid_officer-inside")
	for _, tt := range []struct {
		who, words string
		chat       intake.Chat
		wants      bool
		answer     string
		refused    int
	}{
		{"grid_officer-inside", "开", group, true, "每周第一个工作时段", 0},
		{"grid_officer-inside", "on", group, true, "每周第一个工作时段", 0},
		{"sun", "关", group, true, "", 1},
		{"grid_officer-outside", "关", group, true, "", 1},
		{"grid_officer-inside", "月报", group, true, "请在要用的那个群里发", 0},
		{"street-outside", "关", alone, true, "请在要用的那个群里发", 0},
		{"street-outside", "off", group, false, "以后不发周报了", 0},
	} {
		audit, said := c.refusals(), len(c.db.posts)
		call := c.call(tt.who, triage.IntentWeekly, 0)
		call.Officer, call.Chat, call.Intent.Rest = crowd[tt.who].officer, tt.chat, tt.words
		c.ok(c.desk.Handle(t.Context(), call))
		chats, err := c.db.Weeklies(t.Context())
		c.ok(err)
		if wants := len(chats) == 1 && chats[0] == group.ID; wants != tt.wants || c.refusals()-audit != tt.refused {
			t.Errorf("%s says %s: wanted by %v, %d refusals", tt.who, tt.words, chats, c.refusals()-audit)
		}
		if answers := c.db.posts[said:]; len(answers) != 1 || !strings.Contains(answers[0].Text, tt.answer) || answers[0].ChatID != tt.chat.ID {
			t.Errorf("%s says %s: answered %v", tt.who, tt.words, answers)
		}
	}
	if err := c.desk.SetWeekly(t.Context(), crowd["grid_officer-outside"].officer, group, true); intake.CodeOf(err) != intake.CodeForbidden {
		t.Error(fmt.Errorf("who answers for another area may: %w", err))
	}
}
