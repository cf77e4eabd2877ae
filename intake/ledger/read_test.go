package ledger_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"snapgrid/intake"
	"snapgrid/intake/ledger"
)

func options() ledger.Options {
	return ledger.Options{
		Zone: words.Zone, Now: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC),
		Category: func(code string) bool { return code == "E0401" },
		Unit:     func(name string) (string, bool) { return "shizheng", name == "区市政处" },
	}
}

// read reads bytes as a ledger.
func read(t testing.TB, data []byte, o ledger.Options) ([]intake.Paper, ledger.Result, error) {
	t.Helper()
	name := filepath.Join(t.TempDir(), "ledger")
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var all []intake.Paper
	result, err := ledger.Read(file, o, func(p intake.Paper) error {
		all = append(all, p)
		return nil
	})
	return all, result, err
}

const paperLedger = `居民服务投诉记录簿,2024年,,,
日期,经办人,处理意见及结果,投诉问题,投诉人
3月1日,周斌,3月5日已更换灯泡,"路灯不亮，张三说
黑得很",张三 13812345678
同上,王敏,,井盖不见了,李阿姨
,,联系物业看看,楼道堆物,3号楼居民
12月30日,王敏,正在处理,漏水,陈静
1月3日,王敏,已清运,垃圾没人清,匿名
`

// TestReadPaper reads the same ledger in all the ways in which programs write it.
func TestReadPaper(t *testing.T) {
	t.Parallel()
	encoded := func(e encoding.Encoding) []byte {
		data, err := e.NewEncoder().Bytes([]byte(paperLedger))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	files := map[string][]byte{
		"utf-8": []byte(paperLedger), "with a mark": []byte("\ufeff" + paperLedger), "crlf": []byte(strings.ReplaceAll(paperLedger, "\n", "\r\n")),
		"gb18030": encoded(simplifiedchinese.GB18030), "utf-16": encoded(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)),
		"tabs": []byte(strings.ReplaceAll(paperLedger, ",", "\t")), "xlsx": workbook(t),
	}
	keys := map[string]string{}
	for name, data := range files {
		all, result, err := read(t, data, options())
		if err != nil || len(all) != 5 || result.Entries != 5 {
			t.Fatalf("%s: %d entries, %v %v", name, len(all), result, err)
		}
		lamp := all[0]
		if lamp.Reporter != "张**" || strings.Contains(fmt.Sprint(lamp), "张三") || lamp.Handler != "周斌" || lamp.Ending != intake.EndingSolved || !lamp.DoneAt.Equal(lamp.OpenedAt) {
			t.Errorf("%s: %+v", name, lamp)
		}
		var days, endings []string
		for _, p := range all {
			days, endings = append(days, p.OpenedAt.In(words.Zone).Format("060102")), append(endings, string(p.Ending))
		}
		if got := strings.Join(days, " "); got != "240301 240301 240301 241230 250103" {
			t.Errorf("%s: days %s", name, got)
		}
		if got := strings.Join(endings, " "); got != "solved    solved" {
			t.Errorf("%s: endings %q", name, got)
		}
		if len(result.Faults) != 1 || !result.Faults[0].Kept || !strings.Contains(result.Faults[0].Text, "does not say whether it is done") {
			t.Errorf("%s: %v", name, result.Faults)
		}
		for i, p := range all {
			if at := fmt.Sprint(i); name != "crlf" && keys[at] != "" && keys[at] != p.Key {
				t.Errorf("%s: entry %d has another key", name, i)
			} else if name != "crlf" {
				keys[at] = p.Key
			}
		}
	}
}

