package intake

// Tier is on which level a matter is settled (三层解决).
type Tier int

// The tiers.
const (
	TierSelf    Tier = 1 // 自治: the neighbours, the pavilion, the grid settle it
	TierConsult Tier = 2 // 协商: a meeting decides
	TierJoint   Tier = 3 // 联动: several units act, or a co-building unit takes the order
)

// Word names the tier for machines: "self", "consult", "joint".
func (t Tier) Word() string {
	switch t {
	case TierSelf:
		return "self"
	case TierConsult:
		return "consult"
	case TierJoint:
		return "joint"
	}
	return ""
}
