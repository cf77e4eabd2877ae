package ledger

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"snapgrid/intake"
)

// deed is what is done to a trouble.
const deed = `(?:解决|修复|修好|修缮|维修|抢修|检修|处理|处置|办结|办理|完成|清理|清除|清运|清扫|更换|恢复|整改|拆除|疏通|补种|补装|补齐|补好|填平|回填|安装|加装|加固|消除|劝离|劝导|制止|拖走|移走|搬走|修剪|扶正|粉刷|覆盖|关停|撤走|铺设|硬化|落实|到位)`

// said is what the words of an outcome mean; words that deny or ask for a deed come
// before the deed. The last of them in a text tells how it stands.
var said = regexp.MustCompile(`(?P<open>[尚暂还]?[未没][有能曾]?(?:得到)?(?:彻底|完全|全部|按时)?` + deed +
	`|(?:要求|责令|通知|督促|建议|[请让叫]|安排|联系|协调|责成|由)[^，。；,;！!]{0,16}?` + deed +
	`|尚未|暂未|[处办受]理中|(?:施工|维修|整改|协调|核实|联系|推进|进行)中|跟进|跟踪|正在|等待|待[^，。；,;]{0,6}(?:[处办受]理|修|办|解决|核实|派|安排|定|查|协调|回复|答复)|排期|计划|[拟将][于在]|催办` +
	`|^已?(?:上报|派单|登记|受理|转办)[。.！!]?$)` +
	`|(?P<refused>不予受理|不受理|不属实|查无此|不属于?(?:本|我)|不在(?:本|我)(?:社区|辖区|街道))` +
	`|(?P<moved>(?:移交|转交|转至|转给|转由))` +
	`|(?P<explained>(?:无法|不能|难以)` + deed + `|(?:解释|说明|告知)|表示理解)` +
	`|(?P<solved>已经?(?:全部|基本|及时|当场|妥善|于[^，。；,;]{1,12})?` + deed + `|` + deed + `(?:了|好|完|毕|完毕|完成|结束|干净|到位|妥当)` +
	`|修复|修好|修完|办结|完毕|恢复(?:正常|供|通)|换[了好]|更换|清运|清除|填平|回填|拆除|疏通|补种|消除|劝离|拖走|移走|搬走|已办|妥善|修剪|安装)`)

// standing says whether an entry is done, and how it ended. Where neither the words
// nor a day say so it stays open, and that is told: nothing is taken for mended that
// nobody called so.
func (e *entry) standing() error {
	p := &e.paper
	if e.ours() {
		return e.standingOurs()
	}
	ending, open := endingOf(p.Outcome)
	switch {
	case ending != "":
		p.Ending = ending
	case !p.DoneAt.IsZero():
		p.Ending = intake.EndingSolved
		if open {
			e.note("处理意见及结果 says that it goes on, but there is a day on which it was done: taken as done", true)
		}
	case p.Outcome != "" && !open:
		e.note(fmt.Sprintf("处理意见及结果 “%s” does not say whether it is done: kept open", short(p.Outcome)), true)
	}
	e.end()
	return nil
}

// end gives the day of the end: that of the beginning if none is written.
func (e *entry) end() {
	p := &e.paper
	switch {
	case p.Ending == "":
		p.DoneAt = time.Time{}
	case p.DoneAt.IsZero():
		p.DoneAt = p.OpenedAt
	}
}

// standingOurs reads how it stands from our own columns.
func (e *entry) standingOurs() error {
	p := &e.paper
	if _, rest, found := strings.Cut(p.Outcome, "："); found {
		p.Outcome = rest
	} else {
		p.Outcome = ""
	}
	status, ending := intake.Status(e.cell("状态")), intake.Ending(e.cell("结局"))
	switch {
	case !slices.Contains(intake.Statuses(), status):
		return fmt.Errorf("状态 %q: want one of %v", status, intake.Statuses())
	case ending != "" && !slices.Contains(intake.Endings(), ending):
		return fmt.Errorf("结局 %q: want one of %v, or nothing", ending, intake.Endings())
	case status.Open():
		ending = ""
	case ending == "":
		ending = map[intake.Status]intake.Ending{
			intake.StatusRejected: intake.EndingRefused, intake.StatusMerged: intake.EndingDuplicate,
		}[status]
		if ending == "" {
			ending = intake.EndingSolved
		}
	}
	p.Ending = ending
	e.end()
	return nil
}

// endingOf reads how it ended from the words; open if they say that it goes on.
func endingOf(words string) (ending intake.Ending, open bool) {
	all := said.FindAllStringSubmatchIndex(words, -1)
	if len(all) == 0 {
		return "", false
	}
	last := all[len(all)-1]
	for i, name := range said.SubexpNames() {
		if name != "" && last[2*i] >= 0 {
			if name == "open" {
				return "", true
			}
			return intake.Ending(name), false
		}
	}
	return "", false
}

// short is the beginning of words for a message.
func short(words string) string {
	runes := []rune(oneLine(words))
	if len(runes) > 20 {
		return string(runes[:20]) + "…"
	}
	return string(runes)
}
