package telegramtest

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

var (
	commandForm = regexp.MustCompile(`/[A-Za-z0-9_]{1,32}(@[A-Za-z0-9_]{3,32})?`)
	mentionForm = regexp.MustCompile(`@[A-Za-z0-9_]{3,32}`)
)

// entities finds commands and mentions, in UTF-16 units.
func entities(text string) []wireEntity {
	found := marked(text, "bot_command", commandForm)
	return append(found, marked(text, "mention", mentionForm)...)
}

func marked(text, kind string, form *regexp.Regexp) []wireEntity {
	var found []wireEntity
	for _, at := range form.FindAllStringIndex(text, -1) {
		before, _ := utf8.DecodeLastRuneInString(text[:at[0]])
		after, _ := utf8.DecodeRuneInString(text[at[1]:])
		if wordly(before) || wordly(after) || before == '/' || after == '/' {
			continue
		}
		found = append(found, wireEntity{Type: kind, Offset: length(text[:at[0]]), Length: length(text[at[0]:at[1]])})
	}
	return found
}

func wordly(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_')
}

// length counts as Telegram does, in UTF-16 units.
func length(s string) int { return len(utf16.Encode([]rune(s))) }

// addresses reports whether a message is one that privacy mode lets through: a
// command not for another bot, or a mention.
func (m *wireMessage) addresses(bot string) bool {
	text := m.Text + m.Caption
	if strings.Contains(strings.ToLower(text), "@"+strings.ToLower(bot)) {
		return true
	}
	for _, e := range append(m.Entities, m.CaptionEntities...) {
		units := utf16.Encode([]rune(text))
		if e.Type == "bot_command" && !strings.Contains(string(utf16.Decode(units[e.Offset:e.Offset+e.Length])), "@") {
			return true
		}
	}
	return false
}
