package triage

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// orders are the words with which a line begins that wants something done: 拆分 #12,
// 挂起 #12 等材料. Most of them are for staff.
var orders = map[string]IntentKind{
	"重复": IntentDuplicate, "合并": IntentDuplicate, "并入": IntentDuplicate, "拆回": IntentUnmerge,
	"拆分": IntentSplit, "改类": IntentClass, "改级": IntentClass,
	"禁言": IntentMute, "解禁": IntentUnmute, "解除禁言": IntentUnmute,
	"邀请人员": IntentInvite, "移除人员": IntentDismiss,
	"属实": IntentScreened, "情况属实": IntentScreened,
	"不属实": IntentUntrue, "情况不属实": IntentUntrue,
	"开工": IntentBegun, "开始处理": IntentBegun,
	"挂起": IntentHold, "等待": IntentHold, "登记入册": IntentRegister, "入册": IntentRegister,
	"继续办理": IntentResume, "继续": IntentResume,
	"解释": IntentExplained, "解释说明": IntentExplained,
	"不受理": IntentRefused, "不予受理": IntentRefused,
	"转交": IntentMoved, "移交": IntentMoved,
	"核实通过": IntentVerified, "核查通过": IntentVerified,
	"关注": IntentFollow, "取消关注": IntentUnfollow, "不再关注": IntentUnfollow,
	"停车证明": IntentProof, "开证明": IntentProof, "查看实名": IntentReveal, "实名": IntentReveal,
	"吹哨": IntentWhistle,
	"升级": IntentRise, "降级": IntentLower,
	"下单": IntentOffer, "撤单": IntentWithdraw,
	"邀请": IntentGuest, "撤销邀请": IntentUnguest, "收回邀请": IntentUnguest,
	"派给": IntentDispatch, "派单": IntentDispatch, "改派": IntentDispatch,
}

// orderLine is a line that begins with one of them, the longest that fits.
var orderLine = regexp.MustCompile(`^(` + strings.Join(longestFirst(orders), "|") + `)(?:[\s:：，,]+|$)`)

func longestFirst(words map[string]IntentKind) []string {
	return slices.SortedFunc(maps.Keys(words), func(a, b string) int {
		return cmp.Or(len(b)-len(a), strings.Compare(a, b))
	})
}

// readOrder reads a line, from which the numbers of tickets were taken, that
// begins with an order. More is what stands behind it.
func readOrder(line string) (kind IntentKind, more string, ok bool) {
	m := orderLine.FindStringSubmatch(line)
	if m == nil {
		return IntentNone, "", false
	}
	return orders[m[1]], strings.TrimSpace(line[len(m[0]):]), true
}
