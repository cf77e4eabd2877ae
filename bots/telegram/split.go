package telegram

import (
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// units is the length of a text as Telegram counts it.
func units(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}

// split cuts a text into pieces of at most limit UTF-16 units, at the end of a
// paragraph, line, sentence or word if there is one in the second half of a
// piece. The pieces together are the text, save for the space between them.
func split(text string, limit int) []string {
	var pieces []string
	text = strings.TrimSpace(text)
	for units(text) > limit {
		most := prefix(text, limit)
		at := border(text, most)
		if piece := strings.TrimSpace(text[:at]); piece != "" {
			pieces = append(pieces, piece)
		}
		text = strings.TrimSpace(text[at:])
	}
	if text != "" {
		pieces = append(pieces, text)
	}
	return pieces
}

// shorten cuts a text to limit units, and shows that it did.
func shorten(text string, limit int) string {
	if units(text) <= limit {
		return text
	}
	return strings.TrimSpace(text[:whole(text, prefix(text, limit-1))]) + "…"
}

// prefix is the length in bytes of the longest beginning of text that has at
// most limit units.
func prefix(text string, limit int) int {
	n := 0
	for i, r := range text {
		n += utf16.RuneLen(r)
		if n > limit {
			return i
		}
	}
	return len(text)
}

// border finds the best place to cut text[:most].
func border(text string, most int) int {
	half := text[most/2 : most]
	for !utf8.RuneStart(text[most-len(half)]) {
		half = half[1:]
	}
	base := most - len(half)
	for _, mark := range []string{"\n\n", "\n"} {
		if i := strings.LastIndex(half, mark); i >= 0 {
			return base + i + len(mark)
		}
	}
	if i := strings.LastIndexAny(half, "。！？；"); i >= 0 {
		_, size := utf8.DecodeRuneInString(half[i:])
		return base + i + size
	}
	if i := strings.LastIndexFunc(half, unicode.IsSpace); i >= 0 {
		_, size := utf8.DecodeRuneInString(half[i:])
		return base + i + size
	}
	return whole(text, most)
}

// whole moves a cut back so that it does not divide what is shown as one sign:
// accents, skin tones, joined emojis.
func whole(text string, at int) int {
	for back := at; back > 0; {
		next, _ := utf8.DecodeRuneInString(text[back:])
		last, size := utf8.DecodeLastRuneInString(text[:back])
		if !joins(next) && last != zeroWidthJoiner {
			return back
		}
		back -= size
	}
	return at
}

const zeroWidthJoiner = '\u200d'

func joins(r rune) bool {
	return r == zeroWidthJoiner || unicode.In(r, unicode.Mn, unicode.Me) || (r >= 0x1F3FB && r <= 0x1F3FF)
}
