package links

import (
	"math"
	"regexp"
	"strings"

	"snapgrid/geotag"
)

// Plus codes by the specification of Open Location Code
// (https://github.com/google/open-location-code/blob/main/Documentation/Specification/specification.md):
// five pairs of digits, latitude first, each pair to the base of 20, then digits
// that divide what is left into 5 rows and 4 columns.
const (
	codeDigits = "23456789CFGHJMPQRVWX"
	codePairs  = 5
	beforePlus = 8
)

// codeForm is a code with what stands around it: full, or short by two or four
// digits at the beginning.
var codeForm = regexp.MustCompile(`(?i)(^|[^0-9a-z+./])([2-9CFGHJMPQRVWX]{8}\+[2-9CFGHJMPQRVWX]{2,7}|[2-9CFGHJMPQRVWX]{4}(?:[2-9CFGHJMPQRVWX]{2})?\+[2-9CFGHJMPQRVWX]{2,3})($|[^0-9a-z+])`)

// coded reads plus codes and blanks them out.
func (t *source) coded(reference Reference) []geotag.Written {
	var found []geotag.Written
	half := strings.ReplaceAll(t.rest, "＋", "+  ") // as long as before
	for _, at := range codeForm.FindAllStringSubmatchIndex(half, -1) {
		code := strings.ToUpper(half[at[4]:at[5]])
		if !strings.ContainsAny(code, "CFGHJMPQRVWX") {
			continue // a sum
		}
		t.blank(at[4], at[5])
		if p, radius, ok := decodePlus(code, reference.near(half[at[5]:])); ok {
			found = append(found, geotag.Written{Point: p, Radius: radius, Source: geotag.SourceTyped, Name: code})
		}
	}
	return found
}

// localityForm is the name of a town or county after a code.
var localityForm = regexp.MustCompile(`^[\s,，]*(\p{Han}{1,11}?[省市区县州盟旗])`)

// near is the point that completes a code before the words.
func (r Reference) near(words string) *geotag.Point {
	if r == nil {
		return nil
	}
	locality := ""
	if m := localityForm.FindStringSubmatch(words); m != nil {
		locality = m[1]
	}
	p, ok := r(locality)
	if !ok {
		return nil
	}
	return &p
}

// decodePlus returns the middle of the rectangle that a code names and how far
// its corners are, in metres.
func decodePlus(code string, reference *geotag.Point) (p geotag.Point, radius float64, ok bool) {
	prefix, suffix, _ := strings.Cut(code, "+")
	missing := beforePlus - len(prefix)
	switch {
	case missing > 0 && reference == nil:
		return p, 0, false
	case missing > 0:
		prefix = encodePlus(*reference)[:missing] + prefix
	}
	p, height, width, ok := rectangle(prefix + suffix)
	if !ok {
		return p, 0, false
	}
	if missing > 0 {
		p = nearestCode(p, *reference, math.Pow(20, float64(2-missing/2)))
	}
	corner := geotag.Point{Lat: p.Lat + height/2, Lon: p.Lon + width/2}
	return p, math.Max(radiusTyped, p.DistanceTo(corner)), p.Valid()
}

// rectangle reads digits: the middle, the height and the width in degrees.
func rectangle(digits string) (middle geotag.Point, height, width float64, ok bool) {
	lat, lon := -90.0, -180.0
	height, width = 400, 400
	for i := 0; i < len(digits); i++ {
		digit := strings.IndexByte(codeDigits, digits[i])
		switch {
		case digit < 0, i == 0 && digit > 8, i == 1 && digit > 17:
			return middle, 0, 0, false
		case i >= 2*codePairs:
			height, width = height/5, width/4
			lat += float64(digit/4) * height
			lon += float64(digit%4) * width
		case i%2 == 0:
			height /= 20
			lat += float64(digit) * height
		default:
			width /= 20
			lon += float64(digit) * width
		}
	}
	return geotag.Point{Lat: lat + height/2, Lon: lon + width/2}, height, width, true
}

// encodePlus returns the first eight digits of the code of a point.
func encodePlus(p geotag.Point) string {
	lat, lon := math.Min(p.Lat+90, 179.9999999), math.Mod(p.Lon+180, 360)
	size, code := 20.0, ""
	for range beforePlus / 2 {
		y, x := min(19, int(lat/size)), min(19, int(lon/size))
		code += codeDigits[y:y+1] + codeDigits[x:x+1]
		lat, lon = lat-float64(y)*size, lon-float64(x)*size
		size /= 20
	}
	return code
}

// nearestCode moves a completed code by one step of what was missing, if that
// brings it nearer to the reference.
func nearestCode(p, reference geotag.Point, step float64) geotag.Point {
	p.Lat += step * math.Round((reference.Lat-p.Lat)/step)
	p.Lon += step * math.Round((reference.Lon-p.Lon)/step)
	return p
}

func (l link) ofPlusCodes() bool { return l.on("plus.codes") }

// plusCodes reads "https://plus.codes/8P853R5H+QH".
func (l link) plusCodes(reference Reference) []geotag.Written {
	t := source{rest: strings.Trim(l.path, "/")}
	found := t.coded(reference)
	for i := range found {
		found[i].Source = geotag.SourceLink
	}
	return found
}
