package geotag

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

// tail is what is said of a spot right after its name: "往南50米", "对面".
type tail struct {
	runes       int     // how long it is
	north, east float64 // metres to move
	widen       float64 // metres to add to the radius
	bare        bool    // the way is a direction and metres, no more: "西120米"
}

var (
	bareMove  = regexp.MustCompile(`^(?:东南|东北|西南|西北|东|南|西|北)约?\d+米$`)
	moveAfter = regexp.MustCompile(`^(?:门口|路口|口)?(?:再|往|向|以|朝|的)?正?(东南|东北|西南|西北|东|南|西|北)(?:侧|边|面|方向|方|向|行|走|去|大约|大概|约)*(\d{1,5}|[一二两三四五六七八九十百千零]{1,7})(?:多|来|余)?(公里|千米|米|km|m)`)
	sideAfter = regexp.MustCompile(`^的?(?:[东南西北]{0,2}(?:大?门口?|侧门|后门)|门前|门外|里面|院内|院里|楼下)`)
	nearAfter = regexp.MustCompile(`^的?(?:门口)?(?:斜?对面|对过|旁边|旁|边上|隔壁|附近|周边|周围|一带|后面|背后|前面|前方|东南侧|东北侧|西南侧|西北侧|东南角|东北角|西南角|西北角|[东南西北](?:侧|边|面|头|口|段))`)
)

const (
	widenSide = 20.0
	widenNear = 50.0
	maxMove   = 3000.0 // metres: more is no direction from a spot
)

// tailOf reads what follows a name.
func tailOf(rest string) tail {
	if m := moveAfter.FindStringSubmatch(rest); m != nil {
		if metres := parseMetres(m[2], m[3]); metres > 0 && metres <= maxMove {
			north, east := heading(m[1])
			return tail{
				runes: len([]rune(m[0])),
				north: north * metres,
				east:  east * metres,
				widen: 10 + 0.4*metres,
				bare:  bareMove.MatchString(m[0]),
			}
		}
	}
	if m := nearAfter.FindString(rest); m != "" {
		return tail{runes: len([]rune(m)), widen: widenNear}
	}
	if m := sideAfter.FindString(rest); m != "" {
		return tail{runes: len([]rune(m)), widen: widenSide}
	}
	return tail{}
}

// cornerAfter is a quarter of a crossing, after the word for it.
var cornerAfter = regexp.MustCompile(`^的?(东南|东北|西南|西北)(?:侧|边|面)?角?`)

// cornerOf reads what follows a crossing: the way from there, or at which of its
// corners something stands.
func cornerOf(rest string) tail {
	t := tailOf(rest)
	if m := cornerAfter.FindStringSubmatch(rest); m != nil && t.north == 0 && t.east == 0 {
		north, east := heading(m[1])
		t = tail{runes: max(t.runes, len([]rune(m[0]))), north: math.Copysign(asideMetres, north), east: math.Copysign(asideMetres, east), widen: asideMetres}
	}
	return t
}

// heading returns the parts of a step in a direction.
func heading(direction string) (north, east float64) {
	if strings.Contains(direction, "北") {
		north = 1
	}
	if strings.Contains(direction, "南") {
		north = -1
	}
	if strings.Contains(direction, "东") {
		east = 1
	}
	if strings.Contains(direction, "西") {
		east = -1
	}
	if north != 0 && east != 0 {
		return north * 0.7071, east * 0.7071
	}
	return north, east
}

func parseMetres(number, unit string) float64 {
	n, err := strconv.Atoi(number)
	if err != nil {
		n = parseNumeral(number)
	}
	switch unit {
	case "公里", "千米", "km":
		n *= 1000
	}
	return float64(n)
}
