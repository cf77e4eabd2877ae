package geotag

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// NamesPlace reports whether words speak of a place at all, known or not:
// "书院路有个坑", "3号楼下", "on Mill Street". It is a light grammar and rather
// finds a place too many than one too few; "路上有个坑" names none.
func NamesPlace(said string) bool {
	w := assemble(said, letters(said)) // numbers as they were written
	return strongPlace.MatchString(w.plain) || plainPosition.MatchString(w.plain) ||
		englishPlace.MatchString(w.original) || namesRoad([]rune(w.plain))
}

var (
	// strongPlace holds words that name a place wherever they stand, if only
	// something stands before them.
	strongPlace = regexp.MustCompile(`\p{Han}(?:大道|大街|小区|社区|街道|广场|学校|小学|中学|大学|幼儿园|技校|学院|医院|卫生院|诊所|` +
		`公园|花园|家园|新村|新苑|雅苑|公寓|家属院|大院|大厦|大楼|写字楼|商场|商城|超市|菜场|市场|宾馆|酒店|饭店|小吃街|步行街|` +
		`派出所|街道办|街办|居委会|村委会|政府|办事处|驿站|车站|地铁站|地铁口|公交站|站台|停车场|加油站|收费站|立交|高架|隧道|` +
		`园区|工业区|工业园|开发区|商贸城|菜市|渡口|码头|水库|水塔|变电站|消防站|中转站|垃圾站|公厕|` +
		`地下通道|天桥|大桥|十字|交叉口|路口|巷口|街口|盘道|环岛|转盘|中心|河边|河畔|南岸|北岸|工地|厂房|车库|` +
		`(?:东|南|西|北|正|大|校|院|区|园|店|站|厂)门)|` +
		`\d+(?:号楼|号院|栋|幢|单元|弄|号门)|门口|地铁[口站]|公交站|[东南西北]门[口外]|楼道|[a-z\d]口|` +
		`[a-z]路口|[路街巷道]\d+号|k\d+\+\d+`)
	// plainPosition is coordinates and open location codes.
	plainPosition = regexp.MustCompile(`\d{1,3}\.\d{3,}\s*[,;]\s*\d{1,3}\.\d{3,}|[东北]经|北纬|(?:^|[^0-9a-z])[23456789cfghjmpqrvwx]{4,8}\+[23456789cfghjmpqrvwx]{2,3}`)
	// englishPlace is a named street or spot in English.
	englishPlace = regexp.MustCompile(`(?i)\b(?:on|at|in|near|along|opposite|outside|behind|by|beside|under|from|in front of|next to|across from|corner of)\s+(?:the\s+)?(?:[\w'.-]+\s+){0,4}` +
		`(?:street|st|road|rd|avenue|ave|lane|ln|alley|boulevard|blvd|highway|bridge|square|plaza|market|school|hospital|station|park|gate|stop|crossing|intersection|crossroads|junction|corner|mall|library|church|shop|store|building|block|entrance|underpass|tunnel|roundabout|compound|community)\b` +
		`|\b[A-Z][\w'-]*\s+(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Alley|Boulevard|Blvd|Bridge|Square)\b|\b(?:\d+\s+)[a-z'-]+\s+(?:street|road|avenue|lane)\b`)
)

// namesRoad looks for "某某路", "某某街", "某某巷", "某某桥", "某某村": an ending
// with a name of two characters before it.
func namesRoad(text []rune) bool {
	for i, r := range text {
		if i < 2 || !strings.ContainsRune("路街巷弄桥村道里坊", r) {
			continue
		}
		a, b := text[i-2], text[i-1]
		if !unicode.Is(unicode.Han, a) || !unicode.Is(unicode.Han, b) {
			continue
		}
		if strings.ContainsRune(noName, a) || strings.ContainsRune(noName, b) ||
			slices.Contains(noRoads, string(text[i-1:i+1])) {
			continue
		}
		if i+1 < len(text) && slices.Contains(noRoads, string(text[i:i+2])) {
			continue
		}
		if strings.ContainsRune("道里", r) {
			continue
		}
		return true
	}
	return false
}

// noName holds characters that no name of a road has: words of grammar.
const noName = "的了在是把被有个这那和就都也还又去到从往过没不很吗呢吧啊么什怎哪你我他她它们谁请给跟让要会能想说看走跑开"

// noRoads are words that only look like the end of a name.
var noRoads = []string{
	"马路", "公路", "道路", "铁路", "网路", "电路", "水路", "管路", "线路", "一路", "修路", "赶路", "问路", "带路", "挡路",
	"堵路", "占路", "半路", "绕路", "迷路", "上路", "大路", "小路", "条路", "段路", "思路", "出路", "退路", "门路", "套路",
	"老路", "近路", "路灯", "路面", "路况", "路由", "路费", "路牌", "路障", "路沿", "路基", "路人", "路子", "路程", "路线",
	"路途", "路标", "路边", "路上", "路段", "逛街", "上街", "条街", "街上", "满街", "全村", "农村", "各村", "村里", "村民",
	"弄得", "弄个", "弄好", "弄坏", "弄到", "弄丢", "弄死", "搭桥", "架桥",
}
