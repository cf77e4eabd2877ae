package pipeline

import (
	"regexp"
	"slices"
	"strings"

	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/triage"
)

// clause ends where a second trouble may begin.
var clause = regexp.MustCompile(`[，,。；;！!？?\n]+`)

// joint is what stands between two troubles and belongs to neither.
var joint = regexp.MustCompile(`(?i)^(?:还有|另外|此外|以及|同时|再有|顺便|也有|and also|also|and)[，,:： ]*`)

// mostClauses bounds how many cuts of a message are tried.
const mostClauses = 12

// secondTrouble proposes to cut one message that tells of two troubles in two
// places. Each half tells of a trouble, one at least is a report of its own, and
// both together are surest at the cut that is proposed, the last one of several.
func (l *Line) secondTrouble(b burst, messages []intake.Heard) (intake.Split, bool) {
	said := slices.IndexFunc(messages, func(m intake.Heard) bool { return m.Text != "" })
	if said < 0 || form(messages) != "" {
		return intake.Split{}, false
	}
	words := intake.Report{Messages: messages}.Words()
	var best intake.Split
	sum := 0.0
	for _, at := range cuts(words) {
		first, v1 := l.half(b, words[:at])
		second, v2 := l.half(b, joint.ReplaceAllString(strings.TrimSpace(words[at:]), ""))
		if v1.Confidence+v2.Confidence >= sum && l.two(first, second, v1, v2) {
			best, sum = intake.Split{First: first, Second: second}, v1.Confidence+v2.Confidence
		}
	}
	return best, sum > 0
}

// cuts lists where clauses begin, in bytes.
func cuts(words string) []int {
	var all []int
	for _, m := range clause.FindAllStringIndex(words, mostClauses) {
		if m[1] < len(words) {
			all = append(all, m[1])
		}
	}
	return all
}

// half reads a part of a message as a report of its own.
func (l *Line) half(b burst, words string) (intake.Half, intake.Verdict) {
	m := b.messages[0]
	m.Text, m.Photos, m.Media, m.Pin = strings.Trim(words, " \n，,。；;"), nil, nil, nil
	alone := []intake.Heard{m}
	v := l.judge(b, alone)
	h := intake.Half{
		Words: triage.MaskForStaff(m.Text), Masked: triage.Mask(m.Text), Category: v.Category, Severity: v.Severity,
	}
	h.Fix, _ = l.Atlas.Locate(Clues(l.Atlas, b.chat, alone))
	return h, v
}

// two reports whether two parts of a message are two troubles in two places. Both
// name a place; two troubles of one class must be known to be apart, two of
// different classes not to be at the same place.
func (l *Line) two(first, second intake.Half, v1, v2 intake.Verdict) bool {
	if v1.Kind != intake.IsReport && v2.Kind != intake.IsReport || first.Category == "" || second.Category == "" {
		return false
	}
	if !NamesPlace(l.Atlas, first.Words) || !NamesPlace(l.Atlas, second.Words) {
		return false
	}
	known := first.Fix.Source == geotag.SourcePlace && second.Fix.Source == geotag.SourcePlace
	if first.Category != second.Category {
		return !known || first.Fix.Address != second.Fix.Address
	}
	return known && first.Fix.DistanceTo(second.Fix.Point) > first.Fix.Radius+second.Fix.Radius
}
