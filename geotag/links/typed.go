package links

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"snapgrid/geotag"
)

// radiusTyped is how far off, in metres, typed coordinates may be at the best.
const radiusTyped = 15.0

// axis is what an angle measures.
type axis int

const (
	anyAxis axis = iota
	latAxis
	lonAxis
)

// angle is one coordinate in a text.
type angle struct {
	from, to int
	value    float64 // degrees, signed
	axis     axis
	marked   bool    // a word, a letter or a sign says that it is an angle
	step     float64 // degrees: the worth of its last digit
	decimals int
}

// angleForm is a number with what may stand before and after it. Its groups:
// the word before, the number, the degree sign, minutes, seconds, the letter
// after.
var angleForm = regexp.MustCompile(`(北纬|南纬|东经|西经|纬度|经度|latitude|longitude|lat|lng|long|lon|[nsew])?` +
	`["'\s]*[:=>]?["'\s]*` +
	`([-+]?\d{1,3}(?:\.\d+)?)` +
	`(?:\s*(°|度))?` +
	`(?:\s*(\d{1,2}(?:\.\d+)?)\s*(?:'|分))?` +
	`(?:\s*(\d{1,2}(?:\.\d+)?)\s*(?:"|秒))?` +
	`(?:\s*([nsew]))?`)

// plain writes a text in half-width forms and lower case, with one sign for each
// unit, so that offsets do not matter any more.
var plain = strings.NewReplacer("º", "°", "˚", "°", "′", "'", "’", "'", "‘", "'", "″", `"`, "”", `"`, "“", `"`, "''", `"`,
	"，", ",", "、", ",", "；", ";", "：", ":", "。", ".", "－", "-", "−", "-", "＝", "=", "．", ".")

func halfWidth(r rune) rune {
	switch {
	case r >= 0xFF01 && r <= 0xFF5E:
		r -= 0xFEE0
	case unicode.IsSpace(r):
		return ' '
	}
	return unicode.ToLower(r)
}

// typed reads coordinates.
func (t *source) typed() []geotag.Written {
	text := plain.Replace(strings.Map(halfWidth, t.rest))
	datum, sure := namedDatum(text)
	angles := readAngles(text)
	var found []geotag.Written
	for i := 0; i+1 < len(angles); i++ {
		a, b := angles[i], angles[i+1]
		p, ok := join(text, a, b)
		if !ok {
			continue
		}
		w := geotag.Written{Point: datum.ToWGS84(p), Source: geotag.SourceTyped}
		w.Radius = math.Max(radiusTyped, math.Max(a.step, b.step)*111_320)
		if one := []geotag.Written{w}; !sure {
			w = undecided(one)[0]
		}
		found = append(found, w)
		i++
	}
	return found
}

// namedDatum is the datum that the words name.
func namedDatum(text string) (d geotag.Datum, sure bool) {
	for _, name := range []struct {
		words []string
		datum geotag.Datum
	}{
		{[]string{"bd09", "bd-09", "百度"}, geotag.BD09},
		{[]string{"gcj02", "gcj-02", "火星", "高德", "腾讯"}, geotag.GCJ02},
		{[]string{"wgs84", "wgs-84", "cgcs2000", "gps"}, geotag.WGS84},
	} {
		for _, word := range name.words {
			if strings.Contains(text, word) {
				return name.datum, true
			}
		}
	}
	return geotag.WGS84, false
}

// readAngles lists what may be a coordinate.
func readAngles(text string) []angle {
	var angles []angle
	for _, at := range angleForm.FindAllStringSubmatchIndex(text, -1) {
		if a, ok := readAngle(text, at); ok {
			angles = append(angles, a)
		}
	}
	return angles
}

// readAngle reads a match of angleForm.
func readAngle(text string, at []int) (angle, bool) {
	group := func(i int) string {
		if at[2*i] < 0 {
			return ""
		}
		return text[at[2*i]:at[2*i+1]]
	}
	before, number, after := group(1), group(2), group(6)
	a := angle{from: at[0], to: at[1]}
	if before == "" {
		a.from = at[4]
	}
	a.from += len(text[a.from:]) - len(strings.TrimLeft(text[a.from:], " "))
	if after != "" && startsWord(text[a.to:]) || len(before) == 1 && (endsWord(text[:a.from]) || startsWord(text[a.from+1:])) {
		return a, false // a letter of a word is no direction
	}
	if before == "" && partOfNumber(text[:a.from]) || startsNumber(text[a.to:]) {
		return a, false
	}
	degrees, err := strconv.ParseFloat(number, 64)
	if err != nil {
		return a, false
	}
	minutes, seconds := parse(group(4)), parse(group(5))
	if minutes >= 60 || seconds >= 60 {
		return a, false
	}
	a.value = math.Copysign(math.Abs(degrees)+minutes/60+seconds/3600, degrees)
	a.marked = before != "" || after != "" || group(3) != ""
	a.direct(before, after)
	a.measure(number, group(4), group(5))
	return a, true
}

