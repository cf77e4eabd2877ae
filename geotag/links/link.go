package links

import (
	"net/url"
	"strings"

	"snapgrid/geotag"
)

// link is a link taken apart. Unlike net/url it takes whatever people paste.
type link struct {
	written  string
	scheme   string // lower case; "" if left out
	host     string // lower case, without www.
	path     string // decoded, with its slashes
	fragment string
	query    map[string]string // decoded; the first of each name, lower case
}

// parseLink takes a link apart; ok is false if it has neither host nor scheme.
func parseLink(written string) (l link, ok bool) {
	l = link{written: written, query: map[string]string{}}
	rest := written
	if scheme, after, found := strings.Cut(rest, "://"); found {
		l.scheme, rest = strings.ToLower(scheme), after
	} else if scheme, after, _ := strings.Cut(strings.ToLower(rest), ":"); scheme == "geo" || scheme == "google.navigation" {
		l.scheme, l.path = scheme, after
		l.takeQuery(&l.path)
		return l, true
	}
	rest, l.fragment, _ = strings.Cut(rest, "#")
	l.takeQuery(&rest)
	host, path, _ := strings.Cut(rest, "/")
	host, _, _ = strings.Cut(host, ":")
	l.host = strings.TrimPrefix(strings.ToLower(host), "www.")
	l.path = "/" + path
	if decoded, err := url.PathUnescape(l.path); err == nil {
		l.path = strings.ToValidUTF8(decoded, " ")
	}
	return l, l.host != "" || l.scheme != ""
}

// takeQuery cuts the query from what holds it. Links of Baidu's and of Google's
// apps have it after the first colon or in the fragment.
func (l *link) takeQuery(from *string) {
	before, query, found := strings.Cut(*from, "?")
	if !found {
		return
	}
	*from = before
	for field := range strings.SplitSeq(query, "&") {
		name, value, _ := strings.Cut(field, "=")
		name = strings.ToLower(decode(name))
		if _, known := l.query[name]; !known {
			l.query[name] = decode(value)
		}
	}
}

// decode undoes percent signs where they are right.
func decode(s string) string {
	if decoded, err := url.QueryUnescape(s); err == nil {
		return strings.ToValidUTF8(decoded, " ")
	}
	return s
}

// get returns the first value that is not empty.
func (l link) get(names ...string) string {
	for _, name := range names {
		if v := l.query[name]; v != "" {
			return v
		}
	}
	return ""
}

// on reports whether the link leads to a host or one below it.
func (l link) on(hosts ...string) bool {
	for _, host := range hosts {
		if l.host == host || strings.HasSuffix(l.host, "."+host) {
			return true
		}
	}
	return false
}

// service is a map service whose links we can read.
type service struct {
	has  func(link) bool
	read func(link, Reference) []geotag.Written
}

// services lists the map services.
func services() []service {
	return []service{
		{link.ofAmap, link.amap},
		{link.ofTencent, link.tencent},
		{link.ofBaidu, link.baidu},
		{link.ofGoogle, link.google},
		{link.ofApple, link.apple},
		{link.ofOpenStreetMap, link.openStreetMap},
		{link.isGeo, link.geo},
		{link.ofPlusCodes, link.plusCodes},
		{link.ofOthers, link.others},
	}
}

// read reads a link; known is false if it leads to no map service that we know.
func (l link) read(reference Reference) (found []geotag.Written, known bool) {
	for _, s := range services() {
		if s.has(l) {
			return s.read(l, reference), true
		}
	}
	return nil, false
}

// opaque reports whether a link without coordinates leads to a place all the
// same: it is short, or holds the number of a place.
func (l link) opaque() bool {
	switch {
	case l.on("surl.amap.com", "surl.gaode.com", "j.map.baidu.com", "maps.app.goo.gl", "goo.gl", "maps.apple", "on.waze.com"):
		return len(l.path) > 1
	case l.on("amap.com", "gaode.com"):
		return strings.Contains(l.path, "/place/") || strings.HasPrefix(l.path, "/detail/")
	case l.ofBaidu():
		return l.get("uid", "poiid", "s") != "" || strings.Contains(l.path, "/poi/") || strings.Contains(l.path, "/place/detail")
	case l.ofTencent():
		return l.get("poiid", "poi_id", "uid", "sid") != ""
	case l.ofGoogle():
		return l.get("cid", "ftid", "query_place_id") != "" || strings.HasPrefix(l.path, "/maps/place/")
	case l.ofApple():
		return l.get("auid", "place-id") != "" || strings.HasPrefix(l.path, "/p/")
	case l.ofOpenStreetMap():
		return strings.HasPrefix(l.path, "/node/") || strings.HasPrefix(l.path, "/way/") || strings.HasPrefix(l.path, "/relation/")
	}
	return false
}
