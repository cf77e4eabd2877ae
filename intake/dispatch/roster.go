package dispatch

import (
	"fmt"
	"strings"
	"time"
)

// Roster says who of a unit is on duty when, and who stands in for whom.
type Roster struct {
	Duties []Duty
	Leaves []Leave
}

// Duty is a turn of an officer. One that is bound to dates goes before those
// that come every week; else the first that fits counts.
type Duty struct {
	Unit    string
	Officer string // name
	When    When
	Place   string // where it was written
}

// Leave is a time during which an officer is away.
type Leave struct {
	Officer string // name
	Dates   Dates
	StandIn string // name; "" is nobody
	Place   string // where it was written
}

// Turn is who is to act, and why.
type Turn struct {
	Officer string // name; "" is nobody
	Why     string
}

// OnDuty says who of a unit is on duty at a moment, in the zone that is meant.
// Where somebody is away without a stand-in the next turn that fits counts.
func (r Roster) OnDuty(unit string, at time.Time) Turn {
	var away []string
	for _, dated := range []bool{true, false} {
		for _, d := range r.Duties {
			if d.Unit != unit || dated != (len(d.When.Dates) > 0) || !d.When.Holds(at) {
				continue
			}
			turn := r.Present(d.Officer, at)
			if turn.Officer == "" {
				away = append(away, turn.Why)
				continue
			}
			turn.Why = strings.Join(append(away, turn.Why+", on duty"+spaced(d.When.String())), "; ")
			return turn
		}
	}
	return Turn{Why: strings.Join(away, "; ")}
}

func spaced(text string) string {
	if text == "" {
		return ""
	}
	return " " + text
}

// Present is the officer or, while on leave, who stands in: and for that one
// again who stands in, unless they stand in for each other.
func (r Roster) Present(officer string, at time.Time) Turn {
	why := "officer " + officer
	for asked := map[string]bool{}; ; {
		leave, away := r.leaveOf(officer, at)
		if !away {
			return Turn{officer, why}
		}
		asked[officer] = true
		until := leave.Dates.To.Format(time.DateOnly)
		if leave.StandIn == "" || asked[leave.StandIn] {
			return Turn{Why: fmt.Sprintf("%s is on leave until %s, and nobody stands in", officer, until)}
		}
		officer = leave.StandIn
		why = fmt.Sprintf("officer %s, who stands in for %s (on leave until %s)", officer, leave.Officer, until)
	}
}

// leaveOf finds the leave that an officer is on.
func (r Roster) leaveOf(officer string, at time.Time) (Leave, bool) {
	for _, l := range r.Leaves {
		if l.Officer == officer && l.Dates.Hold(at) {
			return l, true
		}
	}
	return Leave{}, false
}
