package triage

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// token is a Han character, a run of letters, a run of digits, or a symbol such
// as an emoji. Marks of punctuation are no tokens: they only end clauses and
// sentences. The question mark is both.
type token struct {
	text     string
	sentence int
	clause   int
	number   bool
	id       int32 // in the index; 0 if no term holds it
}

// foldRune makes full-width forms half-width and capitals small.
func foldRune(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		r -= '！' - '!'
	case r == '　':
		r = ' '
	}
	return unicode.ToLower(r)
}

// fold makes text comparable. The result is valid UTF-8.
func fold(text string) string { return strings.Map(foldRune, text) }

// cut splits folded text into tokens.
func cut(text string) []token {
	tokens := make([]token, 0, len(text)/3+1)
	sentence, clause := 0, 0
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		end := at + size
		switch {
		case isWordRune(r):
			end = wordEnd(text, at)
			word := stem(text[at:end])
			tokens = append(tokens, token{text: word, sentence: sentence, clause: clause, number: isDigit(r)})
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			tokens = append(tokens, token{text: text[at:end], sentence: sentence, clause: clause, number: isHanNumber(r)})
		case endsSentence(r):
			if r == '?' {
				tokens = append(tokens, token{text: "?", sentence: sentence, clause: clause})
			}
			sentence, clause = sentence+1, clause+1
		case unicode.IsPunct(r):
			clause++
		case unicode.IsSymbol(r):
			tokens = append(tokens, token{text: text[at:end], sentence: sentence, clause: clause})
		}
		at = end
	}
	return tokens
}

// isWordRune is true of what is written in runs with spaces between: letters of
// alphabets, and digits.
func isWordRune(r rune) bool {
	return r >= 'a' && r <= 'z' || isDigit(r) || r > 127 && r < 0x2E80 && unicode.IsLetter(r)
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// wordEnd returns where the run that begins at from ends; an apostrophe within
// belongs to it.
func wordEnd(text string, from int) int {
	digits := isDigit(rune(text[from]))
	for i, r := range text[from:] {
		if isWordRune(r) && isDigit(r) == digits || (r == '\'' || r == '’') && i > 0 {
			continue
		}
		return from + i
	}
	return len(text)
}

// stem takes the plural's s off, so that a term needs to be written once.
func stem(word string) string {
	word = strings.TrimRight(word, "'’")
	if len(word) > 3 && strings.HasSuffix(word, "s") && !strings.HasSuffix(word, "ss") {
		return word[:len(word)-1]
	}
	return word
}

func isHanNumber(r rune) bool {
	return strings.ContainsRune("零一二三四五六七八九十百千两俩几半多", r)
}

func endsSentence(r rune) bool { return strings.ContainsRune("。!?;\n…", r) }
