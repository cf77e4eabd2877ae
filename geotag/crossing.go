package geotag

import (
	"cmp"
	"regexp"
	"strings"
	"unicode/utf8"
)

// pair is two folded names of roads in a fixed order: "A与B" is "B与A".
type pair [2]string

func makePair(a, b string) pair {
	if cmp.Less(b, a) {
		a, b = b, a
	}
	return pair{a, b}
}

const (
	roadEnds = "路街道巷弄"
	joiners  = "与和跟及、/&×+-"
)

// crossingWord says that roads meet.
const crossingWord = `的?(?:十字交汇处|十字交叉口|交叉路口|交叉口|交叉处|交叉|交汇处|交汇口|交汇|交界处|交界|交口|十字路口|丁字路口|十字|丁字|拐角处|拐角|转角)`

var (
	crossingInside = regexp.MustCompile(crossingWord)
	crossingAfter  = regexp.MustCompile(`^(?:` + crossingWord + `|路口|口)`)
	// aside tells roads that only bound a spot: "A路以南B路以西".
	aside = regexp.MustCompile(`^以?([东南西北])(?:侧|边)?[、,与和]?$`)
)

// splitCrossing finds the two roads in the folded name of a crossing:
// "A路与B路交叉口", "A路B路口", "A/B".
func splitCrossing(folded string) (pair, bool) {
	name, worded := folded, false
	if at := lastIndex(crossingInside, folded); at != nil && at[1] == len(folded) {
		name, worded = folded[:at[0]], true
	} else if short, ok := strings.CutSuffix(name, "口"); ok {
		name = short
	}
	// "五星街路口" left "五星街路".
	if short, ok := strings.CutSuffix(name, "路"); ok && endsLikeRoad(short) {
		name = short
	}
	parts := strings.FieldsFunc(name, func(r rune) bool { return strings.ContainsRune(joiners, r) })
	if len(parts) == 2 && longEnough(parts[0]) && longEnough(parts[1]) {
		if a, b := roadName(parts[0]), roadName(parts[1]); worded || endsLikeRoad(a) && endsLikeRoad(b) {
			return makePair(a, b), true
		}
	}
	if len(parts) != 1 || !endsLikeRoad(name) {
		return pair{}, false
	}
	for i, r := range name {
		a, b := name[:i+utf8.RuneLen(r)], name[i+utf8.RuneLen(r):]
		if strings.ContainsRune(roadEnds, r) && longEnough(a) && longEnough(b) {
			return makePair(roadName(a), roadName(b)), true
		}
	}
	return pair{}, false
}

func lastIndex(re *regexp.Regexp, s string) []int {
	all := re.FindAllStringIndex(s, -1)
	if len(all) == 0 {
		return nil
	}
	return all[len(all)-1]
}

func longEnough(road string) bool { return utf8.RuneCountInString(road) >= 2 }

func endsLikeRoad(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(roadEnds, last)
}

var (
	districtBefore = regexp.MustCompile(`^\p{Han}{2,8}?(?:街道|[省市区县镇乡村]|社区|新城|软件城)(?:办事处|办)?`)
	sideRoad       = regexp.MustCompile(`(?:辅路|辅道|主路)$`)
	bareSide       = regexp.MustCompile(`^[东南西北中前后](?:[路街道巷弄]|大[道街])`) // of a village: 潘家村北路
	sectionEnd     = regexp.MustCompile(`\(?([东南西北中])段\)?$`)
)

// roadName takes from a written road what is not of its name: the areas before
// it, and that it is the side road.
func roadName(written string) string {
	name := sideRoad.ReplaceAllString(written, "")
	for {
		area := districtBefore.FindString(name)
		if area == "" || !longEnough(name[len(area):]) || !endsLikeRoad(name) || bareSide.MatchString(name[len(area):]) {
			break
		}
		name = name[len(area):]
	}
	return sectionEnd.ReplaceAllString(name, "${1}段")
}

// wholeRoad returns the road that a section belongs to: "含光路" of "含光路南段".
func wholeRoad(road string) string {
	whole := sectionEnd.ReplaceAllString(road, "")
	if !longEnough(whole) {
		return road
	}
	return whole
}
