package triage

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// saying is a way to say an intent. Sayings are tried in order: the first that
// fits wins, so what is denied or asked stands before what is stated.
type saying struct {
	kind    IntentKind
	pattern *regexp.Regexp
	named   bool // only of a ticket that was named
	longest int  // characters of the whole line; 0 means any length
}

const (
	// it is repaired.
	repairedZh = `(?:修好|修复|处理好|处理完|处理完毕|处理完成|处理结束|处理到位|处理掉|已处理|已经处理|处理了|解决|弄好|搞定|搞好|整好|整改完|整改到位|完工|完成|办结|更换|换好|换了|锯掉|排完|扶好|拆了|补上|完事|修完|弄完|通了|清理|清运|清走|拆除|补好|填好|填平|盖好|疏通|恢复|扶正|拖走|挪走|灭了|通水|通电|通气|亮了|好了)`
	repairedEn = `(?:fixed|repaired|resolved|done|finished|completed|solved|replaced|cleaned|cleared|removed)`
)

// sayings is the table. The words are folded: small letters, half width.
var sayings = []saying{
	{kind: IntentMeToo, longest: 16, pattern: regexp.MustCompile(`^\+1[\s!。~]*$|^加一$|我也(?:遇到|碰到|碰上)|^也遇到|^同问|\bme too\b|\bsame here\b`)},
	{kind: IntentDissatisfied, pattern: regexp.MustCompile(`不满意|不太满意|很不满|没满意|差评|敷衍|糊弄|👎|又(?:坏|塌|破|漏|堵|灭|黑|满|倒|不亮|出问题|不行|开始)|还是(?:坏|不亮|不行|漏|堵|老样子|没|那样|原样)|(?:根本|压根|完全)没|假的吧|没修到位|没弄好|不彻底|修了一半|跟没(?:修|处理)一样|什么玩意|没来过|还在那|还没盖|修了又|还(?:坏着|漏着|堵着|不亮|在漏|在堵)`)},
	{kind: IntentDissatisfied, pattern: regexp.MustCompile(`\b(?:dissatisfied|unsatisfied|unhappy|not satisfied|not happy|not good|still broken|still not|still leaking|still there|still (?:out|dark|flooded|blocked|missing)|broken again|came back|not (?:really |yet )?` + repairedEn + `|isn'?t ` + repairedEn + `|reopen)\b`)},
	{kind: IntentFair, longest: 16, pattern: regexp.MustCompile(`基本满意|^还(?:行|可以|算行)(?:吧|了)?[。!~\s]*$|^(?:一般般?|凑合)(?:吧)?[。!~\s]*$|^(?:it'?s )?(?:fair|so-so|ok-ish)[.!\s]*$`)},
	{kind: IntentWhistle, pattern: regexp.MustCompile(`^(?:请|申请)?\s*(?:吹哨|whistle)(?:\s|$|[,，:：])|^\s*(?:吹哨|whistle)\b|(?:^|\s)吹哨\s+\S`)},
	{kind: IntentDuplicate, pattern: regexp.MustCompile(`^重复(?:了|的|上报|工单|报|件)?(?:$|[\s,，。:：])|[是属]重复|重复(?:上报|工单|件)|(?:已经?|早就?)有人报过|同一(?:个|件|处|回事)|(?:一回|同一件)事|跟(?:上一条|上面|前面|那个|\s)*(?:一样|重复)|[和与同]\s*(?:上一条|上面|前面|那个)?\s*重复|\bduplicates?\b|\bsame as\b`)},
	{kind: IntentUrge, longest: 24, pattern: regexp.MustCompile(`催(?:一下|一催|催|办|单|下|促)|^催$`)},
	{kind: IntentUrge, named: true, longest: 30, pattern: regexp.MustCompile(`快点|抓紧|加急|等不及|赶紧|赶快|(?:请|麻烦)?(?:尽快|马上|立即)(?:处理|修|解决|派人|来)|怎么还(?:没|不)|还没人(?:来|管)|都.{1,5}天了|\bhurry\b|\basap\b`)},
	{kind: IntentStatus, named: true, pattern: regexp.MustCompile(`怎么样了|咋样了|咋样|怎样了|到哪|在哪|进度|进展|情况(?:如何|怎么样)|什么情况|啥情况|查|状态|多久|什么时候|啥时候|何时|有人去了|` + repairedZh + `(?:了|好)*(?:吗|么|嘛|没有?\s*[?]?$|了没|没$|\?)|处理.{0,4}(?:吗|没有?[?]?$)|\bstatus\b|where is|how is|any (?:news|progress|update)|when will|what about|(?:is|was) it ` + repairedEn)},
	{kind: IntentStatus, longest: 14, pattern: regexp.MustCompile(`^(?:查|查询|查一下|查下|进度|status)\s*$`)},
	{kind: IntentNone, pattern: regexp.MustCompile(repairedZh + `(?:了|好|吗|么|没|嘛)*(?:吗|么|没有?|嘛|不)\s*[?!。]*$|` + repairedZh + `[^,。!]{0,4}\?|是否|能不能|有没有|可以.{0,6}吗|(?:请|希望|盼|望|麻烦)(?:你们|能够?|贵单位)?(?:尽快|及时|马上|早日|赶紧)|(?:什么时候|啥时候|何时|多久|几时).{0,12}` + repairedZh + `|(?:is|was|has) it (?:been )?` + repairedEn + `|` + repairedEn + `(?: yet)?\s*\?|when .*` + repairedEn)},
	{kind: IntentDissatisfied, pattern: regexp.MustCompile(`(?:没有?|未|没能|没法|无法|不(?:给|肯|去|来))[^,。!?\s]{0,4}?` + repairedZh + `|没修|没处理|没人(?:来|修|管|处理)|没动静`)},
	{kind: IntentSatisfied, pattern: regexp.MustCompile(`(?:谢谢|感谢|多谢|辛苦|谢啦|谢了).{0,12}(?:修好|修复|处理|解决|搞定|弄好|好了)|(?:修好|修复|处理|解决|搞定|弄好|好了|亮了|通了).{0,8}(?:谢谢(?:你们?|您|师傅|大家)?[!。~\s]*$|感谢$|多谢$|谢啦|谢了$|点赞|真快|给力|辛苦)`)},
	{kind: IntentRejected, pattern: regexp.MustCompile(`不(?:是|归|属于)我(?:们)?(?:单位|部门|这|这边|辖区|公司|社区)?(?:的)?(?:管|负责|范围|职责|辖区|业务|的事|片区)?|不(?:在|属于)(?:我们|本)?.{0,6}(?:辖区|范围|职责|片区)|非我(?:单位|部门|辖区)|退回|退单|打回|不属实|不实|查无此|没有这个问题|现场没有(?:发现|问题)|未发现(?:问题|异常|此)|不予受理|无法受理|误报|不归(?:我们|我)|(?:该|应该|应)(?:归|找|由).{1,8}(?:管|负责|处理)|请?转(?:给|交)?(?:市政|城管|供电|电力|水务|燃气|物业|街道|交警|环卫)|权属不|没有?权限`)},
	{kind: IntentRejected, pattern: regexp.MustCompile(`\b(?:not (?:our|my) (?:job|business|area|responsibility|department|district)|not ours|wrong department|reject(?:ed)?|returned?|false report|nothing (?:found|there)|no such problem)\b`)},
	{kind: IntentAccepted, pattern: regexp.MustCompile(`马上(?:去|到|来|处理|安排|派|修|过去|就去|就到|联系|核实)|(?:立即|立刻|这就|现在|正在|已|已经|正)(?:去|过去|赶去|赶往|赶过去|派人|安排|在路上|出发|前往|联系)|正在(?:处理|维修|抢修|施工|整改|解决|修|清理|更换|恢复)|在路上|在处理|在修|处理中|维修中|抢修中|(?:明天|今天|下午|上午|晚上|稍后|一会儿?|待会).{0,6}(?:去|处理|修|安排|到|派|来)|尽快(?:处理|安排|修|去)|接单|已接|我接了|已?到(?:达)?现场了?$|到现场了|(?:分钟|马上|这就|一会儿?)就?到|(?:人员|工人|师傅)已经?(?:过去|出发|到)|已经过去|现在出发|我去(?:看|处理|修)|安排(?:人|工人|师傅)|派人|将(?:会|尽快|于|在)?.{0,8}` + repairedZh + `|会(?:尽快)?.{0,4}` + repairedZh)},
	{kind: IntentAccepted, longest: 24, pattern: regexp.MustCompile(`^(?:好的?|嗯|ok)?[,，\s]*(?:收到|已收到|知道了|明白|了解|接到|受理|已受理)|^👌\s*$|^(?:ok|roger|copy|copy that|got it|received|accepted|accept)[\s.!]*$`)},
	{kind: IntentAccepted, pattern: regexp.MustCompile(`\b(?:on (?:my|our|the) way|i'?m on it|we'?re on it|will (?:fix|handle|check|repair|take)|on it|taking (?:it|this)|working on it|in progress|got it|received|accepted)\b`)},
	{kind: IntentFixed, pattern: regexp.MustCompile(repairedZh)},
	{kind: IntentFixed, pattern: regexp.MustCompile(`\b` + repairedEn + `\b|✅|working again|all good now`)},
	{kind: IntentSatisfied, pattern: regexp.MustCompile(`满意|👍|好评|点赞|\bsatisfied\b|\bhappy with\b|\bthank(?:s| you)\b.*\b(?:fast|quick|great|good)\b|\bgreat job\b|\bwell done\b|^\[(?:强|赞|鼓掌|ok)\]`)},
	{kind: IntentThanks, longest: 16, pattern: regexp.MustCompile(`谢谢|多谢|感谢|辛苦|谢啦|谢了|🙏|^3q$|\bthank(?:s| you)\b|\bthx\b`)},
}