// workbook is the ledger as Excel keeps it, on a second sheet, with a day as a number.
func workbook(t *testing.T) []byte {
	t.Helper()
	file := excelize.NewFile()
	defer file.Close()
	if _, err := file.NewSheet("台账"); err != nil {
		t.Fatal(err)
	}
	rows := [][]any{
		{"居民服务投诉记录簿", "2024年"},
		{"日期", "经办人", "处理意见及结果", "投诉问题", "投诉人"},
		{45352, "周斌", "3月5日已更换灯泡", "路灯不亮，张三说\n黑得很", "张三 13812345678"},
		{"同上", "王敏", "", "井盖不见了", "李阿姨"},
		{"", "", "联系物业看看", "楼道堆物", "3号楼居民"},
		{"12月30日", "王敏", "正在处理", "漏水", "陈静"},
		{"1月3日", "王敏", "已清运", "垃圾没人清", "匿名"},
	}
	for i, cells := range rows {
		if err := file.SetSheetRow("台账", fmt.Sprintf("A%d", i+1), &cells); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := file.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestDays(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"2024-03-01": "2024-03-01 00:00", "2024/3/1": "2024-03-01 00:00", "2024.3.1": "2024-03-01 00:00", "24.3.1": "2024-03-01 00:00",
		"2024年3月1日": "2024-03-01 00:00", "２０２４年３月１日": "2024-03-01 00:00", "二〇二四年三月一日": "2024-03-01 00:00", "2024年十二月二十五日": "2024-12-25 00:00",
		"20240301": "2024-03-01 00:00", "2024-03-01 14:30": "2024-03-01 14:30", "2024/3/1 14:30:59": "2024-03-01 14:30", "2024年3月1日 下午3点": "2024-03-01 15:00",
		"2024年3月1日晚上8点半": "2024-03-01 20:30", "2024-3-1 上午9时20分": "2024-03-01 09:20", "2024年3月1日（星期五）": "2024-03-01 00:00", "3月1日": "2025-03-01 00:00",
		"45352": "2024-03-01 00:00", "45352.604166667": "2024-03-01 14:30", "2024-03-01T06:30:00Z": "2024-03-01 14:30", "2024年3月1日上午": "2024-03-01 09:00",
		"13月4日": "", "2024-02-30": "", "3/1/2024": "", "昨天": "", "2027-01-01": "", "1024-01-01": "", "2024-03-01 25:00": "", "99999": "", "三月": "",
	} {
		o := options()
		o.Year = 2025
		all, result, err := read(t, []byte("反映时间,投诉人,投诉问题,处理意见及结果,经办人\n"+text+",甲,路灯坏了,,\n"), o)
		switch {
		case err != nil:
			t.Errorf("%s: %v", text, err)
		case want == "" && (len(all) != 0 || len(result.Faults) != 1 || result.Faults[0].Line != 2):
			t.Errorf("%s: was read as %v, %v", text, all, result.Faults)
		case want != "" && (len(all) != 1 || all[0].OpenedAt.In(words.Zone).Format("2006-01-02 15:04") != want):
			t.Errorf("%s: %v, %v, want %s", text, all, result.Faults, want)
		}
	}
}

func TestHowItStands(t *testing.T) {
	t.Parallel()
	for said, want := range map[string]string{
		"": "open", "处理中": "open", "正在处理": "open", "未解决": "open", "尚未修复": "open", "联系物业处理": "open", "要求商户三日内整改": "open", "已派单": "open",
		"待物业回复": "open", "看过了": "?", "好": "?",
		"已解决": "solved", "已修复": "solved", "当日修复": "solved", "换了灯泡": "solved", "联系物业，已更换": "solved", "处理完毕": "solved", "已于3月5日清理干净": "solved",
		"正在处理，3月5日已修好": "solved", "已完成": "solved", "劝离": "solved",
		"无法解决，已向居民解释": "explained", "已告知居民走法律途径": "explained", "不属于本社区管辖": "refused", "不予受理": "refused", "移交市政处": "moved", "转至城管局处理": "moved",
	} {
		all, result, err := read(t, []byte("投诉人,投诉问题,处理意见及结果,经办人\n甲,路灯坏了,"+said+",乙\n"), options())
		if err != nil || len(all) != 1 {
			t.Fatalf("%s: %v %v", said, result, err)
		}
		got := string(all[0].Ending)
		if got == "" {
			got = map[bool]string{true: "?", false: "open"}[len(result.Faults) > 0]
		}
		if got != want {
			t.Errorf("%s: %s, want %s", said, got, want)
		}
	}
}

func TestDisguise(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"张三": "张**", "张三 13812345678": "张**", "欧阳修": "欧**", "Li Lei": "L**", "": "居民", "13812345678": "居民", "居民": "居民", "居民 等3人": "居民",
		"流动网格员 07": "流动网格员", "匿名": "匿名", "3号楼居民": "居民", "幸福小区": "居民", "工作人员代报": "工作人员代报",
	} {
		if got := ledger.Disguise(name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

// TestWrongLedgers says what to do; the other lines are read.
func TestWrongLedgers(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                                 "empty",
		"a,b\n1,2\n":                       "投诉人, 投诉问题, 处理意见及结果, 经办人",
		"投诉人,投诉问题,经办人\n":                   "there is no column 处理意见及结果",
		"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": ".xls",
		"PK\x03\x04 and no more":           "no workbook",
	} {
		if all, _, err := read(t, []byte(text), options()); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v %v, want %q", text, all, err, want)
		}
	}
	all, result, err := read(t, []byte(`投诉人,投诉问题,处理意见及结果,经办人,反映时间,办结时间,类别代码,责任单位,纬度,经度
甲,,已解决,乙,2024-03-01,,,,,
甲,灯坏了,已解决,乙,某天,2024-03-01,X1,,100,
甲,灯坏了,已解决,乙,2024-03-02,2024-03-01,,,,
甲,路塌了,,乙,2024-03-02,,E0401,没有这家,34.5,108.9
`), options())
	if err != nil || len(all) != 1 || all[0].Category != "E0401" || all[0].Place == nil || all[0].Unit != "shizheng" {
		t.Fatalf("%+v %v", all, err)
	}
	var told strings.Builder
	for _, f := range result.Faults {
		fmt.Fprintln(&told, f)
	}
	for _, want := range []string{"line 2: 投诉问题 is empty", "line 3: 反映时间", "类别代码 \"X1\"", "degrees such as", "line 4: 办结时间 2024-03-01 00:00 is before", "line 5: 责任单位 没有这家"} {
		if !strings.Contains(told.String(), want) {
			t.Errorf("want %q in\n%s", want, told.String())
		}
	}
	stop := errors.New("stop")
	file, err := os.CreateTemp(t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if _, err := file.WriteString(paperLedger); err != nil {
		t.Fatal(err)
	}
	if _, err := file.Seek(0, 0); err != nil {
		t.Fatal(err)
	}
	if _, err := ledger.Read(file, options(), func(intake.Paper) error { return stop }); !errors.Is(err, stop) {
		t.Error(err)
	}
}

// TestReadOurOwn reads what was written: nothing changes but who reported it.
func TestReadOurOwn(t *testing.T) {
	t.Parallel()
	for name, begin := range map[string]func(out *bytes.Buffer) (ledger.Writer, error){
		"csv":     func(out *bytes.Buffer) (ledger.Writer, error) { return ledger.NewCSV(out, words, ledger.UTF8) },
		"gb18030": func(out *bytes.Buffer) (ledger.Writer, error) { return ledger.NewCSV(out, words, ledger.GB18030) },
		"xlsx":    func(out *bytes.Buffer) (ledger.Writer, error) { return ledger.NewXLSX(out, words) },
	} {
		written := entries()
		written[1].Status = intake.StatusReported
		var out bytes.Buffer
		book, err := begin(&out)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range written {
			if err := book.Write(e); err != nil {
				t.Fatal(err)
			}
		}
		if err := book.Close(); err != nil {
			t.Fatal(err)
		}
		all, result, err := read(t, out.Bytes(), options())
		if err != nil || len(all) != 2 || len(result.Faults) != 0 {
			t.Fatalf("%s: %v %v", name, result, err)
		}
		p, want := all[0], written[0]
		if p.N != want.N || p.Outcome != want.Outcome || p.Ending != want.Ending || p.Category != want.Category || p.Severity != want.Severity || p.Unit != want.Unit ||
			!p.OpenedAt.Equal(want.OpenedAt) || !p.DoneAt.Equal(want.DoneAt.Truncate(time.Minute)) || p.Place.Point != want.Fix.Point || p.Place.Radius != 80 || p.Voices != 2 || p.Handler != "周斌" || p.Reporter != "流动网格员" {
			t.Errorf("%s: %+v", name, p)
		}
		if all[1].Words != written[1].Masked || all[1].Ending != "" || all[1].Place != nil {
			t.Errorf("%s: %+v", name, all[1])
		}
	}
}

// FuzzRead gives anything to the reader: it never panics, and what it hands on is
// worded and dated.
func FuzzRead(f *testing.F) {
	f.Add([]byte(paperLedger))
	f.Add([]byte("投诉人\t投诉问题\t处理意见及结果\t经办人\t反映时间\t状态\t结局\t编号\n=1\t'=2\t：\t\t45352.5\tclosed\tsolved\t1\n"))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) {
		o := options()
		o.Year = 2024
		all, _, err := read(t, data, o)
		for _, p := range all {
			if err == nil && (p.Words == "" || p.OpenedAt.IsZero() || p.OpenedAt.After(o.Now) || p.Key == "" || p.Ending != "" && p.DoneAt.IsZero() || p.Ending == "" && !p.DoneAt.IsZero()) {
				t.Errorf("%+v", p)
			}
		}
	})
}
