package whistle

import (
	"fmt"
	"slices"

	"snapgrid/intake"
)

// work are the statuses in which units are at work. Which of them a whistle has
// follows from its parts, so it may go from each to each: a unit that lags
// behind, or is called once more, holds the whole whistle.
var work = []intake.WhistleStatus{
	intake.WhistleBlown, intake.WhistleSigned, intake.WhistleContacted, intake.WhistleArrived, intake.WhistleRefused,
}

// nexts is the law of whistles: the changes of status that are allowed. Danger is
// answered first and approved afterwards, so a draft may be blown at once.
var nexts = map[intake.WhistleStatus][]intake.WhistleStatus{
	intake.WhistleDrafted:   {intake.WhistleApproved, intake.WhistleBlown, intake.WhistleCancelled},
	intake.WhistleApproved:  {intake.WhistleBlown, intake.WhistleCancelled},
	intake.WhistleBlown:     slices.Concat(work, []intake.WhistleStatus{intake.WhistleDone, intake.WhistleCancelled}),
	intake.WhistleSigned:    slices.Concat(work, []intake.WhistleStatus{intake.WhistleDone, intake.WhistleCancelled}),
	intake.WhistleContacted: slices.Concat(work, []intake.WhistleStatus{intake.WhistleDone, intake.WhistleCancelled}),
	intake.WhistleArrived:   slices.Concat(work, []intake.WhistleStatus{intake.WhistleDone, intake.WhistleCancelled}),
	intake.WhistleRefused:   slices.Concat(work, []intake.WhistleStatus{intake.WhistleCancelled}),
	intake.WhistleDone:      {intake.WhistleArrived, intake.WhistleConfirmed},
	intake.WhistleConfirmed: {intake.WhistleRated},
	intake.WhistleRated:     {},
	intake.WhistleCancelled: {},
}

// CanBecome reports whether a whistle may go from s to next.
func CanBecome(s, next intake.WhistleStatus) bool { return slices.Contains(nexts[s], next) }

// Working reports whether units are at work, or were asked to be.
func Working(s intake.WhistleStatus) bool { return slices.Contains(work, s) }

// Open reports whether somebody still has to act, apart from rating.
func Open(s intake.WhistleStatus) bool {
	return s == intake.WhistleDrafted || s == intake.WhistleApproved || s == intake.WhistleDone || Working(s)
}

// partNexts is the law of parts. A unit may come at once, without a word before;
// it is done only after it was there. From where it refuses, or was sent back to
// work, it goes on.
var partNexts = map[intake.PartStatus][]intake.PartStatus{
	intake.PartCalled:    {intake.PartSigned, intake.PartContacted, intake.PartArrived, intake.PartRefused, intake.PartReleased},
	intake.PartSigned:    {intake.PartContacted, intake.PartArrived, intake.PartRefused, intake.PartReleased},
	intake.PartContacted: {intake.PartArrived, intake.PartRefused, intake.PartReleased},
	intake.PartArrived:   {intake.PartDone, intake.PartRefused, intake.PartReleased},
	intake.PartRefused:   {intake.PartCalled, intake.PartReleased},
	intake.PartDone:      {intake.PartArrived},
	intake.PartReleased:  {},
}

// PartCanBecome reports whether a part may go from s to next.
func PartCanBecome(s, next intake.PartStatus) bool { return slices.Contains(partNexts[s], next) }

// progress is how far each state of a part brings a whistle.
var progress = []struct {
	part    intake.PartStatus
	whistle intake.WhistleStatus
}{
	{intake.PartCalled, intake.WhistleBlown},
	{intake.PartSigned, intake.WhistleSigned},
	{intake.PartContacted, intake.WhistleContacted},
	{intake.PartArrived, intake.WhistleArrived},
	{intake.PartDone, intake.WhistleDone},
}

// Follow is the status that follows from the parts of a whistle: that of the unit
// which is furthest behind. Who was let off does not count; who refuses does not
// either, but the whistle is not done before the street has decided.
func Follow(parts []intake.WhistlePart) intake.WhistleStatus {
	has := func(s intake.PartStatus) bool {
		return slices.ContainsFunc(parts, func(p intake.WhistlePart) bool { return p.Status == s })
	}
	for _, step := range progress {
		if !has(step.part) {
			continue
		}
		if step.part == intake.PartDone && has(intake.PartRefused) {
			return intake.WhistleArrived
		}
		return step.whistle
	}
	if has(intake.PartRefused) {
		return intake.WhistleRefused
	}
	return intake.WhistleCancelled
}

// move changes the status of a whistle by the law.
func move(w *intake.Whistle, next intake.WhistleStatus) error {
	if w.Status != next && !CanBecome(w.Status, next) {
		return conflict("a whistle that is %s can not become %s", w.Status, next)
	}
	w.Status = next
	return nil
}

// movePart changes the state of a part by the law.
func movePart(p *intake.WhistlePart, next intake.PartStatus) error {
	if !PartCanBecome(p.Status, next) {
		return conflict("a unit that %s can not become %s", p.Status, next)
	}
	p.Status = next
	return nil
}

func conflict(format string, args ...any) error {
	return &intake.Error{Code: intake.CodeConflict, Message: fmt.Sprintf(format, args...)}
}
