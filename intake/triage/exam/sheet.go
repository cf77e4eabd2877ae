// Package exam measures triage on lines whose right answers are known.
//
// A [Sheet] is read from tab-separated text with a header; [Sit] puts its lines
// before a classifier and counts; [Marks] are the counts, and print themselves.
// A sheet that is cut in two by [Sheet.Half] lets the rules be mended on one
// half and judged on the other.
package exam

import (
	"bufio"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"slices"
	"strings"

	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/triage"
)

// Line is what was said, and which answers are right.
type Line struct {
	Number     int // in the file, the header is 1
	Statement  triage.Statement
	Verdict    intake.VerdictKind // "" if not known
	Classes    []string           // codes, any of them; empty if not known
	Severities []intake.Severity  // any of them; empty if not known
	Intent     triage.IntentKind
	HasIntent  bool     // false: the intent is not known
	Secrets    []string // what must not be read in the masked text
	HasSecrets bool     // false: it is not known what is to be masked
}

// Sheet is a set of lines.
type Sheet []Line

// Columns names the columns of a file that are not called by one of the usual
// names. An empty name means the usual ones.
type Columns struct{ Text, Label, Class string }

// usual are the names that a column may have, the best first.
var usual = map[string][]string{
	"text":     {"text", "words"},
	"label":    {"label", "verdict"},
	"class":    {"cat", "category", "categories", "class", "gold_cat"},
	"severity": {"severity", "severities"},
	"context":  {"context"},
	"intent":   {"intent"},
	"secrets":  {"secrets", "masked"},
}

// longestLine is the greatest length of a line of a sheet, in bytes.
const longestLine = 1 << 20

// Read reads a sheet. classes says which codes the name of a class stands for; a
// name that it does not hold is taken for codes, with commas between. A line
// whose columns are fewer than the header's is refused.
func Read(r io.Reader, columns Columns, classes map[string][]string) (Sheet, error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, longestLine)
	if !lines.Scan() {
		return nil, errors.Join(errors.New("read sheet: want a header line with tabs between the names"), lines.Err())
	}
	at, err := findColumns(strings.Split(clean(lines.Text()), "\t"), columns)
	if err != nil {
		return nil, err
	}
	var sheet Sheet
	for number := 2; lines.Scan(); number++ {
		if clean(lines.Text()) == "" {
			continue
		}
		line, err := at.read(strings.Split(clean(lines.Text()), "\t"), classes)
		if err != nil {
			return nil, fmt.Errorf("read sheet: line %d: %w", number, err)
		}
		line.Number = number
		sheet = append(sheet, line)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("read sheet: %w", err)
	}
	return sheet, nil
}

// clean takes off what editors put around a line.
func clean(line string) string { return strings.TrimRight(strings.TrimPrefix(line, "\ufeff"), "\r") }

// header says in which column a thing is.
type header map[string]int

func findColumns(names []string, columns Columns) (header, error) {
	for i := range names {
		names[i] = strings.ToLower(strings.TrimSpace(names[i]))
	}
	asked := map[string]string{"text": columns.Text, "label": columns.Label, "class": columns.Class}
	at := header{}
	for what, candidates := range usual {
		if asked[what] != "" {
			candidates = []string{strings.ToLower(asked[what])}
		}
		for _, name := range slices.Backward(candidates) {
			if i := slices.Index(names, name); i >= 0 {
				at[what] = i
			}
		}
		if _, found := at[what]; !found && asked[what] != "" {
			return nil, fmt.Errorf("read sheet: no column %q; there are %s", asked[what], strings.Join(names, ", "))
		}
	}
	if _, found := at["text"]; !found {
		return nil, fmt.Errorf("read sheet: want a column text; there are %s", strings.Join(names, ", "))
	}
	return at, nil
}

