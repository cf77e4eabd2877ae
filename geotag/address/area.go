package address

import (
	"regexp"
	"slices"
	"strings"
)

var (
	districtEnd  = regexp.MustCompile(`^\p{Han}{1,8}?(?:自治县|自治旗|[区县市旗])`)
	townEnd      = regexp.MustCompile(`^\p{Han}{1,6}?(?:街道办事处|街道办|街道|[镇乡])`)
	communityEnd = regexp.MustCompile(`^\p{Han}{1,7}?(?:社区居委会|居委会|村委会|社区|行政村|自然村|村)`)
	zoneEnd      = regexp.MustCompile(`^\p{Han}{0,8}?(?:高新技术产业开发区|高新技术开发区|经济技术开发区|经济开发区|工业开发区|开发区|高新区|新区|高教园区|产业集聚区|科技城)`)
	noDistrict   = regexp.MustCompile(`.路|[道巷弄村号幢栋座]|[小园校社厂宅新库景务一二三四五六七八九十]区$|[超夜菜城门集]市$|小区|花苑|公寓|大厦|广场|商城|工业|开发|专业市$`)
	noTown       = regexp.MustCompile(`[路弄村号楼幢栋座区厦市县]|公司|工业`)
	noCommunity  = regexp.MustCompile(`[路街道巷弄号幢栋座区厦市镇县]|[花公家]园.|公司|公寓|广场|度假$|农家`)
)

// area takes a country, a province or anything down to a village.
func (s *scanner) area() bool {
	if s.narrow() {
		return false
	}
	rest := s.rest()
	if regexpCountry.MatchString(rest) {
		return s.region(Country, 2)
	}
	if n := s.province(); n > 0 {
		return s.region(Province, n)
	}
	if n := s.city(); n > 0 {
		if s.seen[City] == "" && s.twice(n) {
			return s.take(Redundant, n)
		}
		return s.region(City, n)
	}
	town, district := s.townAhead(rest), districtEnd.FindString(rest)
	if town != "" && len(town) < len(district) {
		return s.town(town) || s.zone(rest) || s.village(rest)
	}
	return s.district(rest) || s.zone(rest) || s.town(town) || s.village(rest)
}

var regexpCountry = regexp.MustCompile(`^中国(?:\p{Han}{2,3}[省市]|北京|上海|天津|重庆|$)`)

// narrow reports that something stands before after which no area comes.
func (s *scanner) narrow() bool {
	return slices.Contains([]Kind{Road, RoadNo, SubRoad, SubRoadNo, House, Unit, Floor, Room}, s.last()) ||
		s.seen[House] != "" || s.seen[Room] != ""
}

// region takes an area; one of which the kind is known already says nothing new.
func (s *scanner) region(kind Kind, n int) bool {
	if _, known := s.seen[kind]; known {
		kind = Redundant
	}
	if kind == Province && s.seen[Town] != "" {
		s.startAgain()
	}
	return s.take(kind, n)
}

// startAgain forgets areas that stand before the province: they come again.
func (s *scanner) startAgain() {
	for i := range s.parts {
		s.parts[i].Kind = Redundant
	}
	clear(s.seen)
}

// twice reports that the name of a city, n runes long, comes again right away.
func (s *scanner) twice(n int) bool {
	name := []rune(strings.TrimSuffix(string(s.text[s.at:s.at+n]), "市"))
	next := s.text[s.at+n:]
	return len(next) >= len(name) && string(next[:len(name)]) == string(name)
}

func (s *scanner) known(names map[string]bool, longest int) int {
	for n := min(longest, len(s.text)-s.at); n >= 2; n-- {
		if names[string(s.text[s.at:s.at+n])] {
			return n
		}
	}
	return 0
}

var (
	provinceTail = regexp.MustCompile(`^(?:省|壮族自治区|回族自治区|维吾尔自治区|维吾尔族自治区|自治区)`)
	cityTail     = regexp.MustCompile(`^(?:市|地区|\p{Han}{0,6}?自治州)`)
	// placeTail may stand behind the bare name of a city in another name: 南京路.
	placeTail = regexp.MustCompile(`^[东南西北中]?[一二三四五六七八九十]*(?:大?[路街道巷弄]|[村镇乡里苑区县大小新商花公火高])`)
)

