package triage

import (
	"slices"
	"strings"
	"unicode"
)

// group is a run of digits as typed.
type group struct {
	digits   string
	from, to int    // runes
	joint    string // what stands between it and the group before; "\x00" if they do not belong together
}

// apart is the joint of groups that do not belong together.
const apart = "\x00"

func asciiDigit(r rune) (byte, bool) { return byte(r), r >= '0' && r <= '9' }

// hanDigit reads digits as they are dictated; 幺 is one.
func hanDigit(r rune) (byte, bool) {
	switch r {
	case '幺', '壹':
		return '1', true
	case '〇', '○', '零':
		return '0', true
	}
	if i := slices.Index([]rune("一二三四五六七八九"), r); i >= 0 {
		return byte('1' + i), true
	}
	return 0, false
}

// findNumbers finds telephone, identity card and bank card numbers.
func findNumbers(folded []rune, digit func(rune) (byte, bool)) []span {
	groups := groupDigits(folded, digit)
	var spans []span
	for i := 0; i < len(groups); {
		s, used := longestSecret(folded, groups[i:])
		if used > 0 {
			spans = append(spans, s)
		}
		i += max(used, 1)
	}
	return spans
}

func groupDigits(folded []rune, digit func(rune) (byte, bool)) []group {
	var groups []group
	for i := 0; i < len(folded); i++ {
		if _, ok := digit(folded[i]); !ok {
			continue
		}
		g := group{from: i, joint: apart}
		var digits strings.Builder
		for ; i < len(folded); i++ {
			d, ok := digit(folded[i])
			if !ok {
				break
			}
			digits.WriteByte(d)
		}
		g.digits, g.to = digits.String(), i
		if len(groups) > 0 {
			g.joint = jointOf(folded[groups[len(groups)-1].to:g.from])
		}
		groups = append(groups, g)
	}
	return groups
}

// jointOf returns the separator between two groups of one number, made
// comparable, or apart.
func jointOf(between []rune) string {
	switch joint := strings.TrimSpace(string(between)); {
	case len(between) > 3:
		return apart
	case joint == "":
		return " "
	case strings.ContainsAny(joint, ")") && len(joint) == 1:
		return ")"
	case joint == "." || joint == "·":
		return "."
	case len([]rune(joint)) == 1 && strings.ContainsAny(joint, "-–—－_~*"):
		return "-"
	}
	return apart
}

// most is the greatest number of groups that one number is written in.
const most = 12

// longestSecret looks for a secret that begins with the first group, and
// returns how many groups it takes.
func longestSecret(folded []rune, groups []group) (span, int) {
	if g := groups[0]; g.from > 0 && folded[g.from-1] == '.' && g.from > 1 && isDigit(folded[g.from-2]) && g.joint != "." {
		return span{}, 0
	}
	end := 1
	for end < len(groups) && end < most && groups[end].joint != apart {
		end++
	}
	for n := end; n > 0; n-- {
		if kind, to, ok := sortNumber(folded, groups[:n]); ok {
			return span{groups[0].from - prefix(folded, groups[0].from), to, kind}, n
		}
	}
	return span{}, 0
}

// prefix is how many runes before from belong to the number: a plus, a bracket.
func prefix(folded []rune, from int) int {
	if from > 0 && (folded[from-1] == '+' || folded[from-1] == '(') {
		return 1
	}
	return 0
}

// sortNumber says which kind of secret the groups are, and where it ends.
func sortNumber(folded []rune, groups []group) (secret, int, bool) {
	var digits strings.Builder
	for _, g := range groups {
		digits.WriteString(g.digits)
	}
	d, to := digits.String(), groups[len(groups)-1].to
	check := to < len(folded) && folded[to] == 'x' && (to+1 == len(folded) || !isWordRune(folded[to+1]))
	switch {
	case check && isIdentity(d+"x"):
		return secretIdentity, to + 1, tidy(groups)
	case isIdentity(d):
		return secretIdentity, to, tidy(groups)
	case isBankCard(d) && shaped(groups, bankShapes):
		return secretBank, to, true
	case isMobile(d, groups), isLandline(d, groups), isForeign(folded, d, groups):
		return secretPhone, to, true
	case isLocal(folded, d, groups):
		return secretPhone, to, true
	}
	return 0, 0, false
}

// tidy is false of decimals.
func tidy(groups []group) bool {
	return !slices.ContainsFunc(groups[1:], func(g group) bool { return g.joint == "." })
}

func lengths(groups []group) []int {
	ls := make([]int, len(groups))
	for i, g := range groups {
		ls[i] = len(g.digits)
	}
	return ls
}

