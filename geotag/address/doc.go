// Package address reads the parts of a Chinese address: 区, 街道, 社区, 路, 号,
// 小区, 栋, 单元, 室.
//
// [Parse] goes through an address from left to right, as it is written:
// from the wide to the narrow. At each place it tries what may stand there – an
// area, a road, a number – and what fits nothing is the name of a place, up to
// where something known begins again. What a number counts follows from the word
// behind it or, without one, from what stands before: after a road it is a house,
// after a compound a building, after a building a flat.
//
// The provinces and their cities are known to it by name, other areas only by
// their ending: 区, 县, 镇.
package address

// Kind says what a part of an address is.
type Kind string

// The kinds, from the wide to the narrow.
const (
	Country   Kind = "country"
	Province  Kind = "prov"
	City      Kind = "city"
	District  Kind = "district"  // 区, 县, 县级市
	Zone      Kind = "devZone"   // 开发区
	Town      Kind = "town"      // 街道, 镇, 乡
	Community Kind = "community" // 社区, 村
	Road      Kind = "road"
	RoadNo    Kind = "roadno"
	SubRoad   Kind = "subRoad" // a section, or a lane off the road
	SubRoadNo Kind = "subroadno"
	Poi       Kind = "poi"
	SubPoi    Kind = "subpoi"
	House     Kind = "houseno" // 栋, 幢, 号楼, 座
	Unit      Kind = "cellno"  // 单元
	Floor     Kind = "floorno"
	Room      Kind = "roomno"
	Assist    Kind = "assist" // 对面, 门口, 与
	Redundant Kind = "redundant"
)

// Part is a piece of an address.
type Part struct {
	Kind Kind
	Text string // as written
	At   int    // byte at which it begins
}
