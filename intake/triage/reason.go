package triage

import (
	"fmt"
	"strings"
)

// reason names the parts of the sum for staff, the trouble first:
// "matched: 路面 塌陷 → E0401 路面塌陷; place 门口; request 请尽快; score 6.0".
func (f *Finding) reason(c *Classifier) string {
	if len(f.Signals)+len(f.Signs) == 0 {
		return "nothing that looks like a report"
	}
	parts := make([]string, 0, len(f.Signals)+1)
	for _, s := range f.Signals {
		parts = append(parts, s.say(f.Category, c.names))
	}
	parts = append(parts, fmt.Sprintf("score %.1f", f.Score))
	if f.Danger > 0 {
		parts = append(parts, fmt.Sprintf("danger %.1f", f.Danger))
	}
	if len(f.Signs) > 0 {
		parts = append(parts, fmt.Sprintf("signs of danger: %s (odds %.1f)", strings.Join(f.Signs, " "), f.Odds))
	}
	return strings.Join(parts, "; ")
}

func (s Signal) say(category string, names map[string]string) string {
	if s.Name == "trouble" {
		if category == "" {
			return "matched: " + s.Words
		}
		return strings.TrimSpace("matched: " + s.Words + " → " + category + " " + names[category])
	}
	return strings.TrimSpace(s.Name + " " + s.Words)
}