// cell returns what stands in a column, and whether something is known there.
func (at header) cell(fields []string, what string) (string, bool) {
	i, found := at[what]
	if !found {
		return "", false
	}
	text := strings.TrimSpace(fields[i])
	return text, text != ""
}

func (at header) read(fields []string, classes map[string][]string) (Line, error) {
	for what, i := range at {
		if i >= len(fields) {
			return Line{}, fmt.Errorf("%d columns, the one for %s is missing", len(fields), what)
		}
	}
	var line Line
	line.Statement.Words, _ = at.cell(fields, "text")
	line.Statement.Kind = intake.ChatResidents
	line.Statement.NamesPlace = geotag.NamesPlace(line.Statement.Words)
	if label, known := at.cell(fields, "label"); known {
		verdict, ok := verdicts[strings.ToLower(label)]
		if !ok {
			return Line{}, fmt.Errorf("label %q: want report or chitchat", label)
		}
		line.Verdict = verdict
	}
	if class, known := at.cell(fields, "class"); known && class != "-" {
		line.Classes = codes(classes, class)
	}
	return line, at.readRest(&line, fields)
}

// verdicts are the words for a label.
var verdicts = map[string]intake.VerdictKind{
	"report": intake.IsReport, "1": intake.IsReport, "true": intake.IsReport,
	"chitchat": intake.IsChatter, "chatter": intake.IsChatter, "chat": intake.IsChatter, "0": intake.IsChatter, "false": intake.IsChatter,
	"unsure": intake.IsUnsure,
}

func (at header) readRest(line *Line, fields []string) error {
	if severities, known := at.cell(fields, "severity"); known && severities != "-" {
		for _, s := range list(severities) {
			line.Severities = append(line.Severities, intake.Severity(s))
		}
	}
	if intent, known := at.cell(fields, "intent"); known {
		line.HasIntent = true
		line.Intent = triage.IntentKind(strings.TrimPrefix(intent, "-"))
	}
	if secrets, known := at.cell(fields, "secrets"); known {
		line.HasSecrets = true
		if secrets != "-" {
			line.Secrets = strings.Split(secrets, "|")
		}
	}
	context, _ := at.cell(fields, "context")
	for _, word := range list(context) {
		if err := line.setContext(word); err != nil {
			return err
		}
	}
	return nil
}

func (l *Line) setContext(word string) error {
	switch word {
	case "-":
	case "photo":
		l.Statement.Photos = 1
	case "place":
		l.Statement.NamesPlace = true
	case "riders", "residents", "private", "staff":
		l.Statement.Kind = intake.ChatKind(word)
	default:
		return fmt.Errorf("context %q: want photo, place, riders, residents, private or staff", word)
	}
	return nil
}

func list(cell string) []string {
	if cell == "" {
		return nil
	}
	return strings.Split(cell, ",")
}

// Half returns the lines of one half. Which half a line is in follows from its
// words alone, so that it stays there when lines are added.
func (s Sheet) Half(second bool) Sheet {
	var half Sheet
	for _, line := range s {
		sum := fnv.New32a()
		_, _ = sum.Write([]byte(line.Statement.Words)) // it never fails
		if (sum.Sum32()>>7%2 == 1) == second {
			half = append(half, line)
		}
	}
	return half
}

// ReadClasses reads which codes the names of another table of classes stand for:
// a name, a tab, codes with commas between.
func ReadClasses(r io.Reader) (map[string][]string, error) {
	classes := map[string][]string{}
	lines := bufio.NewScanner(r)
	for number := 1; lines.Scan(); number++ {
		text := clean(lines.Text())
		if text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		name, codes, found := strings.Cut(text, "\t")
		if !found {
			return nil, fmt.Errorf("read classes: line %d: want a name, a tab and codes", number)
		}
		classes[name] = list(codes)
	}
	return classes, lines.Err()
}

func codes(classes map[string][]string, class string) []string {
	if known, ok := classes[class]; ok {
		return known
	}
	return list(class)
}
