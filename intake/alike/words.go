package alike

import (
	"regexp"
	"strings"
	"unicode"
)

// phrases are what people say around any trouble.
var phrases = regexp.MustCompile(`请(?:尽快|及时|马上)?(?:派人)?(?:来|安排)?(?:处理|维修|修复|修理|修|看看|解决)?(?:一下)?|麻烦|谢谢|多谢|辛苦了?|你好|您好|大家好|师傅|我刚(?:才|刚)?|刚(?:才|刚)|路过|经过|发现|看到|有个|有一(?:个|处)|这里|这边|那里|现在|今天|昨天|今早|早上|晚上|昨晚|好几天|很|非常|比较|特别|了|的|吗|呢|啊|呀|吧|在|是|\b(?:please|thanks|thank you|there is|the|a|an|is|are|at|in|on)\b`)

// narrow makes full-width characters half as wide.
func narrow(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' {
			return r - '！' + '!'
		}
		return r
	}, text)
}

// folded is a text without what makes no difference: width, case, marks, and what
// people say around any trouble.
func folded(text string) []rune {
	text = phrases.ReplaceAllString(strings.ToLower(narrow(text)), " ")
	return []rune(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, text))
}

// leastPairs is how many pairs of characters the shorter of two texts must have to
// be taken for a part of the longer one.
const leastPairs = 4

// Words is how alike two texts are, from 0 to 1: the share of pairs of neighbouring
// characters that both have (Sørensen and Dice), or nearly 1 where the shorter text
// is all within the longer one.
func Words(a, b string) float64 {
	first, second := pairs(folded(a)), pairs(folded(b))
	if len(first) == 0 || len(second) == 0 {
		return 0
	}
	both := 0
	for pair := range first {
		if second[pair] {
			both++
		}
	}
	alike := 2 * float64(both) / float64(len(first)+len(second))
	if shorter := min(len(first), len(second)); shorter >= leastPairs {
		alike = max(alike, 0.9*float64(both)/float64(shorter))
	}
	return alike
}

func pairs(text []rune) map[[2]rune]bool {
	set := map[[2]rune]bool{}
	for i := range len(text) - 1 {
		set[[2]rune{text[i], text[i+1]}] = true
	}
	return set
}
