package triage

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// secret is a kind of number that only the staff concerned may read.
type secret int

const (
	secretPhone secret = iota
	secretIdentity
	secretBank
	secretEmail
	secretPlate
	secretDoor
	secretName
	secretAccount
	secretPaper
)

// marks stand where a secret was, in the language of the words around it.
var marks = map[secret][2]string{
	secretPhone:    {"〔电话〕", "[phone]"},
	secretIdentity: {"〔身份证号〕", "[identity card]"},
	secretBank:     {"〔银行卡号〕", "[bank card]"},
	secretEmail:    {"〔邮箱〕", "[e-mail]"},
	secretPlate:    {"〔车牌〕", "[plate]"},
	secretDoor:     {"〔门牌〕", "[door]"},
	secretName:     {"〔姓名〕", "[name]"},
	secretAccount:  {"〔账号〕", "[account]"},
	secretPaper:    {"〔证件号〕", "[document]"},
}

// span is a part of a text, in runes.
type span struct {
	from, to int
	kind     secret
}

// Mask puts marks in place of telephone, identity card, passport and bank card numbers,
// accounts of chat services, e-mail addresses and number plates, also where they are written with spaces,
// in full width or in Chinese digits; of the numbers of doors within a building;
// and of names that are announced as such. Numbers of tickets and houses, dates,
// times and coordinates stay. Bytes that are no UTF-8 are left out.
func Mask(text string) string { return hide(text, func(secret) bool { return true }) }

// MaskForStaff is [Mask] without number plates and doors: who looks for a car
// that is parked where it may not be, or for a leak, has to know which.
func MaskForStaff(text string) string {
	return hide(text, func(s secret) bool { return s != secretPlate && s != secretDoor })
}

// hide puts marks in place of the secrets that want chooses.
func hide(text string, want func(secret) bool) string {
	text = strings.ToValidUTF8(text, "")
	runes := []rune(text)
	spans := slices.DeleteFunc(findSecrets(runes), func(s span) bool { return !want(s.kind) })
	if len(spans) == 0 {
		return text
	}
	language := 1
	if strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		language = 0
	}
	var masked strings.Builder
	last := 0
	for _, s := range spans {
		masked.WriteString(string(runes[last:s.from]))
		masked.WriteString(marks[s.kind][language])
		last = s.to
	}
	masked.WriteString(string(runes[last:]))
	return masked.String()
}

// findSecrets returns the secrets in order, without overlaps. What is found
// first is kept: an address may hold a number, but not the other way round.
func findSecrets(runes []rune) []span {
	folded := make([]rune, len(runes))
	for i, r := range runes {
		folded[i] = foldRune(r)
	}
	taken := make([]bool, len(runes))
	var spans []span
	take := func(found []span) {
		for _, s := range found {
			if !anyTaken(taken[s.from:s.to]) {
				spans = append(spans, s)
				for i := s.from; i < s.to; i++ {
					taken[i] = true
				}
			}
		}
	}
	take(findPatterns(folded))
	take(findNumbers(folded, asciiDigit))
	take(findNumbers(folded, hanDigit))
	sortSpans(spans)
	return spans
}

func anyTaken(taken []bool) bool {
	for _, t := range taken {
		if t {
			return true
		}
	}
	return false
}

var (
	email = regexp.MustCompile(`[\p{L}\p{N}._%+-]{1,64}\s?@\s?[a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9-]{1,62})*\.[a-z]{2,24}`)

	// plate: the short name of a province, a letter of the city, then five or,
	// of new energy cars, six signs.
	plate = regexp.MustCompile(`[` + provinces + `][ ·•.．-]?[a-z][ ·•.．-]{0,2}((?:[a-hj-np-z0-9][ ]?){4}[a-hj-np-z0-9挂学警港澳领](?:[a-hj-np-z0-9])?)`)
)

// provinces are the short names with which plates begin.
const provinces = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使"

// findPatterns finds what a regular expression can tell.
func findPatterns(folded []rune) []span {
	text := string(folded)
	at := runeOffsets(text, len(folded))
	var spans []span
	if strings.ContainsRune(text, '@') { // the patterns are slow, and hardly any words need them
		for _, m := range email.FindAllStringIndex(text, -1) {
			spans = append(spans, span{at[trimHan(text, m)], at[m[1]], secretEmail})
		}
	}
	if strings.ContainsAny(text, provinces) {
		for _, m := range plate.FindAllStringSubmatchIndex(text, -1) {
			if isPlate(text, m) {
				spans = append(spans, span{at[m[0]], at[m[1]], secretPlate})
			}
		}
	}
	spans = append(append(spans, findHomes(text, at)...), findNames(text, at)...)
	return append(spans, findAccounts(text, at)...)
}

// trimHan returns where the address begins after Chinese words that stand right
// before it.
func trimHan(text string, m []int) int {
	local := text[m[0]:m[1]]
	sign := strings.IndexByte(local, '@')
	for i, r := range local[:sign] {
		if !unicode.Is(unicode.Han, r) {
			return m[0] + i
		}
	}
	return m[0]
}

// isPlate wants two digits at least, and no letter or digit behind.
func isPlate(text string, m []int) bool {
	digits := 0
	for _, r := range text[m[2]:m[3]] {
		if isDigit(r) {
			digits++
		}
	}
	if m[1] < len(text) && (isDigit(rune(text[m[1]])) || text[m[1]] >= 'a' && text[m[1]] <= 'z') {
		return false
	}
	return digits >= 2
}

// runeOffsets gives the number of the rune that begins at each byte.
func runeOffsets(text string, runes int) []int {
	at := make([]int, len(text)+1)
	n := 0
	for i := range text {
		at[i] = n
		n++
	}
	at[len(text)] = runes
	return at
}
