package links

import (
	"regexp"
	"strings"

	"snapgrid/geotag"
)

func (l link) ofGoogle() bool {
	switch {
	case l.scheme == "comgooglemaps", l.scheme == "google.navigation", l.on("maps.app.goo.gl"):
		return true
	case l.on("goo.gl"):
		return strings.HasPrefix(l.path, "/maps")
	}
	host := "." + l.host
	return strings.Contains(host, ".google.") &&
		(strings.HasPrefix(host, ".maps.") || strings.HasPrefix(host, ".ditu.") || strings.HasPrefix(l.path, "/maps"))
}

var (
	googleMark = regexp.MustCompile(`!3d(` + degrees + `)!4d(` + degrees + `)`)
	googleGoal = regexp.MustCompile(`!1d(` + degrees + `)!2d(` + degrees + `)`)
	mapCenter  = regexp.MustCompile(`@(` + degrees + `),(` + degrees + `)`)
)

// google reads links of Google's maps, which are shifted in mainland China only.
// The mark is better than what was asked for, and that better than the middle of
// the map.
func (l link) google(reference Reference) []geotag.Written {
	tail := l.path + "?" + l.written
	if m := googleMark.FindAllStringSubmatch(tail, -1); m != nil {
		p, _ := ordered(m[len(m)-1][1], m[len(m)-1][2], latFirst)
		return position(p, geotag.GCJ02, placeName(l.path))
	}
	for _, field := range []string{"q", "query", "destination", "daddr", "ll", "center", "viewpoint", "cbll"} {
		if found := googleWords(l.query[field], reference); found != nil {
			return found
		}
	}
	if l.scheme == "google.navigation" {
		return googleWords(strings.TrimPrefix(decode(l.path), "q="), reference)
	}
	if m := googleGoal.FindAllStringSubmatch(tail, -1); m != nil {
		p, _ := ordered(m[len(m)-1][2], m[len(m)-1][1], latFirst)
		return position(p, geotag.GCJ02, "")
	}
	parts := strings.Split(l.path, "/")
	for i := len(parts) - 1; i >= 0; i-- {
		if !strings.HasPrefix(parts[i], "@") {
			if found := googleWords(parts[i], reference); found != nil {
				return found
			}
		}
	}
	if m := mapCenter.FindStringSubmatch(l.path); m != nil {
		p, _ := ordered(m[1], m[2], latFirst)
		return centered(position(p, geotag.GCJ02, placeName(l.path)))
	}
	return nil
}

// googleWords reads what was asked of Google: a pair, a plus code, or degrees.
func googleWords(asked string, reference Reference) []geotag.Written {
	asked = strings.TrimPrefix(strings.TrimSpace(asked), "loc:")
	if p, ok := pair(asked, latFirst); ok {
		return position(p, geotag.GCJ02, "")
	}
	t := source{rest: asked}
	found := append(t.coded(reference), t.typed()...)
	for i := range found {
		if found[i].IfGCJ02 != nil {
			found[i].Point, found[i].IfGCJ02 = *found[i].IfGCJ02, nil
		}
		found[i].Source = geotag.SourceLink
	}
	return found
}

// placeName is the name in "/maps/place/NAME/…".
func placeName(path string) string {
	_, after, _ := strings.Cut(path, "/place/")
	name, _, _ := strings.Cut(after, "/")
	if strings.HasPrefix(name, "@") {
		return ""
	}
	return strings.ReplaceAll(name, "+", " ")
}

func (l link) ofApple() bool {
	return l.on("maps.apple.com", "maps.apple") || l.scheme == "maps" || l.scheme == "map"
}

// apple reads links of Apple's maps. Whether an iPhone in mainland China writes
// WGS-84 or GCJ-02 is not documented: both are given.
func (l link) apple(Reference) []geotag.Written {
	name := l.get("name", "address", "q", "daddr")
	if _, isPair := pair(name, latFirst); isPair {
		name = ""
	}
	if p, ok := l.firstPair(latFirst, "coordinate", "ll", "daddr", "q", "center", "sll"); ok {
		return undecided(position(p, geotag.WGS84, name))
	}
	return nil
}

// undecided adds where positions would be if they were GCJ-02.
func undecided(found []geotag.Written) []geotag.Written {
	for i, f := range found {
		if other := geotag.GCJ02.ToWGS84(f.Point); other != f.Point {
			found[i].IfGCJ02 = &other
		}
	}
	return found
}

func (l link) isGeo() bool { return l.scheme == "geo" }

// geo reads "geo:LAT,LON" of RFC 5870, and "geo:0,0?q=LAT,LON(NAME)" of Android.
// Another system than WGS-84 is not read.
func (l link) geo(Reference) []geotag.Written {
	parameters := strings.Split(strings.TrimPrefix(l.path, "//"), ";")
	for _, parameter := range parameters[1:] {
		name, value, _ := strings.Cut(strings.ToLower(parameter), "=")
		if name == "crs" && value != "wgs84" {
			return nil
		}
	}
	name := ""
	if _, after, found := strings.Cut(l.query["q"], "("); found {
		name, _, _ = strings.Cut(after, ")")
	}
	if p, ok := pair(l.query["q"], latFirst); ok {
		return position(p, geotag.WGS84, name)
	}
	p, ok := pair(decode(parameters[0]), latFirst)
	if !ok {
		return nil
	}
	return position(p, geotag.WGS84, "")
}

func (l link) ofOthers() bool {
	return l.on("waze.com", "here.com", "bing.com", "yandex.com", "yandex.ru", "yandex.com.tr", "petalmaps.com", "osmand.net", "mapy.cz", "mapy.com") ||
		l.scheme == "waze" || l.scheme == "yandexmaps" || l.scheme == "petalmaps" || l.scheme == "osmand.api" || l.scheme == "bingmaps"
}

// hereForm is the position in the path of a link of HERE.
var hereForm = regexp.MustCompile(`/l/(` + degrees + `),(` + degrees + `)`)

// others reads links of services that write WGS-84; Yandex writes longitude
// first.
func (l link) others(Reference) []geotag.Written {
	o := latFirst
	if strings.Contains(l.host, "yandex.") || l.scheme == "yandexmaps" {
		o = lonFirst
	}
	for _, field := range []string{"pt", "ll", "whatshere[point]", "latlng", "to", "map", "sp", "cp", "marker", "pin", "q", "sll"} {
		value := strings.TrimPrefix(strings.TrimPrefix(l.query[field], "ll."), "point.")
		if p, ok := pair(value, o); ok {
			found := position(p, geotag.WGS84, "")
			if field == "map" || field == "cp" {
				return centered(found)
			}
			return found
		}
	}
	for _, names := range [][2]string{{"lat", "lon"}, {"lat", "lng"}, {"y", "x"}} {
		if p, ok := l.named(names[0], names[1]); ok {
			return position(p, geotag.WGS84, "")
		}
	}
	if m := hereForm.FindStringSubmatch(l.path); m != nil {
		p, _ := ordered(m[1], m[2], latFirst)
		return position(p, geotag.WGS84, "")
	}
	return nil
}
