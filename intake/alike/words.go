package alike

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// phrases takes out what people say around any trouble.
var phrases = replaced(append(requests(), strings.Fields(`麻烦 谢谢 多谢 辛苦了 辛苦 你好 您好 大家好 师傅 我刚才 我刚刚 我刚 刚才 刚刚
	路过 经过 发现 看到 有个 有一个 有一处 这里 这边 那里 现在 今天 昨天 今早 早上 晚上 昨晚 好几天 很 非常 比较 特别 了 的 吗 呢 啊 呀 吧 在 是`)...))

// english is what English people say so.
var english = regexp.MustCompile(`\b(?:please|thanks|thank you|there is|the|a|an|is|are|at|in|on)\b`)

// requests are the ways to ask for help: 请尽快派人来处理一下.
func requests() []string {
	all := []string{"请"}
	for _, next := range []string{"尽快 及时 马上", "派人", "来 安排", "处理 维修 修复 修理 修 看看 解决", "一下"} {
		for _, begun := range slices.Clone(all) {
			for _, word := range strings.Fields(next) {
				all = append(all, begun+word)
			}
		}
	}
	return all
}

// replaced puts a space in place of each phrase, the longest first.
func replaced(all []string) *strings.Replacer {
	slices.SortStableFunc(all, func(a, b string) int { return len(b) - len(a) })
	var pairs []string
	for _, phrase := range all {
		pairs = append(pairs, phrase, " ")
	}
	return strings.NewReplacer(pairs...)
}

// small is a text with full-width characters half as wide, and without capitals.
func small(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' {
			r += '!' - '！'
		}
		if r >= firstHan {
			return r // neither large nor small
		}
		return unicode.ToLower(r)
	}, text)
}

// firstHan is where the signs of Chinese begin.
const firstHan = '⺀'

// folded is a small text without what makes no difference: marks, and what people say
// around any trouble.
func folded(small string) []rune {
	text := phrases.Replace(small)
	if strings.ContainsFunc(text, latin) {
		text = english.ReplaceAllString(text, " ")
	}
	left := make([]rune, 0, len(text)/2)
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			left = append(left, r)
		}
	}
	return left
}

func latin(r rune) bool { return r >= 'a' && r <= 'z' }

// leastPairs is how many pairs of characters the shorter of two texts must have to
// be taken for a part of the longer one.
const leastPairs = 4

// reading is what a text is compared by.
type reading struct {
	pairs pairs
	marks marks
}

func read(text string) reading { return readFor(text, every) }

// readBeside reads a text to compare it with r: only marks that r has, too, can differ.
func (r reading) readBeside(text string) reading { return readFor(text, r.marks.any) }

func readFor(text string, wanted func(kinds []string) bool) reading {
	text = small(text)
	return reading{pairsOf(folded(text)), marksOf(text, wanted)}
}

// likeness is how alike two texts are, from 0 to 1: the share of pairs of neighbouring
// characters that both have (Sørensen and Dice), or nearly 1 where the shorter text
// is all within the longer one.
func (r reading) likeness(o reading) float64 {
	if len(r.pairs) == 0 || len(o.pairs) == 0 {
		return 0
	}
	both := r.pairs.common(o.pairs)
	alike := 2 * float64(both) / float64(len(r.pairs)+len(o.pairs))
	if shorter := min(len(r.pairs), len(o.pairs)); shorter >= leastPairs {
		alike = max(alike, 0.9*float64(both)/float64(shorter))
	}
	return alike
}

// pairs are the pairs of neighbouring characters in a text, in order, each once.
type pairs []uint64

func pairsOf(text []rune) pairs {
	all := make(pairs, 0, len(text))
	for i := range len(text) - 1 {
		all = append(all, uint64(text[i])<<32|uint64(text[i+1]))
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// common counts the pairs that are in both.
func (p pairs) common(o pairs) (both int) {
	for i, j := 0, 0; i < len(p) && j < len(o); {
		switch order := cmp.Compare(p[i], o[j]); {
		case order < 0:
			i++
		case order > 0:
			j++
		default:
			i, j, both = i+1, j+1, both+1
		}
	}
	return both
}
