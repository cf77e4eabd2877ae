package address

import "regexp"

var (
	roadEnd    = regexp.MustCompile(`^(?:\p{Han}|\d){1,8}?(?:大道|大街|公路|国道|省道|[路街巷弄]|横路)`)
	groupEnd   = regexp.MustCompile(`^(?:\p{Han}{0,5}?(?:村民)?小?)?第?(?:[一二三四五六七八九十]+|\d+)(?:小组|组|大队|队)`)
	sectionEnd = regexp.MustCompile(`^(?:[东南西北中]|第?[一二三四五六七八九十])段`)
	noRoad     = regexp.MustCompile(`大厦|广场.{2}|公寓|小区|花园.{2}|公司|商城|市场|宾馆|酒店|医院|学校|大楼|中心|[厦苑厂店幢栋]|[园楼院城区].{3}|工业区|新村`)
	// byRoad tells that the road is a part of a longer name.
	byRoad = regexp.MustCompile(`^(?:口|小学|中学|幼儿园|菜场|农贸|市场|商业街|步行街|社区|小区|新村|花园|公园|店|桥|站|号线|派出所|隧道|街道|道)`)
)

// road takes a road, or a part of one if there is one already.
func (s *scanner) road() bool {
	rest := s.rest()
	if m := sectionEnd.FindString(rest); m != "" && s.last() == Road {
		return s.take(SubRoad, len([]rune(m)))
	}
	if m := groupEnd.FindString(rest); m != "" && !noRoad.MatchString(m) && s.seen[Road] == "" && s.seen[Poi] == "" {
		return s.take(Road, len([]rune(m)))
	}
	m := roadEnd.FindString(rest)
	if m == "" || noRoad.MatchString(m) || len([]rune(m)) < 2 {
		return false
	}
	if next := rest[len(m):]; byRoad.MatchString(next) {
		return false
	}
	switch s.last() {
	case House, Unit, Floor, Room:
		return false
	}
	if s.seen[Road] != "" {
		return s.take(SubRoad, len([]rune(m)))
	}
	return s.take(Road, len([]rune(m)))
}
