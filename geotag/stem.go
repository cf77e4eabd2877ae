package geotag

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

var (
	bracket = regexp.MustCompile(`\([^()]*\)$`)
	// partEnd is what tells one part of a compound from the others.
	partEnd = regexp.MustCompile(`[-·]?(?:第?(?:\d+|[一二三四五六七八九十]|[a-z]\d*|[甲乙丙丁]|[东南西北中]{1,2})?\d*(?:号楼|号院|栋|幢|座|楼|期|区|院|单元|组团|馆|门|塔|号)|[a-z]?\d+|[a-z]座?|-.+|[东南西北]+)$`)
)

// minStem is how many characters the shared name of a compound has at least.
const minStem = 3

// stemOf returns what the parts of a compound are called in common: "绿地世纪城"
// of "绿地世纪城A区". It is empty if there is nothing to leave out.
func stemOf(folded string) string {
	stem := folded
	for {
		short := partEnd.ReplaceAllString(bracket.ReplaceAllString(stem, ""), "")
		if short == stem {
			break
		}
		if utf8.RuneCountInString(short) < minStem {
			break
		}
		stem = short
	}
	stem = strings.TrimRight(stem, "-·")
	if stem == folded || utf8.RuneCountInString(stem) < minStem {
		return ""
	}
	return stem
}
