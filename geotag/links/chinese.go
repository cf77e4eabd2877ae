package links

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"snapgrid/geotag"
)

func (l link) ofAmap() bool {
	return l.on("amap.com", "gaode.com") || l.scheme == "androidamap" || l.scheme == "iosamap" || l.scheme == "amapuri"
}

// amap reads links of Amap (高德). Its pages write longitude first, its apps'
// share links ("p" and "q" of wb.amap.com) latitude first.
func (l link) amap(Reference) []geotag.Written {
	datum := geotag.GCJ02Wide
	if l.get("coordinate") == "wgs84" || l.get("dev") == "1" {
		datum = geotag.WGS84
	}
	name := l.get("name", "poiname", "destname", "dname", "toname")
	if p, ok := l.amapShared(); ok {
		return position(p.point, datum, p.name)
	}
	if p, ok := l.firstPair(lonFirst, "position", "dest", "to", "lnglat", "location", "center", "markers"); ok {
		if name == "" {
			name = third(l.get("to", "markers"))
		}
		return position(p, datum, name)
	}
	for _, names := range [][2]string{{"lat", "lon"}, {"lat", "lng"}, {"dlat", "dlon"}, {"tolat", "tolon"}, {"latitude", "longitude"}, {"y", "x"}} {
		if p, ok := l.named(names[0], names[1]); ok {
			return position(p, datum, name)
		}
	}
	return nil
}

type namedPoint struct {
	point geotag.Point
	name  string
}

// amapShared reads "p=NUMBER,LAT,LON,NAME,ADDRESS" and "q=LAT,LON,NAME".
func (l link) amapShared() (namedPoint, bool) {
	fields := strings.Split(l.get("p"), ",")
	if len(fields) < 3 {
		fields = append([]string{""}, strings.Split(l.get("q"), ",")...)
	}
	if len(fields) < 3 || !whole(fields[1]) || !whole(fields[2]) {
		return namedPoint{}, false
	}
	p, ok := ordered(fields[1], fields[2], latFirst)
	name := ""
	if len(fields) > 3 {
		name = fields[3]
	}
	return namedPoint{p, name}, ok
}

// third is what stands after two numbers: the name of a place.
func third(value string) string {
	value, _, _ = strings.Cut(value, "|")
	fields := strings.SplitN(value, ",", 4)
	if len(fields) < 3 || whole(fields[2]) {
		return ""
	}
	return fields[2]
}

func (l link) ofTencent() bool {
	return l.on("map.qq.com", "map.wap.qq.com", "3gimg.qq.com", "mapapi.qq.com") || l.scheme == "qqmap"
}

// tencent reads links of Tencent's maps (腾讯地图): "coord:LAT,LON;title:…".
func (l link) tencent(Reference) []geotag.Written {
	datum := geotag.GCJ02
	if l.get("coord_type") == "1" {
		datum = geotag.WGS84
	}
	fields := map[string]string{}
	for field := range strings.SplitSeq(l.get("marker", "markers"), ";") {
		name, value, _ := strings.Cut(field, ":")
		if _, known := fields[name]; !known {
			fields[name] = value
		}
	}
	name := fields["title"]
	if name == "" {
		name = l.get("name", "to", "title")
	}
	if p, ok := pair(fields["coord"], latFirst); ok {
		return position(p, datum, name)
	}
	o := latFirst
	if l.on("map.wap.qq.com") {
		o = lonFirst
	}
	if p, ok := l.firstPair(o, "coord", "tocoord", "center", "latlng", "location", "pos"); ok {
		return position(p, datum, name)
	}
	for _, names := range [][2]string{{"pointy", "pointx"}, {"y", "x"}, {"lat", "lng"}, {"lat", "lon"}} {
		if p, ok := l.named(names[0], names[1]); ok {
			return position(p, datum, name)
		}
	}
	return nil
}

func (l link) ofBaidu() bool {
	return l.on("map.baidu.com", "maps.baidu.com") || l.scheme == "baidumap" || l.scheme == "bdapp"
}

// mercatorForm is the middle of the map in the path of a page of Baidu.
var mercatorForm = regexp.MustCompile(`@(\d{6,9}(?:\.\d+)?),(\d{5,9}(?:\.\d+)?)`)

// baidu reads links of Baidu's maps (百度地图).
func (l link) baidu(Reference) []geotag.Written {
	datum := l.baiduDatum()
	name := l.get("title", "name")
	for _, field := range []string{"location", "latlng", "destination", "center", "coord", "point"} {
		value := l.query[field]
		for part := range strings.SplitSeq(value, "|") {
			part = strings.TrimPrefix(strings.TrimPrefix(part, "latlng:"), "name:")
			if x, y, ok := mercatorPair(part); ok {
				return position(geotag.FromBaiduMercator(x, y), geotag.BD09, name)
			}
			if p, ok := pair(part, latFirst); ok {
				return position(p, datum, name)
			}
		}
	}
	if x, y, ok := mercatorPair(l.get("c")); ok {
		return centered(position(geotag.FromBaiduMercator(x, y), geotag.BD09, ""))
	}
	if p, ok := l.named("lat", "lng"); ok {
		return position(p, datum, name)
	}
	if m := mercatorForm.FindStringSubmatch(l.path + l.fragment); m != nil {
		if x, y, ok := mercatorPair(m[1] + "," + m[2]); ok {
			return centered(position(geotag.FromBaiduMercator(x, y), geotag.BD09, poiName(l.path)))
		}
	}
	return nil
}

func (l link) baiduDatum() geotag.Datum {
	switch strings.ToLower(l.get("coord_type", "coordtype", "coord_tp")) {
	case "gcj02", "gcj02ll":
		return geotag.GCJ02
	case "wgs84", "wgs84ll":
		return geotag.WGS84
	}
	return geotag.BD09
}

// mercatorPair reads metres, which are far larger than degrees.
func mercatorPair(value string) (x, y float64, ok bool) {
	first, second, found := strings.Cut(value, ",")
	if !found {
		return 0, 0, false
	}
	x, errX := strconv.ParseFloat(strings.TrimSpace(first), 64)
	y, errY := strconv.ParseFloat(strings.TrimSpace(second), 64)
	ok = errX == nil && errY == nil && math.Abs(x) > 1000 && math.Abs(y) > 1000
	return x, y, ok
}

// poiName is the name in "/poi/NAME/@…"; "a spot on the map" is none.
func poiName(path string) string {
	_, after, found := strings.Cut(path, "/poi/")
	name, _, _ := strings.Cut(after, "/")
	if !found || name == "地图上的点" || strings.HasPrefix(name, "@") {
		return ""
	}
	return name
}

// centered makes of a position the middle of a map that was looked at.
func centered(found []geotag.Written) []geotag.Written {
	for i := range found {
		found[i].Radius = radiusCenter
	}
	return found
}
