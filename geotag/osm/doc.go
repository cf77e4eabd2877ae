// Package osm reads places from extracts of OpenStreetMap (.osm.pbf): roads,
// crossings of named roads, house numbers, and everything else with a name, each
// as a [geotag.Place].
//
// # Three passes
//
// A file holds nodes before ways before relations, and a way knows only the
// numbers of its nodes. So the file is read from its end, so to say: relations
// tell which ways outline them, ways tell which nodes they need, and the last
// pass picks up those nodes. What is held in memory grows with what has a name,
// not with the file.
//
// # Names that occur often
//
// A "People's Road" is in every town. Each place carries the number that its
// object has in OpenStreetMap as its area ("osm:w123"), which no cell has: so
// places of one name stay apart, they can be meant in every chat, and reading a
// file again changes nothing.
//
// Data of OpenStreetMap is © OpenStreetMap contributors, under the Open Database
// License: whoever publishes what was made of it has to say so.
package osm