func shaped(groups []group, shapes [][]int) bool {
	if !tidy(groups) {
		return false
	}
	ls := lengths(groups)
	return len(ls) == 1 || slices.ContainsFunc(shapes, func(s []int) bool { return slices.Equal(s, ls) })
}

// The ways to write a bank card.
var bankShapes = [][]int{{4, 4, 4, 4}, {4, 4, 4, 4, 1}, {4, 4, 4, 4, 2}, {4, 4, 4, 4, 3}, {6, 13}, {6, 12}, {6, 10}, {4, 6, 5}}

// isBankCard wants the first digit of a bank and a right check digit (Luhn).
func isBankCard(d string) bool {
	if len(d) < 15 || len(d) > 19 || !strings.Contains("3456", d[:1]) {
		return false
	}
	if len(d) == 15 && d[0] != '3' {
		return false
	}
	sum := 0
	for i := range len(d) {
		n := int(d[len(d)-1-i] - '0')
		if i%2 == 1 {
			n *= 2
			n -= 9 * btoi(n > 9)
		}
		sum += n
	}
	return sum%10 == 0
}

// isIdentity is true of 18 signs with a plausible day of birth, and of the old
// 15 digits. A wrong check digit does not free it: people mistype.
func isIdentity(d string) bool {
	if len(d) != 18 && len(d) != 15 || d[0] < '1' || d[0] > '8' || d[1] > '7' {
		return false
	}
	if len(d) == 15 {
		return !strings.HasSuffix(d, "x") && isDay(d[8:12]) && !isBankCard(d)
	}
	century := d[6:8]
	return (century == "18" || century == "19" || century == "20") && isDay(d[10:14])
}

// isDay is true of a month and a day: 0131.
func isDay(d string) bool {
	return d[:2] >= "01" && d[:2] <= "12" && d[2:] >= "01" && d[2:] <= "31"
}

// isMobile is true of 1[3-9] and nine more digits, with or without 86 before.
// Written in decimals, only the usual grouping is taken.
func isMobile(d string, groups []group) bool {
	plain := d
	for _, code := range []string{"0086", "86", "0"} {
		if rest, found := strings.CutPrefix(d, code); found && len(rest) == 11 {
			plain = rest
		}
	}
	if len(plain) != 11 || plain[0] != '1' || plain[1] < '3' {
		return false
	}
	if !tidy(groups) {
		return slices.Equal(lengths(groups), []int{3, 4, 4})
	}
	return len(groups) == 1 || len(groups) >= 11 || !slices.ContainsFunc(lengths(groups[:len(groups)-1]), func(l int) bool { return l == 1 && len(plain) == len(d) })
}

// isLandline is true of an area code and seven or eight digits.
func isLandline(d string, groups []group) bool {
	if !tidy(groups) {
		return false
	}
	if rest, found := strings.CutPrefix(d, "86"); found && len(groups) > 1 && len(groups[0].digits) == 2 && len(rest) >= 9 && rest[0] != '1' {
		d, groups = "0"+strings.TrimPrefix(rest, "0"), groups[1:]
	}
	if len(d) < 10 || len(d) > 12 || d[0] != '0' || d[1] == '0' {
		return false
	}
	if len(groups) == 1 {
		return len(d) >= 11 || d[1] <= '2'
	}
	area := len(groups[0].digits)
	return area <= 4 && len(d)-area >= 7 && len(d)-area <= 8 && d[area] >= '2' && !slices.ContainsFunc(lengths(groups[1:]), func(l int) bool { return l < 3 })
}

// isForeign is true of eight to fifteen digits behind a plus.
func isForeign(folded []rune, d string, groups []group) bool {
	from := groups[0].from
	return from > 0 && folded[from-1] == '+' && tidy(groups) && len(d) >= 8 && len(d) <= 15 && d[0] != '0' && !(from > 1 && isDigit(folded[from-2]))
}

// callWords announce a number without an area code.
var callWords = []string{"电话", "座机", "固话", "联系方式", "热线", "传真", "tel", "phone", "call", "致电", "拨打", "号码"}

// isLocal is true of seven or eight digits that are said to be a telephone's.
func isLocal(folded []rune, d string, groups []group) bool {
	if len(d) < 7 || len(d) > 8 || d[0] < '2' || !tidy(groups) || len(groups) > 2 {
		return false
	}
	before := strings.TrimRightFunc(string(folded[max(0, groups[0].from-8):groups[0].from]), func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(":：是,，为.", r)
	})
	return slices.ContainsFunc(callWords, func(word string) bool { return strings.HasSuffix(before, word) })
}

func sortSpans(spans []span) {
	slices.SortFunc(spans, func(a, b span) int { return a.from - b.from })
}
