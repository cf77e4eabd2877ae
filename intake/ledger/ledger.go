// Package ledger writes tickets as the ledger that neighbourhoods keep on paper
// (居民服务投诉记录簿): who complained, of what, what came of it, who handled it.
// These four columns come first and in this order; ours follow. Nobody is named who
// reported something: a rider is an alias, others are residents.
package ledger

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"snapgrid/intake"
)

// Entry is a ticket with the people around it, as the ledger may name them.
type Entry struct {
	intake.Ticket
	Reporter string // "流动网格员 07", "居民 等3人"
	Handler  string // of the staff: a person, or the unit
}

// Writer writes entries in the order in which they are to stand. It ends with one
// of Close and Drop.
type Writer interface {
	Write(e Entry) error
	// Close completes the ledger: before it nothing is whole.
	Close() error
	// Drop gives up: what was written so far is no ledger.
	Drop() error
}

// Words are the names that a ledger uses.
type Words struct {
	Category func(code string) string
	Unit     func(code string) string
	State    func(t intake.Ticket) string
	Zone     *time.Location
}

// column is one of the ledger's.
type column struct {
	title string
	width float64 // in characters
	value func(w Words, e Entry) string
}

// columns are all of them, those of the paper first.
var columns = []column{
	{"投诉人", 16, func(_ Words, e Entry) string { return e.Reporter }},
	{"投诉问题", 48, func(_ Words, e Entry) string { return oneLine(e.Masked) }},
	{"处理意见及结果", 40, outcome},
	{"经办人", 14, func(_ Words, e Entry) string { return e.Handler }},
	{"编号", 8, func(_ Words, e Entry) string { return strconv.FormatInt(e.N, 10) }},
	{"类别代码", 9, func(_ Words, e Entry) string { return e.Category }},
	{"类别", 16, func(w Words, e Entry) string { return w.Category(e.Category) }},
	{"程度", 10, func(_ Words, e Entry) string { return string(e.Severity) }},
	{"状态", 12, func(_ Words, e Entry) string { return string(e.Status) }},
	{"结局", 10, func(_ Words, e Entry) string { return string(e.Ending) }},
	{"网格", 14, func(_ Words, e Entry) string { return e.Fix.Cell }},
	{"位置", 30, func(_ Words, e Entry) string { return oneLine(e.Fix.Address) }},
	{"纬度", 11, func(_ Words, e Entry) string { return degrees(e, e.Fix.Lat) }},
	{"经度", 11, func(_ Words, e Entry) string { return degrees(e, e.Fix.Lon) }},
	{"误差(米)", 9, radius},
	{"责任单位", 16, func(w Words, e Entry) string { return w.Unit(e.Unit) }},
	{"来源", 10, func(_ Words, e Entry) string { return string(e.Channel) }},
	{"反映时间", 17, func(w Words, e Entry) string { return clock(w, e.OpenedAt) }},
	{"答复期限", 17, func(w Words, e Entry) string { return clock(w, e.DueAt) }},
	{"办结时间", 17, func(w Words, e Entry) string { return clock(w, e.DoneAt) }},
	{"用时(小时)", 10, hours},
	{"评价", 12, func(_ Words, e Entry) string { return string(e.Rating) }},
	{"反映人数", 9, func(_ Words, e Entry) string { return strconv.Itoa(max(e.Voices, 1)) }},
	{"并入", 8, merged},
}

// Values are the cells of an entry, in the order of the [Titles].
func (w Words) Values(e Entry) []string {
	cells := make([]string, len(columns))
	for i, c := range columns {
		cells[i] = c.value(w, e)
	}
	return cells
}

// Titles are the heads of the columns.
func Titles() []string {
	all := make([]string, len(columns))
	for i, c := range columns {
		all[i] = c.title
	}
	return all
}

// outcome is what came of it: how it stands, and what was said of it.
func outcome(w Words, e Entry) string {
	said := oneLine(e.Outcome)
	if said == "" {
		return w.State(e.Ticket)
	}
	return w.State(e.Ticket) + "：" + said
}

func radius(_ Words, e Entry) string {
	if e.Fix.Source == "" {
		return ""
	}
	return strconv.FormatFloat(e.Fix.Radius, 'f', 0, 64)
}

// degrees is a coordinate, WGS-84, to the decimetre; nothing without a position.
func degrees(e Entry, v float64) string {
	if e.Fix.Source == "" {
		return ""
	}
	return strconv.FormatFloat(v, 'f', 6, 64)
}

// hours is how long it took, in hours with one digit: between the two times as the row
// writes them, to the minute, so that a row agrees with itself and is the same when it is
// read and written again.
func hours(_ Words, e Entry) string {
	if e.DoneAt.IsZero() {
		return ""
	}
	return fmt.Sprintf("%.1f", e.DoneAt.Truncate(time.Minute).Sub(e.OpenedAt.Truncate(time.Minute)).Hours())
}

func merged(_ Words, e Entry) string {
	if e.MergedInto == 0 {
		return ""
	}
	return strconv.FormatInt(e.MergedInto, 10)
}

func clock(w Words, at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(w.Zone).Format("2006-01-02 15:04")
}

// oneLine folds the lines of a text.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
