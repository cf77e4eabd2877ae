package ledger

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// How people write days: 2024-03-01, 2024年3月1日, 24.3.1, 20240301, 3月1日, each with
// an hour behind it if they like; and the number that a spreadsheet keeps.
var (
	longDay    = regexp.MustCompile(`^([0-9]{4}|[0-9]{2})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*[日号]?(\D.*)?$`)
	compactDay = regexp.MustCompile(`^((?:19|20)[0-9]{2})([0-9]{2})([0-9]{2})(\D.*)?$`)
	shortDay   = regexp.MustCompile(`^()([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*[日号]?(\D.*)?$`)
	serialDay  = regexp.MustCompile(`^[0-9]{5}(?:\.[0-9]+)?$`)
	hourOfDay  = regexp.MustCompile(`^(?:T|,|，)?\s*(凌晨|早上|早晨|上午|中午|下午|傍晚|晚上|晚)?\s*(?:([0-9]{1,2})\s*(?:[:点时]\s*([0-9]{1,2}|半)?\s*分?(?::[0-9]{1,2})?))?$`)
	weekday    = regexp.MustCompile(`[（(]?(?:星期|周|礼拜)[一二三四五六日天][）)]?`)
)

// day reads a day, with or without an hour.
func (r *reader) day(text string) (time.Time, error) {
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		return r.believed(at.UTC(), text)
	}
	plain := strings.TrimSpace(digits(weekday.ReplaceAllString(text, " ")))
	if serialDay.MatchString(plain) {
		return r.serial(plain, text)
	}
	for _, form := range []*regexp.Regexp{longDay, compactDay, shortDay} {
		m := form.FindStringSubmatch(plain)
		if m == nil {
			continue
		}
		hour, minute, ok := hourOf(m[4])
		month, day := whole(m[2]), whole(m[3])
		year, err := r.year(m[1], time.Month(month))
		if err != nil {
			return time.Time{}, err
		}
		at := time.Date(year, time.Month(month), day, hour, minute, 0, 0, r.Zone)
		if !ok || at.Day() != day || int(at.Month()) != month {
			break
		}
		return r.believed(at.UTC(), text)
	}
	return time.Time{}, unreadable(text)
}

func unreadable(text string) error {
	return fmt.Errorf("%q is no day that can be read: write 2024-03-01, or 2024-03-01 14:30", text)
}

// whole is a number of a few digits.
func whole(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return n
}

// serial reads a day as a spreadsheet keeps it: in days since 1899-12-30.
func (r *reader) serial(number, text string) (time.Time, error) {
	days, err := strconv.ParseFloat(number, 64)
	if err != nil {
		return time.Time{}, unreadable(text)
	}
	at, err := excelize.ExcelDateToTime(days, false)
	if err != nil {
		return time.Time{}, unreadable(text)
	}
	at = at.Round(time.Minute)
	return r.believed(time.Date(at.Year(), at.Month(), at.Day(), at.Hour(), at.Minute(), 0, 0, r.Zone).UTC(), text)
}

// year is the year of a day. One that is not written is that of the line above, or
// the next one where a January follows a December.
func (r *reader) year(written string, month time.Month) (int, error) {
	switch {
	case len(written) == 2:
		return 2000 + whole(written), nil
	case written != "":
		return whole(written), nil
	case !r.last.IsZero():
		last := r.last.In(r.Zone)
		if last.Month()-month > 6 {
			return last.Year() + 1, nil
		}
		return last.Year(), nil
	case r.Year != 0:
		return r.Year, nil
	}
	return 0, fmt.Errorf("the day has no year: write it, or give --year")
}

// believed refuses a day that can not be.
func (r *reader) believed(at time.Time, text string) (time.Time, error) {
	switch {
	case at.After(r.Now):
		return at, fmt.Errorf("%q is still to come: correct it", text)
	case at.Year() < 1990:
		return at, fmt.Errorf("%q is too long ago: correct it", text)
	}
	return at, nil
}

// hourOf reads the hour behind a day; nothing is midnight.
func hourOf(text string) (hour, minute int, ok bool) {
	m := hourOfDay.FindStringSubmatch(strings.TrimSpace(text))
	if m == nil {
		return 0, 0, false
	}
	part := map[string]int{"早上": 8, "早晨": 8, "上午": 9, "中午": 12, "下午": 15, "傍晚": 18, "晚上": 20, "晚": 20}
	if m[2] == "" {
		return part[m[1]], 0, true
	}
	hour = whole(m[2])
	if part[m[1]] >= 12 && hour < 12 && !(m[1] == "中午" && hour >= 10) {
		hour += 12
	}
	if minute = whole(m[3]); m[3] == "半" {
		minute = 30
	}
	return hour, minute, hour < 24 && minute < 60
}

// digits writes the numbers of a text in plain digits: full-width ones, and Chinese
// ones such as 二〇二四 and 二十六.
func digits(text string) string {
	var out strings.Builder
	var said []rune
	flush := func() {
		if len(said) > 0 {
			out.WriteString(number(said))
		}
		said = said[:0]
	}
	for _, r := range text {
		switch {
		case strings.ContainsRune("〇零○一二三四五六七八九十", r):
			said = append(said, r)
			continue
		case r >= '０' && r <= '９':
			r += '0' - '０'
		case r == '：':
			r = ':'
		case r == '．' || r == '。' || r == '、':
			r = '.'
		case r == '／':
			r = '/'
		case r == '－' || r == '—' || r == '–':
			r = '-'
		}
		flush()
		out.WriteRune(r)
	}
	flush()
	return out.String()
}

var values = map[rune]int{'〇': 0, '零': 0, '○': 0, '一': 1, '二': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9}

// number writes one Chinese number in digits: 二〇二四 digit by digit, 二十六 as it
// counts.
func number(said []rune) string {
	ten := strings.IndexRune(string(said), '十')
	if ten < 0 {
		var out strings.Builder
		for _, r := range said {
			out.WriteString(strconv.Itoa(values[r]))
		}
		return out.String()
	}
	tens, ones, _ := strings.Cut(string(said), "十")
	n := 10
	if tens != "" {
		n = 10 * whole(number([]rune(tens)))
	}
	if ones != "" {
		n += whole(number([]rune(ones)))
	}
	return strconv.Itoa(n)
}
