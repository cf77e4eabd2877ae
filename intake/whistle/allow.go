package whistle

import (
	"slices"

	"snapgrid/intake"
)

// Allowed lists the steps that an officer may take with a whistle as it is: with the
// whole of it for part 0, else with the part at that position. What has to be shown
// or said with a step is asked for when it is taken.
func Allowed(o intake.Officer, w intake.Whistle, part int) []intake.WhistleStep {
	if part > 0 {
		return slices.DeleteFunc(partSteps(o, w, w.Parts[part-1]), func(s intake.WhistleStep) bool {
			return !Working(w.Status)
		})
	}
	var steps []intake.WhistleStep
	street, judges := o.Has(intake.RightApprove), mayJudge(o, w)
	if street && Open(w.Status) && w.Approver == 0 && (w.Status == intake.WhistleDrafted || w.Urgent) {
		steps = append(steps, intake.StepApprove)
	}
	if judges {
		steps = append(steps, verdicts(w)...)
	}
	if judges && w.Status == intake.WhistleDone { // who rates confirms
		steps = append(steps, intake.StepGood, intake.StepFair, intake.StepPoor)
	}
	if judges && CanBecome(w.Status, intake.WhistleCancelled) {
		steps = append(steps, intake.StepCancel)
	}
	return steps
}

// Concerned reports whether an officer has a say in a whistle, or for part > 0 in what
// the unit there does.
func Concerned(o intake.Officer, w intake.Whistle, part int) bool {
	if part > 0 {
		return mayWork(o, w.Parts[part-1])
	}
	return mayJudge(o, w)
}

// partSteps are those that the state of a part allows: its own people take them, and
// the street, which may let a unit off at any time, and decides on a refusal.
func partSteps(o intake.Officer, w intake.Whistle, p intake.WhistlePart) (steps []intake.WhistleStep) {
	if p.Status == intake.PartDone {
		return nil
	}
	for _, s := range []intake.WhistleStep{intake.StepSign, intake.StepContact, intake.StepArrive, intake.StepDone, intake.StepRefuse} {
		came := s == intake.StepDone && PartCanBecome(p.Status, intake.PartArrived)
		if p.Status != intake.PartRefused && mayWork(o, p) && (came || PartCanBecome(p.Status, leads[s])) {
			steps = append(steps, s)
		}
	}
	if o.Has(intake.RightApprove) && p.Status == intake.PartRefused {
		steps = append(steps, intake.StepInsist)
	}
	if o.Has(intake.RightApprove) && PartCanBecome(p.Status, intake.PartReleased) {
		steps = append(steps, intake.StepRelease)
	}
	return steps
}
