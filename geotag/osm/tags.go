package osm

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/paulmach/osm"

	"snapgrid/geotag"
)

// maxName is how long a name may be, in characters.
const maxName = 60

// notRoads are values of "highway" that are no roads.
var notRoads = []string{
	"bus_stop", "platform", "crossing", "proposed", "construction", "rest_area", "services", "elevator", "traffic_signals",
	"street_lamp", "motorway_junction", "razed", "abandoned", "corridor",
}

// isRoad reports whether a way is a road with a name.
func isRoad(tags osm.Tags) bool {
	class := tags.Find("highway")
	return class != "" && !slices.Contains(notRoads, class) && nameOf(tags) != ""
}

// spotKeys mark what people name when they say where they are.
var spotKeys = []string{
	"amenity", "shop", "leisure", "tourism", "office", "healthcare", "craft", "historic", "man_made", "building",
	"public_transport", "railway", "aeroway", "emergency", "power", "military", "natural", "bridge", "highway", "station", "entrance",
}

// kindOf says what kind of place a named thing is that is no road.
func kindOf(tags osm.Tags) (geotag.PlaceKind, bool) {
	switch {
	case tags.Find("place") != "", tags.Find("landuse") != "", tags.Find("boundary") == "administrative":
		return geotag.PlaceArea, true
	case slices.ContainsFunc(spotKeys, func(key string) bool { return tags.Find(key) != "" }):
		return geotag.PlacePoi, true
	}
	return "", false
}

// nameOf is the name of a thing; "" if it has none that can be used.
func nameOf(tags osm.Tags) string { return usable(tags.Find("name")) }

func usable(name string) string {
	name = strings.Join(strings.Fields(name), " ")
	if n := utf8.RuneCountInString(name); n < 2 || n > maxName || !utf8.ValidString(name) {
		return ""
	}
	return name
}

// aliasesOf lists the other names of a thing.
func aliasesOf(tags osm.Tags) []string {
	name := nameOf(tags)
	var aliases []string
	for _, key := range []string{"alt_name", "short_name", "old_name", "official_name", "loc_name", "name:zh", "name:zh-Hans", "name:en", "ref"} {
		if key == "ref" && tags.Find("highway") == "" {
			continue // numbers of everything else are not spoken of
		}
		for alias := range strings.SplitSeq(tags.Find(key), ";") {
			if alias = usable(alias); alias != "" && alias != name && !slices.Contains(aliases, alias) {
				aliases = append(aliases, strings.Clone(alias))
			}
		}
	}
	return aliases
}

// addressOf is the address of a thing: "书院路426号", "12 Mill Street"; "" if it
// has none.
func addressOf(tags osm.Tags) string {
	street, number := usable(tags.Find("addr:street")), strings.TrimSpace(tags.Find("addr:housenumber"))
	if street == "" || number == "" {
		return ""
	}
	if !strings.ContainsFunc(street, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		return usable(number + " " + street)
	}
	if last, _ := utf8.DecodeLastRuneInString(number); unicode.IsDigit(last) {
		number += "号"
	}
	return usable(street + number)
}

// wanted reports whether a thing becomes a place that is no road.
func wanted(tags osm.Tags) bool {
	if len(tags) == 0 {
		return false
	}
	_, named := kindOf(tags)
	return named && nameOf(tags) != "" || addressOf(tags) != ""
}

// placesOf makes the places of a thing, without their points: what it is called,
// and its address. The names are copies: they outlive the block they are from.
func placesOf(tags osm.Tags, area string) []geotag.Place {
	var places []geotag.Place
	if kind, ok := kindOf(tags); ok && nameOf(tags) != "" {
		places = append(places, geotag.Place{Name: strings.Clone(nameOf(tags)), Aliases: aliasesOf(tags), Kind: kind, Cell: area})
	}
	if address := addressOf(tags); address != "" {
		places = append(places, geotag.Place{Name: address, Kind: geotag.PlaceAddress, Cell: area})
	}
	return places
}
