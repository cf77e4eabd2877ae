package configs

import (
	"fmt"
	"strings"
)

// nearest finds the candidate that somebody who wrote word most likely meant.
func nearest(word string, candidates []string) (string, bool) {
	best, least := "", len(word)/3+2
	lower := strings.ToLower(word)
	for _, c := range candidates {
		d := distance(lower, strings.ToLower(c))
		if len(lower) >= 3 && (strings.HasPrefix(strings.ToLower(c), lower) || strings.HasPrefix(lower, strings.ToLower(c))) {
			d = min(d, 1)
		}
		if d < least {
			best, least = c, d
		}
	}
	return best, best != ""
}

// Suggestion is the end of a sentence that refuses word: the candidate that was
// most likely meant; "" if none is near.
func Suggestion(word string, candidates []string) string {
	if near, ok := nearest(word, candidates); ok {
		return fmt.Sprintf("; did you mean %q?", near)
	}
	return ""
}

// distance counts the letters to insert, leave out, replace or swap with their
// neighbour until a is b (optimal string alignment).
func distance(a, b string) int {
	s, t := []rune(a), []rune(b)
	before, last := []int(nil), make([]int, len(t)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(s); i++ {
		row := make([]int, len(t)+1)
		row[0] = i
		for j := 1; j <= len(t); j++ {
			cost := 1
			if s[i-1] == t[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last = last, row
	}
	return last[len(t)]
}
