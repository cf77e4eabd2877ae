package triage

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// titleLength is the greatest length of a title, in characters.
const titleLength = 40

// Title makes a line for public lists: the first sentence that says something,
// masked, with an ellipsis where it is cut. It is "" if there are no words.
func Title(words string) string {
	for _, sentence := range strings.FieldsFunc(Mask(words), func(r rune) bool { return strings.ContainsRune("\n\r。！!？?；;", r) }) {
		sentence = strings.Join(strings.FieldsFunc(sentence, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
		if utf8.RuneCountInString(sentence) >= 2 {
			return shorten(sentence)
		}
	}
	return ""
}

// shorten cuts at a character, never within a mark.
func shorten(sentence string) string {
	runes := []rune(sentence)
	if len(runes) <= titleLength {
		return sentence
	}
	cut := string(runes[:titleLength-1])
	for _, bracket := range [][2]string{{"〔", "〕"}, {"[", "]"}} {
		if open := strings.LastIndex(cut, bracket[0]); open > strings.LastIndex(cut, bracket[1]) && open > 0 {
			cut = cut[:open]
		}
	}
	return strings.TrimSpace(cut) + "…"
}
