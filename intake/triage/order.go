package triage

import (
	"regexp"
	"strings"
)

// order is a line that begins with what staff want done: 拆分 #12, 改类 #12 E0401.
var order = regexp.MustCompile(`^(拆分|改类|改级|解除禁言|解禁|禁言)(?:[\s:：，,]+|$)`)

// readOrder reads a line, from which the numbers of tickets were taken, that
// begins with an order. More is what stands behind it.
func readOrder(line string) (kind IntentKind, more string, ok bool) {
	m := order.FindStringSubmatch(line)
	if m == nil {
		return IntentNone, "", false
	}
	return commands[m[1]], strings.TrimSpace(line[len(m[0]):]), true
}

// Mutes reports whether the intent is about what a person may say.
func (k IntentKind) Mutes() bool { return k == IntentMute || k == IntentUnmute }

// Orders reports whether the intent is an order that only staff can give.
func (k IntentKind) Orders() bool { return k == IntentSplit || k == IntentClass || k.Mutes() }
