package alike

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// marks are what tells one spot from the next, by kind: numbers of houses, entrances
// and rooms, gates and sides, the codes of poles and boxes, number plates, roads.
type marks map[string][]string

var (
	// numbered is a number with what it counts: 14号, 3号楼, 2单元, 第五排, 3#楼.
	numbered = regexp.MustCompile(`(?:第)?([0-9]{1,5}|[一二三四五六七八九十百]{1,4})(?:[#＃]|号)?(号|#|楼|栋|幢|座|单元|室|层|弄|组|门|排|区|期|杆)`)
	// lettered is A座, B区, C口.
	lettered = regexp.MustCompile(`([a-z])[0-9]{0,2}(座|区|口|栋|楼|出口|入口)`)
	// side is a gate, a mouth or an edge by its direction.
	side = regexp.MustCompile(`([东南西北]{1,2}|左|右|上行|下行)(?:大)?(门|口|侧|边|头|段|角|面|方向)`)
	// code is what is painted on poles and boxes.
	code = regexp.MustCompile(`[a-z]{0,4}[-_]?[0-9]{4,12}`)
	// plate is the number of a car.
	plate = regexp.MustCompile(`[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][a-z][·. ]?[0-9a-z]{5,6}`)
	// named is the name of a road or a compound; two characters of it are enough.
	named = regexp.MustCompile(`(\p{Han}{2})(路|街|大道|巷|小区|花园|家园|公寓|大厦|广场)(过|口|面|上|边|灯|人|牌|况|中)?`)
	// noName is what stands before a road that is not named.
	noName = regexp.MustCompile(`[条个过的在走上下道马公铁大门]$`)
)

// The kinds that each of them finds, as they are compared.
var (
	plates   = []string{"plate"}
	codes    = []string{"code"}
	numbers  = strings.Fields("号 楼 栋 幢 座 单元 室 层 弄 组 门 排 区 期 杆")
	letters  = strings.Fields("座 区 口 栋 楼 出口 入口")
	sides    = []string{"side"}
	names    = strings.Fields("路 街 大道 巷 小区 花园 家园 公寓 大厦 广场")
	allKinds = slices.Concat(plates, codes, numbers, letters, sides, names)
)

// marksOf reads the marks of some kinds in a small text.
func marksOf(text string, wanted func(kinds []string) bool) marks {
	m := marks{}
	if strings.ContainsFunc(text, latin) {
		for _, found := range plate.FindAllString(text, -1) {
			m.add("plate", strings.NewReplacer("·", "", ".", "", " ", "").Replace(found))
		}
		text = plate.ReplaceAllString(text, " ")
		for _, found := range lettered.FindAllStringSubmatch(text, -1) {
			m.add(found[2], found[1])
		}
	}
	if wanted(codes) && strings.ContainsAny(text, "0123456789") {
		for _, found := range code.FindAllString(text, -1) {
			m.add("code", found)
		}
	}
	if wanted(numbers) {
		for _, found := range numbered.FindAllStringSubmatch(text, -1) {
			m.add(found[2], strconv.Itoa(value(found[1])))
		}
	}
	if wanted(sides) && strings.ContainsAny(text, "东南西北左右上下") {
		for _, found := range side.FindAllStringSubmatch(text, -1) {
			m.add("side", found[1])
		}
	}
	if wanted(names) {
		m.addNames(text)
	}
	return m
}

func (m marks) addNames(text string) {
	for _, found := range named.FindAllStringSubmatch(text, -1) {
		if !noName.MatchString(found[1]) && (found[2] != "路" || found[3] != "过") {
			m.add(found[2], found[1])
		}
	}
}

// every asks for all marks.
func every([]string) bool { return true }

// any reports whether there are marks of one of the kinds.
func (m marks) any(kinds []string) bool {
	return slices.ContainsFunc(kinds, func(kind string) bool { return len(m[kind]) > 0 })
}

func (m marks) add(kind, mark string) {
	if kind == "#" {
		kind = "号"
	}
	if !slices.Contains(m[kind], mark) {
		m[kind] = append(m[kind], mark)
	}
}

// against names a kind of mark that both have and none of which is the same; "" if
// there is none.
func (m marks) against(o marks) string {
	for _, kind := range allKinds {
		if len(m[kind]) > 0 && len(o[kind]) > 0 && !slices.ContainsFunc(m[kind], func(mark string) bool { return slices.Contains(o[kind], mark) }) {
			return kind
		}
	}
	return ""
}

// value is a number of digits, or of Chinese ones up to 999.
func value(text string) int {
	if n, err := strconv.Atoi(text); err == nil {
		return n
	}
	n, digit := 0, 0
	for _, r := range text {
		switch r {
		case '十':
			n += max(digit, 1) * 10
			digit = 0
		case '百':
			n += max(digit, 1) * 100
			digit = 0
		default:
			digit = 1 + slices.Index([]rune("一二三四五六七八九"), r)
		}
	}
	return n + digit
}
