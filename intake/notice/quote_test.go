package notice

import (
	"context"
	"strings"
	"testing"

	"snapgrid/intake"
)

// said is a database that heard some messages.
type said map[string]intake.Heard

func (s said) FindMessage(_ context.Context, _ int64, id string) (intake.Heard, error) {
	if m, ok := s[id]; ok {
		return m, nil
	}
	return intake.Heard{}, &intake.Error{Code: intake.CodeNotFound, Message: "message: not found"}
}

func TestQuote(t *testing.T) {
	by := func(name, text string) intake.Heard {
		return intake.Heard{Message: intake.Message{Sender: intake.Sender{Name: name}, Text: text}}
	}
	speech := said{
		"long":     by("王敏", "我刚路过团结西路印刷技校门口，发现路面有一处塌陷"),
		"photo":    by("王敏", ""),
		"number":   by("王敏", "打我电话13800138000"),
		"nameless": by("", "井盖坏了"),
	}
	q := NewQuoter(speech, newWriter(t), func(s string) string { return strings.ReplaceAll(s, "13800138000", "***") })
	tests := []struct{ id, language, want string }{
		{"long", "zh-CN", "王敏：“我刚路过团结西路印刷技校门口，发…”"},
		{"long", "en", "王敏: “我刚路过团结西路印刷技校门口，发…”"},
		{"photo", "", "王敏发的照片："},
		{"photo", "en", "王敏’s photo:"},
		{"number", "", "王敏：“打我电话***”"},
		{"nameless", "", ""},
		{"never heard", "", ""},
	}
	for _, tt := range tests {
		got, err := q.Quote(t.Context(), intake.Chat{Language: tt.language}, tt.id)
		if err != nil || got != tt.want {
			t.Errorf("%s: %q, %v, want %q", tt.id, got, err, tt.want)
		}
	}
}
