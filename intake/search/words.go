package search

import (
	"strings"

	"snapgrid/intake"
)

// Words are what somebody typed to search for, a clause for each word.
type Words []Clause

// The most of what is typed that counts.
const (
	mostTyped = 200 // characters
	mostWords = 10
)

// Read reads what was typed. The words between spaces may stand anywhere in a
// ticket, in any order; the characters of a word stand together. A word may also be
// (part of) the name of the ticket's class or unit. "#12" is the ticket with the
// number, and those that name it. What holds no word at all is no question: ok is
// false.
func Read(typed string, classes intake.Categories, units []intake.Unit) (words Words, ok bool) {
	if runes := []rune(typed); len(runes) > mostTyped {
		typed = string(runes[:mostTyped])
	}
	for _, word := range strings.Fields(mark.ReplaceAllString(typed, " ")) {
		terms := ask(word)
		if len(terms) == 0 || len(words) == mostWords {
			continue
		}
		clause := Clause{terms}
		for _, c := range classes {
			if names(word, c.Name) || names(word, c.NameEn) {
				clause = append(clause, []string{classIs(c.Code)})
			}
		}
		for _, u := range units {
			if names(word, u.Name) {
				clause = append(clause, []string{unitIs(u.Code)})
			}
		}
		words = append(words, clause)
	}
	return words, len(words) > 0
}

// names reports whether a word is a part of a name.
func names(word, name string) bool {
	return strings.Contains(strings.Map(fold, name), strings.Map(fold, word))
}
