package intake

import (
	"strings"
	"time"
)

// TierRule says on which tier matters of some classes begin, and how long each of
// the first two tiers has before the matter rises by itself. It is natural time: it
// runs by night and on holidays.
type TierRule struct {
	Categories []string // codes or their beginnings
	Begin      Tier
	Self       time.Duration
	Consult    time.Duration
	Unit       string // code of who settles it there, such as a pavilion; "" is the grid
}

// TierRules is a table of them. A class that it does not name begins on the third
// tier, and an emergency always does.
type TierRules []TierRule

// The times of a tier where no rule names one.
const (
	selfTime    = 3 * 24 * time.Hour
	consultTime = 10 * 24 * time.Hour
)

// Of finds the rule for a class: of those that fit the longest beginning wins.
func (rs TierRules) Of(category string) TierRule {
	best, length := TierRule{Begin: TierJoint}, 0
	for _, r := range rs {
		for _, prefix := range r.Categories {
			if strings.HasPrefix(category, prefix) && len(prefix) > length {
				best, length = r, len(prefix)
			}
		}
	}
	return best
}

// Begin is the tier on which a matter begins.
func (rs TierRules) Begin(category string, s Severity) Tier {
	if s == Emergency {
		return TierJoint
	}
	return rs.Of(category).Begin
}

// Time is how long a tier has; zero if it has no end.
func (r TierRule) Time(t Tier) time.Duration {
	switch {
	case t == TierSelf && r.Self > 0:
		return r.Self
	case t == TierSelf:
		return selfTime
	case t == TierConsult && r.Consult > 0:
		return r.Consult
	case t == TierConsult:
		return consultTime
	}
	return 0
}
