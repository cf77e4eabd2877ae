// Package row says how things of the vocabulary look as rows: which columns
// they have, in which order, and how a row becomes a thing again. Both
// databases name their columns alike, so this is told once; the SQL around it is
// each database's own.
//
// Lists and small structures are kept as JSON text. Its keys are fixed here and
// do not follow the names of Go fields.
package row

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"snapgrid/intake"
)

// Scanner is a row of either database.
type Scanner interface {
	Scan(dest ...any) error
}

// Time scans a time into t: a timestamp of PostgreSQL, or microseconds since
// 1970 of SQLite. Null is the zero time.
func Time(t *time.Time) any { return &timeColumn{t} }

type timeColumn struct{ t *time.Time }

// Scan takes what the drivers hand out for a time.
func (c *timeColumn) Scan(value any) error {
	switch v := value.(type) {
	case nil:
		*c.t = time.Time{}
	case time.Time:
		*c.t = v.UTC()
	case int64:
		*c.t = time.UnixMicro(v).UTC()
	default:
		return fmt.Errorf("scan a time: unexpected %T", value)
	}
	return nil
}

// Micro is t as a database gives it back: UTC, whole microseconds.
func Micro(t time.Time) time.Time {
	if t.IsZero() {
		return time.Time{}
	}
	return t.UTC().Truncate(time.Microsecond)
}

// Text is s as both databases can keep it: valid UTF-8 without NUL, which
// PostgreSQL refuses.
func Text(s string) string {
	if utf8.ValidString(s) && strings.IndexByte(s, 0) < 0 {
		return s
	}
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "")
}

// Texts is [Text] for each of a list. It may change list itself.
func Texts(list []string) []string {
	list = slices.Clone(list) // others may read it
	for i, s := range list {
		list[i] = Text(s)
	}
	return list
}

// Clean makes the arguments of a statement fit: strings for both databases, times
// as moment keeps them in one of them.
func Clean(args []any, moment func(time.Time) any) []any {
	for i, arg := range args {
		switch v := arg.(type) {
		case string:
			args[i] = Text(v)
		case []string:
			args[i] = Texts(v)
		case time.Time:
			args[i] = moment(v)
		}
	}
	return args
}

// Missing is the error for what was looked for and is not there.
func Missing(what string) error {
	return &intake.Error{Code: intake.CodeNotFound, Message: what + ": not found"}
}

// JSON is v as JSON text. It is used for our own plain forms only, which always
// have one.
func JSON(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return "null"
	}
	return string(b)
}

// List is a list of words as JSON text.
func List(words []string) string {
	if len(words) == 0 {
		return "[]"
	}
	return JSON(words)
}

// fromJSON scans JSON text into the value that v points to; null and "" leave it.
func fromJSON(v any) any { return &jsonColumn{v} }

type jsonColumn struct{ v any }

// Scan takes what the drivers hand out for a text.
func (c *jsonColumn) Scan(value any) error {
	switch text := value.(type) {
	case nil:
		return nil
	case string:
		return c.decode([]byte(text))
	case []byte:
		return c.decode(text)
	default:
		return fmt.Errorf("scan JSON: unexpected %T", value)
	}
}

func (c *jsonColumn) decode(text []byte) error {
	if len(text) == 0 {
		return nil
	}
	if err := json.Unmarshal(text, c.v); err != nil {
		return fmt.Errorf("scan JSON: %w", err)
	}
	return nil
}

// words scans a JSON list; an empty one is nil.
func words(list *[]string) any { return &wordsColumn{list} }

type wordsColumn struct{ list *[]string }

// Scan takes what the drivers hand out for a text.
func (c *wordsColumn) Scan(value any) error {
	*c.list = nil
	if err := (&jsonColumn{c.list}).Scan(value); err != nil {
		return err
	}
	if len(*c.list) == 0 {
		*c.list = nil
	}
	return nil
}

// Number scans one number.
func Number(r Scanner) (n int64, err error) {
	err = r.Scan(&n)
	return n, err
}

// Word scans one text.
func Word(r Scanner) (s string, err error) {
	err = r.Scan(&s)
	return s, err
}

// Moment scans one time.
func Moment(r Scanner) (at time.Time, err error) {
	err = r.Scan(Time(&at))
	return at, err
}