// sayingGate is the gate of the patterns of sayings.
var sayingGate = func() gate {
	var patterns []*regexp.Regexp
	for _, s := range sayings {
		patterns = append(patterns, s.pattern)
	}
	return newGate(patterns)
}()

// repairedWords say that it is repaired.
var repairedWords = regexp.MustCompile(repairedZh + `|\b` + repairedEn + `\b`)

// Politely reports whether an intent is a word of thanks with "it is repaired" in it. A
// reporter is content with that; those who repair it say so to be polite.
func (in Intent) Politely() bool {
	return in.Kind == IntentSatisfied && repairedWords.MatchString(fold(in.Rest))
}

// undone is what sounds like a repair and is its opposite: the lamp 不亮了.
var undone = regexp.MustCompile(`([不没]亮|[不没]通[水电气]?)了`)

// say returns the intent of folded words. A line of many words that only holds
// a saying somewhere is still taken by it, unless the saying is for short lines.
func say(words string, named bool) IntentKind {
	if words = strings.TrimSpace(words); strings.Contains(words, "了") {
		words = undone.ReplaceAllString(words, "$1")
	}
	may := sayingGate.may(words)
	for i, s := range sayings {
		if may>>i&1 == 0 || s.named && !named || s.longest > 0 && utf8.RuneCountInString(words) > s.longest {
			continue
		}
		if s.pattern.MatchString(words) {
			return s.kind
		}
	}
	return IntentNone
}
