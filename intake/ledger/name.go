package ledger

import (
	"regexp"
	"strings"
	"unicode"
)

// kinds are words that name no person.
var kinds = regexp.MustCompile(`^(?:居民|群众|业主|住户|商户|匿名|无名|骑手|路人|网格员|流动网格员|工作人员代报|热线|12345)`)

// called is a name with what people put behind it.
var called = regexp.MustCompile(`^(\p{Han}{2,4}?)(?:先生|女士|小姐|阿姨|大爷|大妈|叔叔|师傅|老师|同志)?$`)

// group is what a word of people who belong together ends with.
var group = regexp.MustCompile(`(?:居民|群众|业主|住户|商户|物业|社区|小区|单元|委员会|公司)$`)

// Disguise is who complained as it may be kept: a word for a kind of people as it is,
// of a name the first character only.
func Disguise(reporter string) string {
	reporter = oneLine(reporter)
	letters := []rune(strings.TrimLeftFunc(reporter, func(r rune) bool { return !unicode.IsLetter(r) }))
	switch {
	case kinds.MatchString(reporter):
		return strings.Join(kinds.FindAllString(reporter, 1), "")
	case len(letters) == 0:
		return "居民"
	case group.MatchString(reporter):
		return "居民"
	}
	return string(letters[0]) + "**"
}

// withoutName hides in words the name of who complained.
func withoutName(words, reporter string) string {
	for _, part := range strings.FieldsFunc(reporter, func(r rune) bool { return !unicode.Is(unicode.Han, r) && r != '·' }) {
		m := called.FindStringSubmatch(part)
		if m == nil || kinds.MatchString(part) || group.MatchString(part) {
			continue
		}
		words = strings.ReplaceAll(words, m[1], "〔姓名〕")
	}
	return words
}
