package notice

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"snapgrid/intake"
)

// The sentences about tickets that may be one.
const (
	Merged    Sentence = "merged"    // to staff: two tickets are one now
	NoMerge   Sentence = "nomerge"   // they are one already
	Unmerged  Sentence = "unmerged"  // to who undid it
	Retaken   Sentence = "retaken"   // to those who have to act again
	WhichTwin Sentence = "whichtwin" // asks staff which one it repeats
)

// suspectView is a ticket that may be the same.
type suspectView struct {
	N     int64
	Far   string // "" if it is not known, or the same spot
	Photo bool
}

func suspectViews(lang string, suspects []intake.Suspect) []suspectView {
	var views []suspectView
	for _, s := range suspects {
		v := suspectView{N: s.N, Photo: s.Photo}
		if s.Metres >= 5 && !math.IsInf(s.Metres, 0) {
			v.Far = far(lang, s.Metres)
		}
		views = append(views, v)
	}
	return views
}

func suspected(suspects []intake.Suspect, n int64) bool {
	return slices.ContainsFunc(suspects, func(s intake.Suspect) bool { return s.N == n })
}

// label is a word on a button in a language.
func (w *Writer) label(language, zh, en string) string {
	if lang, _ := w.choose(language); strings.HasPrefix(lang, "en") {
		return en
	}
	return zh
}

// VoiceButtons let others of a group say that they meet with it, too.
func (w *Writer) VoiceButtons(language string, t intake.Ticket) []intake.Button {
	label := w.label(language, "我也遇到", "Me too")
	if t.Voices > 1 {
		label += w.label(language, fmt.Sprintf("（%d人）", t.Voices), fmt.Sprintf(" (%d)", t.Voices))
	}
	return []intake.Button{{Label: label, Data: fmt.Sprintf("metoo:%d", t.N)}}
}

// MergeButtons say which of the suspects a ticket repeats.
func (w *Writer) MergeButtons(language string, t intake.Ticket, suspects []intake.Suspect) []intake.Button {
	var buttons []intake.Button
	for _, s := range suspects {
		label := w.label(language, fmt.Sprintf("和 #%d 重复", s.N), fmt.Sprintf("Same as #%d", s.N))
		buttons = append(buttons, intake.Button{Label: label, Data: fmt.Sprintf("duplicate:%d:%d", t.N, s.N)})
	}
	return buttons
}

// UnmergeButtons undo a merging.
func (w *Writer) UnmergeButtons(language string, t intake.Ticket) []intake.Button {
	return []intake.Button{{Label: w.label(language, "拆回", "Undo"), Data: fmt.Sprintf("unmerge:%d", t.N)}}
}
