package notice

import (
	"fmt"

	"snapgrid/intake"
)

// Side is what a chat has to do with a ticket; it can be both.
type Side uint8

// The sides. A chat with neither only reads.
const (
	SideWork   Side = 1 << iota // of the unit: signs, repairs, sends back
	SideScreen                  // of the grid, or the street while no unit has it: says whether it is true
)

// cardButton is a choice under a card.
type cardButton struct {
	action string // the word of the intent
	label  wording
	side   Side
	fits   func(t intake.Ticket, screened bool) bool
}

// cardButtons are the buttons under cards, in their order.
var cardButtons = []cardButton{
	{"accept", wording{"签收", "Take"}, SideWork, canBecome(intake.StatusAccepted)},
	{"resume", wording{"继续办理", "Go on"}, SideWork, func(t intake.Ticket, _ bool) bool { return t.Status == intake.StatusWaiting }},
	{"done", wording{"已修复", "Done"}, SideWork, canBecome(intake.StatusResolved)},
	{"reject", wording{"不归我们", "Not ours"}, SideWork, func(t intake.Ticket, _ bool) bool { return t.Unit != "" && t.Status.CanBecome(intake.StatusReported) }},
	{"screen", wording{"属实", "True"}, SideScreen, func(t intake.Ticket, screened bool) bool { return t.Status.Open() && !screened }},
	{"untrue", wording{"不属实", "Not true"}, SideScreen, toBeScreened},
	{"duplicate", wording{"重复", "Duplicate"}, SideScreen, toBeScreened},
}

func canBecome(next intake.Status) func(intake.Ticket, bool) bool {
	return func(t intake.Ticket, _ bool) bool { return t.Status.CanBecome(next) }
}

// toBeScreened: once a unit signed it is for the unit to say what it found.
func toBeScreened(t intake.Ticket, _ bool) bool {
	return t.Status.Unassigned() || t.Status == intake.StatusDispatched
}

// Choices are the buttons under the card of a ticket for the readers of a side.
func (w *Writer) Choices(language string, side Side, f Facts) []intake.Button {
	lang, _ := w.choose(language)
	var buttons []intake.Button
	for _, c := range cardButtons {
		if c.side&side != 0 && c.fits(f.Ticket, f.Screened) {
			buttons = append(buttons, intake.Button{Label: c.label.in(lang), Data: fmt.Sprintf("%s:%d", c.action, f.Ticket.N)})
		}
	}
	if side != 0 && toBeScreened(f.Ticket, f.Screened) {
		buttons = append(buttons, w.MergeButtons(language, f.Ticket, f.Suspects[:min(1, len(f.Suspects))])...)
	}
	if f.Second != "" && side != 0 && f.Ticket.Status.Open() {
		buttons = append(buttons, w.SplitButton(language, f.Ticket))
	}
	return buttons
}

// SplitButton is the choice to make two tickets of one.
func (w *Writer) SplitButton(language string, t intake.Ticket) intake.Button {
	lang, _ := w.choose(language)
	return intake.Button{Label: wording{"拆成两件", "Split"}.in(lang), Data: fmt.Sprintf("split:%d", t.N)}
}