func parse(s string) float64 {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0 // left out
	}
	return v
}

// direct takes axis and sign from the words around.
func (a *angle) direct(before, after string) {
	for _, word := range []string{before, after} {
		switch word {
		case "北纬", "纬度", "latitude", "lat", "n":
			a.axis = latAxis
		case "南纬", "s":
			a.axis, a.value = latAxis, -math.Abs(a.value)
		case "东经", "经度", "longitude", "lng", "long", "lon", "e":
			a.axis = lonAxis
		case "西经", "w":
			a.axis, a.value = lonAxis, -math.Abs(a.value)
		}
	}
}

// measure finds out how exact an angle is written.
func (a *angle) measure(degrees, minutes, seconds string) {
	last, unit := degrees, 1.0
	if minutes != "" {
		last, unit = minutes, 1.0/60
	}
	if seconds != "" {
		last, unit = seconds, 1.0/3600
	}
	if dot := strings.IndexByte(last, '.'); dot >= 0 {
		a.decimals = len(last) - dot - 1
	}
	a.step = unit * math.Pow(10, -float64(a.decimals))
}

func startsWord(s string) bool { return s != "" && s[0] >= 'a' && s[0] <= 'z' }
func endsWord(s string) bool   { return s != "" && s[len(s)-1] >= 'a' && s[len(s)-1] <= 'z' }

// partOfNumber reports whether a number goes on after s.
func partOfNumber(s string) bool {
	if s == "" {
		return false
	}
	c := s[len(s)-1]
	return c >= '0' && c <= '9' || c == '.' || c == '-' || c >= 'a' && c <= 'z'
}

// startsNumber reports whether s goes on with a number that ended before it, or
// with a unit that no angle has.
func startsNumber(s string) bool {
	for _, unit := range []string{"元", "块", "米", "公里", "千米", "倍", "%", "℃", "斤", "克", "吨", "个", "折", "万", "年", "月", "日", "号", "岁", "分钟", "小时"} {
		if strings.HasPrefix(s, unit) {
			return true
		}
	}
	if s == "" {
		return false
	}
	digit := s[0] >= '0' && s[0] <= '9'
	return digit || s[0] == '.' && len(s) > 1 && s[1] >= '0' && s[1] <= '9'
}

// between is what may stand between the two coordinates of a point.
var between = regexp.MustCompile(`^["'\s]*(?:[,;/|]|和|且)?["'\s]*(?:</?[a-z_]*>?\s*){0,2}$`)

// join makes a point of two angles that stand together.
func join(text string, a, b angle) (geotag.Point, bool) {
	if !between.MatchString(text[a.to:b.from]) || a.axis == b.axis && a.axis != anyAxis {
		return geotag.Point{}, false
	}
	p := geotag.Point{Lat: a.value, Lon: b.value}
	swapped := geotag.Point{Lat: b.value, Lon: a.value}
	switch {
	case a.axis == lonAxis || b.axis == latAxis:
		p = swapped
	case a.axis == anyAxis && b.axis == anyAxis && !inChina(p) && inChina(swapped):
		p = swapped
	}
	return p, p.Valid() && (a.marked && b.marked || exact(a, b, p, text))
}

// exact reports whether two bare numbers can only be meant as a position: both
// have many decimals, fewer in China's range, and fewest where nothing else is
// said.
func exact(a, b angle, p geotag.Point, text string) bool {
	decimals := min(a.decimals, b.decimals)
	if a.marked || b.marked {
		decimals += 2
	}
	alone := strings.Trim(text[:a.from]+text[b.to:], " ,.:;()[]{}\"'") == ""
	switch {
	case !inChina(p):
		return decimals >= 4
	case alone:
		return decimals >= 2
	}
	return decimals >= 3
}
