package search

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// longest is how many characters of a word count.
const longest = 32

// mark is what stands in a text where a personal number was: 〔电话〕, [bank card].
var mark = regexp.MustCompile(`〔[^〔〕]{1,8}〕|\[[a-z -]{4,13}\]`)

// Cut is the terms of a text that is kept: each character of a script without
// spaces, each pair of neighbours of such, and each word and number of other
// scripts, in lower case; "#12" stays together. Marks of what was masked are left
// out. A term may come several times.
func Cut(text string) []string {
	var terms []string
	eachRun(text, func(run []rune, dense bool) {
		if !dense {
			terms = append(terms, string(run))
			return
		}
		for i, r := range run {
			terms = append(terms, string(r))
			if i > 0 {
				terms = append(terms, string(run[i-1:i+1]))
			}
		}
	})
	return terms
}

// ask is the terms that a text has if it contains a word as typed: of a script
// without spaces the pairs, or the character if there is only one.
func ask(word string) []string {
	var terms []string
	eachRun(word, func(run []rune, dense bool) {
		if !dense || len(run) == 1 {
			terms = append(terms, string(run))
			return
		}
		for i := range run[1:] {
			terms = append(terms, string(run[i:i+2]))
		}
	})
	return terms
}

// eachRun calls f for each run of characters of one kind: of a script without
// spaces, or of a word or number of another.
func eachRun(text string, f func(run []rune, dense bool)) {
	var run []rune
	var last kind
	flush := func() {
		if len(run) > 0 && (len(run) > 1 || run[0] != '#') {
			f(run, last == dense)
		}
		run = nil
	}
	for _, r := range bare(text) {
		r = fold(r)
		k := kindOf(r)
		if k != last || r == '#' {
			flush()
			last = k
		}
		if k != blank && (k == dense || len(run) < longest) {
			run = append(run, r)
		}
	}
	flush()
}

// bare is a text without the marks of what was masked.
func bare(text string) string {
	text = strings.ToValidUTF8(text, " ")
	if !strings.ContainsAny(text, "〔[") {
		return text
	}
	return mark.ReplaceAllString(text, " ")
}

// kind sorts characters.
type kind int

const (
	blank  kind = iota // between words
	sparse             // of a script that puts spaces between words
	dense              // of one that does not
)

func kindOf(r rune) kind {
	switch {
	case r == utf8.RuneError:
		return blank
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
		return dense
	case r == '#', unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r):
		return sparse
	}
	return blank
}

// fold makes one of what people take for the same: large and small letters, and
// those of full width.
func fold(r rune) rune {
	if r >= '！' && r <= '～' {
		r -= '！' - '!'
	}
	return unicode.ToLower(r)
}
