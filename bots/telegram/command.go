package telegram

import (
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/go-telegram/bot/models"
)

// unaddressed removes our own name from commands ("/status@OurBot 12") and from
// the beginning of a text ("@OurBot …"). A text that begins with a command for
// another bot becomes empty. Telegram counts in UTF-16 units.
func unaddressed(username, text string, entities []models.MessageEntity) string {
	if len(entities) == 0 || username == "" {
		return text
	}
	units := utf16.Encode([]rune(text))
	byPlace := slices.Clone(entities)
	slices.SortFunc(byPlace, func(a, b models.MessageEntity) int { return b.Offset - a.Offset })
	for _, e := range byPlace { // from the last to the first, so that places stay right
		if e.Offset < 0 || e.Length <= 0 || e.Offset > len(units) || e.Length > len(units)-e.Offset {
			continue
		}
		end := e.Offset + e.Length
		marked := string(utf16.Decode(units[e.Offset:end]))
		first := strings.TrimSpace(string(utf16.Decode(units[:e.Offset]))) == ""
		switch e.Type {
		case models.MessageEntityTypeBotCommand:
			command, to, addressed := strings.Cut(marked, "@")
			switch {
			case !addressed:
			case strings.EqualFold(to, username):
				units = slices.Replace(units, e.Offset, end, utf16.Encode([]rune(command))...)
			case first:
				return ""
			}
		case models.MessageEntityTypeMention:
			if first && strings.EqualFold(marked, "@"+username) {
				units = slices.Delete(units, 0, end)
				return strings.TrimSpace(string(utf16.Decode(units)))
			}
		}
	}
	return string(utf16.Decode(units))
}
