package geotag

import (
	"math"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"
)

// Learnt is a name that people of an area use for a spot, known from tickets on
// which the spot was confirmed: by a pin, or by staff.
//
// Each confirmation weighs 1 and fades by half in [HalfLife]. One that agrees
// moves the spot to the middle of all; one that lies elsewhere weakens it, until
// it takes its place. What an operator wrote stays as it is.
type Learnt struct {
	Point
	Name   string
	Cell   string    // code of the area in which the name is meant
	Count  int       // confirmations, all together
	Weight float64   // what they were worth at At
	At     time.Time // of the last confirmation
	State  LearntState
}

// LearntState says who has the last word on a learnt name.
type LearntState string

// The states.
const (
	LearntByUse     LearntState = ""
	LearntCorrected LearntState = "corrected" // by an operator; nothing changes it
	LearntForgotten LearntState = "forgotten" // by an operator; it is not learnt again
)

// HalfLife is after how long a confirmation is worth half: shops move.
const HalfLife = 365 * 24 * time.Hour

const (
	agreeing  = 300.0 // metres between confirmations of one spot
	leastWord = 0.5   // weight below which a name is not used any more
)

// WeightAt is what the confirmations are worth at a time.
func (l Learnt) WeightAt(now time.Time) float64 {
	age := max(0, now.Sub(l.At))
	return l.Weight * math.Pow(0.5, float64(age)/float64(HalfLife))
}

// Confirm takes in that the name was used for a spot.
func (l Learnt) Confirm(p Point, now time.Time) Learnt {
	if l.State != LearntByUse {
		return l
	}
	weight := l.WeightAt(now)
	switch {
	case l.Count == 0, weight < leastWord:
		l.Point, l.Weight = p, 1
	case l.DistanceTo(p) <= agreeing:
		l.Point, l.Weight = toward(l.Point, p, 1/(weight+1)), weight+1
	case weight <= 1:
		l.Point, l.Weight = p, 1
	default:
		l.Weight = weight - 1
	}
	l.Count++
	l.At = now
	return l
}

// Place is the learnt name as a place; ok is false if it is not to be used.
func (l Learnt) Place(now time.Time) (p Place, ok bool) {
	ok = l.State == LearntCorrected || l.State == LearntByUse && l.WeightAt(now) >= leastWord
	return Place{Point: l.Point, Name: l.Name, Kind: PlacePoi, Cell: l.Cell}, ok
}

var (
	// besideName is what people say after the name of a spot.
	besideName = regexp.MustCompile(`的?(?:[东南西北大正后侧]?门口|斜?对面|对过|旁边|边上|隔壁|附近|门前|门外|楼下|后面|背后|前面)`)
	// beforeName is where the name of a spot can begin.
	beforeName = regexp.MustCompile(`.*(?:[,。!?;:、\s]|[路街巷弄]|\d+号|在|到|从|去|往|离|靠近|就是|这里是|位于)`)
	// noSpotName holds what is said of any spot, and words about people.
	noSpotName = regexp.MustCompile(`^(?:我|你|他|她|这|那|哪|某)|家$|家里|先生|女士|师傅|^(?:小区|学校|医院|超市|商店|市场|公司|单位|路口|马路|楼道|车站|公园|地铁|便利店|饭店|门店|大门|垃圾桶|电线杆|井盖|树|厕所)$`)
)

// NameIn returns the name of a spot that words use, such as "印刷技校" of
// "团结西路印刷技校门口井盖没了"; "" if they use none that is worth to be learnt.
func NameIn(said string) string {
	text := plainText(said)
	at := besideName.FindStringIndex(text)
	if at == nil {
		return ""
	}
	name := text[:at[0]]
	if before := beforeName.FindString(name); before != "" {
		name = name[len(before):]
	}
	return SpotName(name)
}

// plainText is a text in half width, with the spaces that it was written with.
func plainText(said string) string {
	return strings.Map(func(r rune) rune { return halfWidth(r) }, said)
}

// SpotName returns a name as it may be learnt, "" if it may not: too short, too
// long, or said of any spot.
func SpotName(name string) string {
	name = strings.TrimSpace(name)
	n := utf8.RuneCountInString(name)
	if n < 3 || n > 12 || noSpotName.MatchString(name) || IsAddress(name) || strings.ContainsAny(name, "*●■<>") {
		return ""
	}
	return name
}
