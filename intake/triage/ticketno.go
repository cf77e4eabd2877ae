package triage

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// ticketNumber finds #12, ＃12, # 12, 12号工单, 工单12, 工单号：12, ticket 12.
// Groups: the digits behind a hash, else the others.
var ticketNumber = regexp.MustCompile(`(?i)[#＃]\s{0,2}([0-9０-９]{1,18})|([0-9０-９]{1,18})\s?号?工单|工单编?号?\s?[:：]?\s?([0-9０-９]{1,18})|\btickets?\s(?:no\.?\s?)?([0-9０-９]{1,18})`)

// house is what may stand behind the number of a building: 12#楼 is no ticket,
// and neither is #12楼, #3单元.
var house = regexp.MustCompile(`^(?:[-—~至到][0-9０-９]+)?\s*号?\s*(?:楼|栋|幢|座|单元|室|层|门|院|弄|宿舍|公寓|商铺|厂房|房|线|出口|口|井|泵|机)`)

// bus is what makes a number that of a bus: #1 路公交, #12路车.
var bus = regexp.MustCompile(`^\s*路\s*(?:公交|公共汽车|公车|大巴|电车|首班|末班|车(?:$|[^位道辆]))`)

// inside is what makes a building's word, with a space before it, the place in
// a ticket: #12 楼道灯.
var inside = regexp.MustCompile(`^\s+(?:楼道|楼梯|楼上|楼下|楼顶|楼前|楼后|门口|院子|院里|房子|机动车|线缆|线路|线头|井盖|路|口子)`)

// takeNumbers returns the tickets that are named in the text, in order and each
// once, and the text without them.
func takeNumbers(text string) ([]int64, string) {
	var numbers []int64
	var rest strings.Builder
	last := 0
	for _, m := range ticketNumber.FindAllStringSubmatchIndex(text, -1) {
		from, to := digitSpan(m)
		n := number(text[from:to])
		if n == 0 || !endsHere(text, to) || m[2] >= 0 && !namesTicket(text, m[0], to) || m[0] < last {
			continue
		}
		if !slices.Contains(numbers, n) {
			numbers = append(numbers, n)
		}
		rest.WriteString(text[last:m[0]])
		rest.WriteByte(' ')
		last = m[1]
		if m[2] >= 0 {
			last += len(wordTail(text[last:]))
		}
	}
	rest.WriteString(text[last:])
	if len(numbers) == 0 {
		return nil, text
	}
	return numbers, strings.Trim(rest.String(), " \t\n,，:：、;；")
}

// digitSpan returns where the digits of a match are.
func digitSpan(m []int) (from, to int) {
	for i := 2; i < len(m); i += 2 {
		if m[i] >= 0 {
			return m[i], m[i+1]
		}
	}
	return m[0], m[1]
}

// endsHere is false where the digits go on, or are those of a decimal.
func endsHere(text string, to int) bool {
	r, size := utf8.DecodeRuneInString(text[to:])
	if isDigit(foldRune(r)) {
		return false
	}
	next, _ := utf8.DecodeRuneInString(text[to+size*btoi(to < len(text)):])
	return !((r == '.' || r == '-' || r == '#' || r == '＃') && isDigit(foldRune(next)))
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// namesTicket says whether a hash with a number is a ticket, not a building, a
// bus or a topic.
func namesTicket(text string, hash, to int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:hash])
	before = foldRune(before)
	if isDigit(before) || before >= 'a' && before <= 'z' || before == '&' || before == '/' || before == '#' {
		return false
	}
	after := text[to:]
	if strings.HasPrefix(strings.TrimLeft(after, " "), "号工单") {
		return true
	}
	if bus.MatchString(after) || house.MatchString(after) && !inside.MatchString(after) {
		return false
	}
	return !closesTopic(after)
}

// topicEnd closes a topic as microblogs write it: #2026新年快乐#.
var topicEnd = regexp.MustCompile(`^[^\s#＃]{1,30}[#＃](?:[^0-9０-９]|$)`)

func closesTopic(after string) bool { return topicEnd.MatchString(after) }

// wordTail is what belongs to a number with a hash: 号工单, 工单, 号.
func wordTail(after string) string {
	for _, tail := range []string{"号工单", "工单", "号"} {
		if strings.HasPrefix(after, tail) {
			return tail
		}
	}
	return ""
}
