package page

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clean makes typed words fit to be kept: valid UTF-8, lines ended by \n, no
// control characters, no space at the ends.
func Clean(words string) string {
	words = strings.ReplaceAll(strings.ToValidUTF8(words, "\uFFFD"), "\r\n", "\n")
	words = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, words)
	return strings.TrimSpace(words)
}

// CleanName makes a name fit to be shown beside others: one line, nothing
// invisible, nothing that turns the writing direction, at most n characters.
func CleanName(name string, n int) string {
	name = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co):
			return -1
		}
		return r
	}, strings.ToValidUTF8(name, ""))
	name = strings.Join(strings.Fields(name), " ")
	if utf8.RuneCountInString(name) > n {
		name = string([]rune(name)[:n])
	}
	return name
}