func (s *scanner) province() int {
	n := s.known(provinceNames, 3)
	if n == 0 {
		return 0
	}
	rest := string(s.text[s.at+n:])
	if m := provinceTail.FindString(rest); m != "" {
		return n + len([]rune(m))
	}
	if s.at > 0 && s.last() != "" && s.last() != Country && s.seen[Province] == "" || placeTail.MatchString(rest) {
		return 0
	}
	return n
}

func (s *scanner) city() int {
	n := s.known(cityNames, 4)
	if n == 0 {
		return 0
	}
	rest := string(s.text[s.at+n:])
	if m := cityTail.FindString(rest); m != "" && rest != "市场" && !market.MatchString(rest) {
		return n + len([]rune(m))
	}
	if placeTail.MatchString(rest) && !districtNext.MatchString(rest) {
		return 0
	}
	known := strings.HasPrefix(s.seen[City], string(s.text[s.at:s.at+n]))
	if !known && (s.seen[District] != "" || s.seen[Town] != "") {
		return 0
	}
	return n
}

// districtNext is a district whose name begins like an ending: 镇海区.
var districtNext = regexp.MustCompile(`^[^区县市]{2,3}[区县]`)

var market = regexp.MustCompile(`^市(?:场|政|民|中心|人民|区)`)

func (s *scanner) district(rest string) bool {
	if s.seen[Town] != "" || s.seen[Poi] != "" {
		return s.repeated(rest)
	}
	m := districtEnd.FindString(rest)
	if m == "" || noDistrict.MatchString(m) || market.MatchString(rest[len(m)-3:]) || zoneWords.MatchString(m) {
		return false
	}
	if runes := []rune(m); len(runes) == 2 && strings.ContainsRune("市区", runes[1]) {
		return false
	}
	if s.seen[District] != "" && s.seen[District] != m {
		return false
	}
	return s.region(District, len([]rune(m)))
}

var zoneWords = regexp.MustCompile(`开发区|高新区|新区|园区|工业|集聚|市辖区`)

// repeated takes an area that was named before.
func (s *scanner) repeated(rest string) bool {
	m := districtEnd.FindString(rest)
	if m != "" && s.seen[District] == m {
		return s.take(Redundant, len([]rune(m)))
	}
	return false
}

func (s *scanner) zone(rest string) bool {
	m := zoneEnd.FindString(rest)
	if m == "" || s.seen[Zone] != "" || noTown.MatchString(m[:len(m)-3]) || townEnd.FindString(m) != "" {
		return false
	}
	return s.take(Zone, len([]rune(m)))
}

// townAhead returns the name of a town, if one stands here: "金乡镇" is not the
// 乡 of 金, and "桐乡市" is none.
func (s *scanner) townAhead(rest string) string {
	m := townEnd.FindString(rest)
	if m == "" {
		return ""
	}
	if more := townMore.FindString(rest[len(m):]); more != "" {
		m += more
	}
	if noTownAfter.MatchString(rest[len(m):]) || noTown.MatchString(m) || len([]rune(m)) < 3 {
		return ""
	}
	return m
}

var (
	townMore    = regexp.MustCompile(`^(?:街道办事处|街道|[镇乡])`)
	noTownAfter = regexp.MustCompile(`^(?:[市区县路街]|大道|政府)`)
)

func (s *scanner) town(m string) bool {
	if m != "" {
		return s.region(Town, len([]rune(m)))
	}
	return false
}

func (s *scanner) village(rest string) bool {
	m := communityEnd.FindString(rest)
	if m == "" || s.last() == Poi || s.seen[Community] != "" {
		return false
	}
	if doubled := rest[len(m):]; strings.HasSuffix(m, "村") && strings.HasPrefix(doubled, "村") {
		m += "村"
	}
	after := rest[len(m):]
	name := strings.TrimSuffix(strings.TrimSuffix(m, "居委会"), "社区")
	switch {
	case noCommunity.MatchString(name), inBuildings.MatchString(after):
		return false
	case strings.HasSuffix(m, "新村") && (s.last() != Town || !byNumber.MatchString(after)):
		return false
	case len([]rune(m)) < 3 && s.last() != Town:
		return false
	}
	return s.take(Community, len([]rune(m)))
}

var (
	inBuildings = regexp.MustCompile(`^(?:[一二三四五六七八九十东南西北]+区|小区|公园|花园|大酒店|路|街|大道)`)
	byNumber    = regexp.MustCompile(`^\d+号`)
)
