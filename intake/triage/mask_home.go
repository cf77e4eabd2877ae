package triage

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The number of a door, behind a building and an entrance: 3号楼2单元602. Only
// the number is masked, so that people still know which building is meant.
var (
	door = regexp.MustCompile(`(?:单元|号楼|[栋幢座]|[0-9]门|号院)[\s,，]*(?:[0-9]{1,2}\s*[楼层]\s*)?([0-9]{3,4}|[零〇○一二三四五六七八九]{3,4})(\s*(?:室|号房|房间|房|号))?`)

	// room: a number that is said to be that of a room, wherever it stands.
	room = regexp.MustCompile(`(?:^|[^a-z0-9])([0-9]{3,4})\s*室|\b(?:room|rm|apt|apartment|flat)\.?\s*#?\s*([0-9]{1,4}[a-z]?)\b`)

	// dashes: building, entrance and door with dashes between, 12-3-402.
	dashes = regexp.MustCompile(`(?:^|[^0-9a-z-])[0-9]{1,2}-[0-9]{1,2}-([0-9]{3,4})(?:$|[^0-9-])`)
)

// counted is what makes a number behind a building one of something else.
var counted = []string{"年", "月", "元", "块", "米", "平", "度", "分", "天", "岁", "级", "路", "号线", "个", "人", "公里", "斤", "瓦", "多", "吨", "余", "户", "kg", "m", "%"}

// ticketed is what announces a number with dashes that is no door's.
var ticketed = []string{"码", "单号", "编号", "型号", "日期"}

// findHomes finds the numbers of doors in a folded text; at counts its runes.
func findHomes(text string, at []int) []span {
	if !strings.ContainsAny(text, "0123456789零〇○一二三四五六七八九") {
		return nil
	}
	var spans []span
	add := func(from, to int) { spans = append(spans, span{at[from], at[to], secretDoor}) }
	for _, m := range door.FindAllStringSubmatchIndex(text, -1) {
		if m[4] >= 0 || isDoor(text, m[2], m[3]) {
			add(m[2], m[3])
		}
	}
	for _, m := range room.FindAllStringSubmatchIndex(text, -1) {
		if from, to := digitSpan(m); from < to {
			add(from, to)
		}
	}
	for _, m := range dashes.FindAllStringSubmatchIndex(text, -1) {
		first := m[0] + strings.IndexFunc(text[m[0]:], isDigit)
		if !endsWithAny(strings.TrimRight(text[:first], " :,是为"), ticketed) {
			add(m[2], m[3])
		}
	}
	return spans
}

// isDoor says whether a number behind a building, without a word behind it, is
// that of a door: not one of many digits, a price, a year or a size.
func isDoor(text string, from, to int) bool {
	after := strings.TrimLeft(text[to:], " ")
	if next, _ := utf8.DecodeRuneInString(text[to:]); isDigit(next) || !isDigit(rune(text[from])) {
		return false
	}
	for _, word := range counted {
		if strings.HasPrefix(after, word) {
			return false
		}
	}
	return true
}

func endsWithAny(text string, words []string) bool {
	for _, word := range words {
		if strings.HasSuffix(text, word) {
			return true
		}
	}
	return false
}

// surnames are the family names of nearly all people in China.
const surnames = `王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑罗梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蔡蒋余于杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范廖石韦贾夏付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶贺毛郝顾龚邵万钱严覃武戴莫孔向汤柴葛`

var (
	// announced: a name behind a word that announces one.
	announced = regexp.MustCompile(`(我叫|姓名|联系人|收件人|收货人|投诉人|报修人|反映人|当事人|户主|业主|房主)\s*(?:[:：是为]\s*)?([` + surnames + `]\p{Han}{1,2})`)

	// titled: a family name and a title.
	titled = regexp.MustCompile(`[` + surnames + `](?:先生|女士|小姐|太太)`)

	introduced = regexp.MustCompile(`\bmy name is ([a-z]+(?: [a-z]+)?)`)
)

// nameGate is the gate of the patterns of names.
var nameGate = newGate([]*regexp.Regexp{titled, announced, introduced})

// behindName is what may follow a name without a mark between.
var behindName = []string{"电话", "手机", "住", "家", "反映", "投诉", "报", "说", "的", "在", "联系", "身份", "先生", "女士", "三楼", "二楼", "一楼"}

// findNames finds the names of people that are announced as such.
func findNames(text string, at []int) []span {
	if nameGate.may(text) == 0 {
		return nil
	}
	var spans []span
	for _, m := range titled.FindAllStringIndex(text, -1) {
		spans = append(spans, span{at[m[0]], at[m[1]], secretName})
	}
	for _, m := range announced.FindAllStringSubmatchIndex(text, -1) {
		if to := nameEnd(text, m[4], m[5]); to > 0 {
			spans = append(spans, span{at[m[4]], at[to], secretName})
		}
	}
	for _, m := range introduced.FindAllStringSubmatchIndex(text, -1) {
		spans = append(spans, span{at[m[2]], at[m[3]], secretName})
	}
	return spans
}

// nameEnd returns where a name that begins at from ends, 0 if it is none: after
// two or three signs, with a mark, a space or one of a few words behind.
func nameEnd(text string, from, longest int) int {
	for to := longest; to > from; {
		if utf8.RuneCountInString(text[from:to]) < 2 {
			return 0
		}
		next, _ := utf8.DecodeRuneInString(text[to:])
		if to == len(text) || !unicode.Is(unicode.Han, next) {
			return to
		}
		for _, word := range behindName {
			if strings.HasPrefix(text[to:], word) {
				return to
			}
		}
		_, size := utf8.DecodeLastRuneInString(text[from:to])
		to -= size
	}
	return 0
}
