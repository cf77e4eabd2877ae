package geotag

import (
	"regexp"
	"strconv"
)

// lesson is what a name that is an address teaches, beside where it is itself:
// "A路与B路交叉口西120米" tells where the crossing is, "书院路426号" where the
// numbers of a road are.
type lesson struct {
	road    string  // folded; "" if the name tells of no house
	number  int     // 0 if the name is of the road alone
	roads   pair    // of a crossing; empty if the name tells of none
	moved   tail    // from the crossing to the place
	exact   bool    // the metres from there were measured
	station string  // a stop of the underground nearby, "" if none is named
	exit    string  // of the stop, "b"; may be empty
	walk    float64 // metres from there
}

var (
	houseName = regexp.MustCompile(`^(\p{Han}[\p{Han}\d]*?[路街道巷弄](?:\(?[东南西北中]段\)?)?)(?:辅路)?(?:甲|乙|附)?(\d{1,5})(?:[-、,]\d{1,5})*(?:号|弄)`)
	bareRoad  = regexp.MustCompile(`^\p{Han}[\p{Han}\d]*[路街道巷弄](?:\(?[东南西北中]段\)?)?(?:辅路)?$`)
	byStation = regexp.MustCompile(`\(([^()]*?(?:地铁站))([a-z]\d?)?[^()]*?口步行(\d{1,4})米\)`)
)

// learn reads a folded name as an address.
func learn(folded string) (l lesson) {
	if m := byStation.FindStringSubmatch(folded); m != nil {
		l.station, l.exit = m[1], m[2]
		l.walk, _ = strconv.ParseFloat(m[3], 64)
	}
	if m := houseName.FindStringSubmatch(folded); m != nil {
		l.road = roadName(m[1])
		l.number, _ = strconv.Atoi(m[2])
		return l
	}
	if at := crossingInside.FindStringIndex(folded); at != nil {
		if roads, ok := splitCrossing(folded[:at[1]]); ok {
			l.roads, l.moved = roads, cornerOf(folded[at[1]:])
			l.exact = l.moved.bare && folded[at[0]:at[1]] == exactCrossing
			return l
		}
	}
	if roads, ok := splitCrossing(folded); ok {
		l.roads = roads
		return l
	}
	if bareRoad.MatchString(folded) {
		l.road = roadName(folded)
	}
	return l
}

// isAddress reports that the name was read as one.
func (l lesson) isAddress() bool { return l.road != "" || l.roads != pair{} || l.station != "" }

// exactCrossing is the word for a crossing in the addresses that map services
// make by measuring: "A路与B路交叉口西120米". What people write is rounded, and
// to the gate of something large.
const exactCrossing = "交叉口"

// IsAddress reports whether a name is an address: a road, perhaps with a number,
// or a crossing, perhaps with the way from there.
func IsAddress(name string) bool { return learn(fold(name)).isAddress() }
