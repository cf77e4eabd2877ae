package ledger

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// field is a column that can be read.
type field struct {
	name   string   // ours
	others []string // by which people know it
	paper  bool     // one of the four of the paper, which have to be there
}

// fields are all of them; what is not among them is left out, and told of.
var fields = []*field{
	{"投诉人", []string{"投诉人姓名", "反映人", "诉求人", "来访人", "来电人", "姓名"}, true},
	{"投诉问题", []string{"反映问题", "投诉内容", "问题", "问题描述", "诉求内容", "投诉事项"}, true},
	{"处理意见及结果", []string{"处理意见和结果", "处理意见", "处理结果", "办理结果", "处理情况", "办理情况"}, true},
	{"经办人", []string{"承办人", "处理人", "办理人", "负责人", "经手人"}, true},
	{"反映时间", []string{"投诉时间", "投诉日期", "反映日期", "登记时间", "登记日期", "受理时间", "受理日期", "来访时间", "日期", "时间"}, false},
	{"办结时间", []string{"办结日期", "完成时间", "完成日期", "处理时间", "处理日期", "解决时间"}, false},
	{"位置", []string{"地点", "地址", "问题地点", "发生地点"}, false},
	{"编号", nil, false},
	{"类别代码", nil, false},
	{"程度", nil, false},
	{"状态", nil, false},
	{"结局", nil, false},
	{"纬度", nil, false},
	{"经度", nil, false},
	{"误差(米)", nil, false},
	{"责任单位", []string{"责任部门", "承办单位"}, false},
	{"评价", nil, false},
	{"反映人数", nil, false},
	{"并入", nil, false},
}

// told are our columns that follow from others.
var told = []string{"类别", "网格", "来源", "答复期限", "用时(小时)"}

// headerRows is how far down the titles may stand: a ledger has a headline.
const headerRows = 20

// header finds the titles of the columns. A year in the headline counts for the days
// that name none.
func (r *reader) header() error {
	var closest, missing []string
	for range headerRows {
		cells, err := r.lines.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		found, without := columnsOf(cells)
		if len(without) == 0 {
			r.settle(found, cells)
			return nil
		}
		if closest == nil || len(without) < len(missing) {
			closest, missing = cells, without
		}
		r.headline(cells)
	}
	return fmt.Errorf("there is no column %s: the first row has to name the columns 投诉人, 投诉问题, 处理意见及结果, 经办人, in any order; found: %s",
		strings.Join(missing, ", "), strings.Join(closest, ", "))
}

// columnsOf finds which column is which, and which of the four are missing.
func columnsOf(cells []string) (found map[int]*field, missing []string) {
	found, taken := map[int]*field{}, map[*field]bool{}
	for i, cell := range cells {
		if f := fieldOf(cell); f != nil && !taken[f] {
			found[i], taken[f] = f, true
		}
	}
	for _, f := range fields {
		if f.paper && !taken[f] {
			missing = append(missing, f.name)
		}
	}
	return found, missing
}

// fieldOf finds a column by its title, our own name first.
func fieldOf(title string) *field {
	title = titleOf(title)
	for _, f := range fields {
		if titleOf(f.name) == title {
			return f
		}
	}
	for _, f := range fields {
		for _, other := range f.others {
			if other == title {
				return f
			}
		}
	}
	return nil
}

// titleOf is a title without what people put between and around its characters.
func titleOf(cell string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\t', '\n', '\r', '　', '\u00a0', '\ufeff', '*', ':', '：', '（', '）', '(', ')':
			return -1
		}
		return r
	}, cell)
}

// settle takes over the columns, and tells of those that are not known.
func (r *reader) settle(found map[int]*field, cells []string) {
	r.at = map[string]int{}
	for i, cell := range cells {
		switch f := found[i]; {
		case f != nil:
			r.at[f.name] = i
		case titleOf(cell) != "" && !isTold(cell):
			r.note(fmt.Sprintf("the column %s is not known, or there twice, and is left out", tidy(cell)), true)
		}
	}
}

func isTold(title string) bool {
	for _, t := range told {
		if titleOf(t) == titleOf(title) {
			return true
		}
	}
	return false
}

var headlineYear = regexp.MustCompile(`(?:^|[^0-9])((?:19|20)[0-9]{2})\s*年?`)

func (r *reader) headline(cells []string) {
	for _, c := range cells {
		if m := headlineYear.FindStringSubmatch(c); m != nil && r.Year == 0 {
			r.Year, _ = strconv.Atoi(m[1]) // four digits
		}
	}
}
