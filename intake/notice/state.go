package notice

import "snapgrid/intake"

// wording is a name in the languages that we speak.
type wording struct{ zh, en string }

func (w wording) in(lang string) string {
	if lang == "en" {
		return w.en
	}
	return w.zh
}

var stateNames = map[intake.Status]wording{
	intake.StatusReported:   {"等待派单", "waiting to be assigned"},
	intake.StatusScreened:   {"已核实，等待派单", "confirmed, waiting to be assigned"},
	intake.StatusDispatched: {"已派单", "assigned"},
	intake.StatusAccepted:   {"已签收", "taken on"},
	intake.StatusInProgress: {"处理中", "being worked on"},
	intake.StatusWaiting:    {"暂缓", "on hold"},
	intake.StatusResolved:   {"已处理，等您确认", "resolved, your word is awaited"},
	intake.StatusVerified:   {"已核实修好", "checked: repaired"},
	intake.StatusReopened:   {"重新办理", "reopened"},
	intake.StatusClosed:     {"已办结", "closed"},
	intake.StatusRejected:   {"不予受理", "not taken on"},
	intake.StatusMerged:     {"已并入另一件", "merged into another"},
}

// endingNames name how a ticket that is closed ended: closed alone would sound
// like fixed.
var endingNames = map[intake.Ending]wording{
	intake.EndingSolved:    {"已解决", "solved"},
	intake.EndingExplained: {"已说明，暂不能解决", "explained, can not be solved now"},
	intake.EndingMoved:     {"已转别处办理", "handed to another office"},
}

// State tells where a ticket stands, or how it ended.
func State(lang string, t intake.Ticket) string {
	if name, ok := endingNames[t.Ending]; ok && t.Status == intake.StatusClosed {
		return name.in(lang)
	}
	return stateNames[t.Status].in(lang)
}
