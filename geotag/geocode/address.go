package geocode

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

var (
	streetForm = regexp.MustCompile(`(\p{Han}{1,8}?(?:大道|大街|胡同|路|街|巷|弄))(\d{1,5}(?:号院|号|弄))?`)
	crossForm  = regexp.MustCompile(`^(?:与|和|同|跟|、|/)(\p{Han}{1,8}?(?:大道|大街|路|街|巷))(?:的)?(?:交叉口|交汇处|交口|路口|口|十字)`)
	spotForm   = regexp.MustCompile(`\p{Han}{2,10}?(?:小区|社区|家属院|花园|家园|新村|广场|大厦|商场|市场|公园|医院|小学|中学|大学|学校|车站|地铁站)`)
)

// noName holds characters of grammar and of kinship: what stands before them is no
// part of an address.
const noName = "的了在是把被有个这那和与就都也还又去到从往过没不很吗呢吧啊么什怎哪你我他她它们谁请给跟让要会能想说看走跑开条段住家姓叫"

// notStreets only look like names of streets.
var notStreets = []string{"马路", "公路", "道路", "铁路", "一路", "修路", "小路", "大路", "思路", "半路", "逛街", "上街", "大街", "小巷", "电路", "水路", "线路", "网路"}

// AddressPart returns the part of some words that is an address: a street with
// its number, a crossing, or a compound. It is "" where there is none. Names of
// people, rooms and all other words are left out.
func AddressPart(words string) string {
	for _, at := range streetForm.FindAllStringSubmatchIndex(words, -1) {
		street := trim(words[at[2]:at[3]])
		if street == "" {
			continue
		}
		if m := crossForm.FindStringSubmatch(words[at[1]:]); m != nil {
			return street + "与" + m[1] + "交叉口"
		}
		if at[4] >= 0 {
			street += words[at[4]:at[5]]
		}
		return street
	}
	for _, spot := range spotForm.FindAllString(words, -1) {
		if spot = trim(spot); utf8.RuneCountInString(spot) >= 4 {
			return spot
		}
	}
	return ""
}

// trim leaves out what stands before the last word of grammar; "" if no name is
// left.
func trim(name string) string {
	if i := strings.LastIndexAny(name, noName); i >= 0 {
		_, size := utf8.DecodeRuneInString(name[i:])
		name = name[i+size:]
	}
	for _, no := range notStreets {
		if strings.HasSuffix(name, no) && utf8.RuneCountInString(name) <= utf8.RuneCountInString(no) {
			return ""
		}
	}
	if utf8.RuneCountInString(name) < 3 {
		return ""
	}
	return name
}
