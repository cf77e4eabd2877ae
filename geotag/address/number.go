package address

import "regexp"

const (
	chinese = `[一二两三四五六七八九十百]+`
	count   = `(?:[A-Z]{0,2}\d+[A-Z]?|` + chinese + `|[A-Z])`
)

var (
	houseEnd = regexp.MustCompile(`^(?:第?` + count + `|[东南西北中甲乙丙丁])(?:号楼|号院|栋|幢|座|#楼|#|号门)`)
	unitEnd  = regexp.MustCompile(`^(?:` + count + `|[东南西北中甲乙丙丁])(?:单元|门洞)`)
	floorEnd = regexp.MustCompile(`^(?:负?` + count + `|[底顶])(?:楼层|楼|层|F)`)
	floorF   = regexp.MustCompile(`^\d{1,2}F`)
	roomEnd  = regexp.MustCompile(`^` + count + `(?:室|房间|房|铺)`)
	numberNo = regexp.MustCompile(`^(?:第|甲|乙|附)?(?:[A-Z]{0,2}\d+(?:[、,]\d+)*[A-Z]?|` + chinese + `)号`)
	laneNo   = regexp.MustCompile(`^\d+弄`)
	digits   = regexp.MustCompile(`^(?:[A-Z]{0,3}\d+[A-Z]?\d*|[A-Z])`)
	chain    = regexp.MustCompile(`^[A-Z]?\d+[A-Z]?(?:[-_一/]\d+[A-Z]?)+`)
	lone     = regexp.MustCompile(`^[A-Z]{1,3}\p{Han}`)
	inChain  = regexp.MustCompile(`[-_一/]`)
	compound = regexp.MustCompile(`[区苑园城院场堂司厦期心馆庭墅寓湾府厂店]$|国际$|家园$|新村$`)
	numbered = regexp.MustCompile(`^\d+(?:路|街|组|队|国道|省道|大道|米|公里|期|区|社)`)
)

// number takes what counts something.
func (s *scanner) number() bool {
	rest := s.rest()
	if numbered.MatchString(rest) {
		return false
	}
	if m := chain.FindString(rest); m != "" {
		return s.link(digits.FindString(rest), len(inChain.FindAllString(m, -1))+1)
	}
	for _, try := range []struct {
		form *regexp.Regexp
		kind Kind
	}{{houseEnd, House}, {unitEnd, Unit}, {floorF, Floor}, {roomEnd, Room}} {
		if m := try.form.FindString(rest); m != "" {
			return s.take(try.kind, len([]rune(m)))
		}
	}
	if m := floorEnd.FindString(rest); m != "" && len(s.parts) > 0 {
		return s.take(Floor, len([]rune(m)))
	}
	if m := laneNo.FindString(rest); m != "" {
		return s.take(s.laneKind(), len([]rune(m)))
	}
	if m := numberNo.FindString(rest); m != "" {
		return s.take(s.numberKind(), len([]rune(m)))
	}
	if m := digits.FindString(rest); m != "" && !lone.MatchString(rest) {
		return s.bareNumber(m)
	}
	return false
}

func (s *scanner) laneKind() Kind {
	switch s.last() {
	case RoadNo, SubRoad:
		return SubRoad
	}
	if lanePlot.MatchString(s.rest()) {
		return SubRoad
	}
	return RoadNo
}

// lanePlot is a lane with a number of its own: "1弄61号".
var lanePlot = regexp.MustCompile(`^\d+弄\d+号(?:[^楼门]|$)`)

// numberKind says what "12号" counts, from what stands before.
func (s *scanner) numberKind() Kind {
	switch s.last() {
	case SubRoad:
		return SubRoadNo
	case RoadNo:
		if s.seen[SubRoad] != "" {
			return SubRoadNo
		}
		return House
	case Poi, SubPoi:
		if s.seen[Road] == "" && !compound.MatchString(s.parts[len(s.parts)-1].Text) {
			return RoadNo
		}
		return House
	case House:
		return Unit
	case Unit, Floor, SubRoadNo:
		return Room
	}
	return RoadNo
}

// link takes the first number of a chain, such as "14-9-1456": the building, the
// unit, the flat.
func (s *scanner) link(first string, left int) bool {
	n := len([]rune(first))
	switch {
	case s.last() == SubRoad:
		return s.take(SubRoadNo, n)
	case s.last() == Road:
		return s.take(RoadNo, n)
	case s.seen[House] == "" && left >= 2:
		return s.take(House, n)
	case left == 2:
		return s.take(Unit, n)
	}
	return s.take(Room, n)
}

// bareNumber takes a number without a word behind it.
func (s *scanner) bareNumber(m string) bool {
	n := len([]rune(m))
	switch s.last() {
	case Road, SubRoad:
		return s.take(RoadNo, n)
	case Poi, SubPoi, Community:
		if n <= 2 {
			return s.take(House, n)
		}
		return s.take(Room, n)
	case RoadNo, SubRoadNo:
		if n <= 2 {
			return s.take(House, n)
		}
		return s.take(Room, n)
	case House, Unit, Floor, Room, Assist:
		return s.take(Room, n)
	}
	return s.take(Redundant, n)
}
