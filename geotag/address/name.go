package address

import (
	"regexp"
	"strings"
	"unicode"
)

var assists = regexp.MustCompile(`^(?:[东南西北]{0,2}(?:交叉口|交汇处|交界处|路口)|交叉口|交汇处|交界处|交口|路口|斜?对面|旁边|隔壁|附近|门口|大门口|后门|正门|[东南西北]门口?|旁|边上|内|口|[东南西北]{1,2}(?:侧|面|边|首|端)|往?[东南西北]约?\d+(?:米|公里)|楼下|后面|前面)`)

// joined is the word between two roads that meet.
var joined = regexp.MustCompile(`^[与和跟及]\p{Han}{2,10}?(?:交叉|交汇|交界|路口|十字)`)

// assist takes words that lead from a place to a spot near it.
func (s *scanner) assist() bool {
	if len(s.parts) == 0 {
		return false
	}
	if joined.MatchString(s.rest()) {
		return s.take(Assist, 1)
	}
	m := assists.FindString(s.rest())
	if m == "" {
		return false
	}
	return s.take(Assist, len([]rune(m)))
}

// nameEnd is the end of the name of a place, after which another may begin.
var nameEnd = regexp.MustCompile(`(?:有限责任公司|有限公司|分公司|公司|大厦|广场|小区|花园|花苑|公寓|工业园区|工业区|工业园|科技园|产业园|创业园|创意园|商贸城|市场|医院|学校|小学|中学|大学|学院|酒店|宾馆|大酒店|新村|家园|大楼|中心|商城|超市|名苑|佳苑|嘉苑|园区|校区|国际|[厦厂苑])$`)

// sectionOf is a part of a compound.
var sectionOf = regexp.MustCompile(`^第?(?:[一二三四五六七八九十]+|\d+|[A-Z]\d*|[东南西北])(?:区|期)`)

func (s *scanner) section() bool {
	if s.last() != Poi && s.last() != SubPoi {
		return false
	}
	m := sectionOf.FindString(s.rest())
	if m == "" {
		return false
	}
	return s.take(SubPoi, len([]rune(m)))
}

// name takes the name of a place, up to where something else begins.
func (s *scanner) name() {
	n := 1
	for s.at+n < len(s.text) && !s.begins(n) {
		if nameEnd.MatchString(string(s.text[s.at:s.at+n])) && n >= 3 && !nameGoesOn.MatchString(string(s.text[s.at+n:])) {
			break
		}
		if n >= 2 && sectionOf.MatchString(string(s.text[s.at+n:])) || s.roadFollows(n) {
			break
		}
		n++
	}
	s.take(s.nameKind(), n)
}

// roadFollows reports that the name ends after n runes as names of places do, and
// that a road of few characters comes next.
func (s *scanner) roadFollows(n int) bool {
	if n < 2 || !strings.ContainsRune("园城厦区苑场院司店楼馆寓厂村", s.text[s.at+n-1]) {
		return false
	}
	m := roadEnd.FindString(string(s.text[s.at+n:]))
	return m != "" && len([]rune(m)) >= 3 && len([]rune(m)) <= 5 && !noRoad.MatchString(m)
}

func (s *scanner) nameKind() Kind {
	if s.seen[Poi] == "" || s.last() == RoadNo {
		return Poi
	}
	return SubPoi
}

// nameGoesOn is what belongs to the name before it.
var nameGoesOn = regexp.MustCompile(`^(?:[东南西北中]?[门区苑院楼]|有限|分公司|公司|大厦|广场|市场|城|店|厂|部|站|中心|酒店|学院|附属|集团|公寓|小区|大楼|商城|超市|室|所|园|村)`)

// begins reports whether another part begins n runes on.
func (s *scanner) begins(n int) bool {
	r := s.text[s.at+n]
	rest := string(s.text[s.at+n:])
	switch {
	case unicode.IsDigit(r), r >= 'A' && r <= 'Z' && !unicode.Is(unicode.Latin, s.text[s.at+n-1]):
		return !numberedName.MatchString(rest)
	case separators.MatchString(rest), dropped.MatchString(rest):
		return true
	}
	return chineseNumber.MatchString(rest) || assistStart.MatchString(rest)
}

var (
	numberedName  = regexp.MustCompile(`^(?:\d+|[A-Z])(?:期|区|号店|号门|路|街)`)
	chineseNumber = regexp.MustCompile(`^[一二两三四五六七八九十]+(?:栋|幢|单元|楼|层|号|号楼|座|室)`)
	assistStart   = regexp.MustCompile(`^(?:斜?对面|旁边|隔壁|附近|门口|大门口|后门|[东南西北]{1,2}侧|交叉口)`)
)
