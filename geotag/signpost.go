package geotag

import (
	"math"
	"regexp"
)

// signpost tells in which direction a road runs by its name: 丈八东路 and 唐延路北段 are
// stretches of roads that run so, 经九路 and 纬九路 are lines of a grid. What goes
// around something does not run towards its sides: 环城西路, 二环南路.
var (
	eastwardName  = regexp.MustCompile(`^(?:纬\d+[路街巷]|[^环]+[东西](?:大?[路街巷]|大道|段))$`)
	northwardName = regexp.MustCompile(`^(?:经\d+[路街巷]|[^环]+[南北](?:大?[路街巷]|大道|段))$`)
)

// signTurn is how far, in radians, roads are off the direction in their names.
const signTurn = 0.25

// signpost is the direction that the name of a road tells, if it tells any.
func signpost(road string) bearing {
	switch {
	case eastwardName.MatchString(road):
		return bearing{angle: 0, turn: signTurn * signTurn}
	case northwardName.MatchString(road):
		return bearing{angle: math.Pi / 2, turn: signTurn * signTurn}
	}
	return bearing{}
}
