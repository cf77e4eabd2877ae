package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"snapgrid/geotag"
	"snapgrid/intake"
)

// entry is one line that is read.
type entry struct {
	*reader
	cells []string
	paper intake.Paper
}

// The longest that a line may say, in bytes.
const longestWords = 8 << 10

// cell is what a column says; "" if there is no such column.
func (e *entry) cell(name string) string {
	i, ok := e.at[name]
	if !ok || i >= len(e.cells) {
		return ""
	}
	return tidy(e.cells[i])
}

// tidy is a cell without what spreadsheets put around it: space, and the mark that
// keeps words from being taken for a formula.
func tidy(cell string) string {
	cell = strings.TrimSpace(strings.ReplaceAll(strings.ToValidUTF8(cell, ""), "\x00", ""))
	if len(cell) > 1 && cell[0] == '\'' && strings.ContainsRune("=+-@", rune(cell[1])) {
		return cell[1:]
	}
	return cell
}

// read reads the line; all that is wrong with it is one error.
func (e *entry) read() (intake.Paper, error) {
	p := &e.paper
	name := e.cell("投诉人")
	p.Reporter = Disguise(name)
	p.Words = withoutName(e.cell("投诉问题"), name)
	p.Outcome = withoutName(e.cell("处理意见及结果"), name)
	p.Handler = e.cell("经办人")
	p.Address = withoutName(e.cell("位置"), name)
	var faults []error
	switch {
	case strings.ContainsRune(strings.Join(e.cells, ""), '\ufffd'):
		faults = append(faults, errors.New("characters that are neither UTF-8 nor GB18030: save the file again as “CSV UTF-8”"))
	case p.Words == "":
		faults = append(faults, errors.New("投诉问题 is empty: write what it is about"))
	case len(p.Words)+len(p.Outcome) > longestWords || len(p.Handler) > 200:
		faults = append(faults, fmt.Errorf("more than %d bytes of words: shorten them", longestWords))
	}
	for _, read := range []func() error{e.days, e.standing, e.number, e.class, e.place} {
		if err := read(); err != nil {
			faults = append(faults, err)
		}
	}
	p.Key = e.key()
	return *p, join(faults)
}

// join puts what is wrong with a line into one line.
func join(faults []error) error {
	if len(faults) == 0 {
		return nil
	}
	words := make([]string, len(faults))
	for i, f := range faults {
		words[i] = f.Error()
	}
	return errors.New(strings.Join(words, "; "))
}

// days reads when it was reported, and when it was done. A day that is left empty is
// that of the line above; a ledger without days is one of today.
func (e *entry) days() error {
	p := &e.paper
	text := e.cell("反映时间")
	switch {
	case (text == "" || text == "同上" || text == "〃") && e.last.IsZero():
		p.OpenedAt = e.Now
	case text == "" || text == "同上" || text == "〃":
		p.OpenedAt = e.last
	default:
		at, err := e.day(text)
		if err != nil {
			return fmt.Errorf("反映时间: %w", err)
		}
		p.OpenedAt, e.last = at, at
	}
	if text = e.cell("办结时间"); text == "" {
		return nil
	}
	at, err := e.day(text)
	switch {
	case err != nil:
		return fmt.Errorf("办结时间: %w", err)
	case at.Before(p.OpenedAt) && sameDay(at, p.OpenedAt, e.Zone):
		at = p.OpenedAt
	case at.Before(p.OpenedAt):
		return fmt.Errorf("办结时间 %s is before 反映时间 %s: correct one of them", clock(Words{Zone: e.Zone}, at), clock(Words{Zone: e.Zone}, p.OpenedAt))
	}
	p.DoneAt = at
	return nil
}

func sameDay(a, b time.Time, zone *time.Location) bool {
	return a.In(zone).Format(time.DateOnly) == b.In(zone).Format(time.DateOnly)
}

// number reads what only our own ledger counts. One of somebody else may number as it
// likes.
func (e *entry) number() error {
	if !e.ours() {
		e.paper.Voices = 1
		return nil
	}
	for _, c := range []struct {
		name string
		to   *int64
	}{{"编号", &e.paper.N}, {"并入", &e.paper.MergedInto}} {
		text := strings.TrimPrefix(e.cell(c.name), "#")
		n, err := strconv.ParseInt(text, 10, 64)
		if text != "" && (err != nil || n < 1) {
			return fmt.Errorf("%s %q is no number of a ticket", c.name, text)
		}
		*c.to = n
	}
	voices, _ := strconv.Atoi(e.cell("反映人数"))
	e.paper.Voices = min(max(voices, 1), mostVoices)
	if r := intake.Rating(e.cell("评价")); r == intake.Satisfied || r == intake.Fair || r == intake.Dissatisfied {
		e.paper.Rating = r
	}
	return nil
}

// mostVoices is how many people an entry can tell of.
const mostVoices = 100_000

// ours reports whether the ledger is one that we wrote.
func (e *entry) ours() bool {
	_, status := e.at["状态"]
	_, ending := e.at["结局"]
	return status && ending
}

// class reads class, severity and unit.
func (e *entry) class() error {
	p := &e.paper
	if code := e.cell("类别代码"); code != "" {
		if !e.Category(code) {
			return fmt.Errorf("类别代码 %q: there is no such class in categories; leave it empty and it is read from the words", code)
		}
		p.Category = code
	}
	if s := intake.Severity(e.cell("程度")); s == intake.Ordinary || s == intake.Urgent || s == intake.Emergency {
		p.Severity = s
	}
	if name := e.cell("责任单位"); name != "" {
		code, ok := e.Unit(name)
		if !ok {
			e.note(fmt.Sprintf("责任单位 %s is none of the configured units: it is given to who answers for it now", name), true)
		}
		p.Unit = code
	}
	return nil
}

// place reads a position, WGS-84.
func (e *entry) place() error {
	lat, lon := e.cell("纬度"), e.cell("经度")
	if lat == "" && lon == "" {
		return nil
	}
	at := geotag.Pin{Name: e.paper.Address}
	for _, c := range []struct {
		text  string
		limit float64
		to    *float64
	}{{lat, 90, &at.Lat}, {lon, 180, &at.Lon}} {
		v, err := strconv.ParseFloat(c.text, 64)
		if err != nil || !(v >= -c.limit && v <= c.limit) {
			return fmt.Errorf("纬度 %q, 经度 %q: want degrees such as 34.265312 and 108.912345 (WGS-84), or both empty", lat, lon)
		}
		*c.to = v
	}
	at.Radius, _ = strconv.ParseFloat(e.cell("误差(米)"), 64)
	if !(at.Radius > 0 && at.Radius < 1e6) {
		at.Radius = 50
	}
	e.paper.Place = &at
	return nil
}

// key names the entry by what does not change when it is worked on. Names are in it
// as they are kept: masked.
func (e *entry) key() string {
	p := e.paper
	when := ""
	if e.cell("反映时间") != "" || !e.last.IsZero() {
		when = p.OpenedAt.UTC().Format(time.RFC3339)
	}
	sum := sha256.Sum256([]byte(strings.Join([]string{p.Reporter, oneLine(p.Words), when, strconv.FormatInt(p.N, 10)}, "\x00")))
	return hex.EncodeToString(sum[:16])
}
