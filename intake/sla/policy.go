package sla

import (
	"cmp"
	"strings"
	"time"

	"snapgrid/intake"
)

// Policy is what is promised on a ticket.
type Policy struct {
	Sign    Span // the unit says that it has it
	Contact Span // the reporter hears from somebody who has it
	Solve   Span // it is solved
	Verify  Span // somebody looked at the repair
	// AtMost is the longest that solving may take round the clock, whatever the
	// calendar says; 0 means that it does not matter.
	AtMost   time.Duration
	Yellow   int           // the light turns yellow when so many hundredths of the time are used …
	Soon     time.Duration // … or when no more is left than this of a longer time
	Escalate int           // it is carried to the top when so many hundredths are used
	Hours    Hours         // in which working time is counted
}

// rule is a row of configs/sla.yaml: what it says holds for all tickets whose class
// begins so and that are so severe. What it leaves out is said by a more general
// rule.
type rule struct {
	class    string
	severity intake.Severity
	sign     Span
	contact  Span
	solve    Span
	verify   Span
	atMost   time.Duration
	soon     time.Duration
	yellow   int
	escalate int
	shift    string
	ofTable  bool // a limit of the table of classes
}

func (r rule) fits(t intake.Ticket) bool {
	return strings.HasPrefix(t.Category, r.class) && (r.severity == "" || r.severity == t.Severity)
}

// rank orders rules, the more special higher: by class, of the same class those that
// name a severity. A limit of the table of classes gives way to a rule that names a
// class.
func (r rule) rank() int {
	rank := 4 * len(r.class)
	if r.severity != "" {
		rank++
	}
	if r.class != "" && !r.ofTable {
		rank += 1 << 16
	}
	return rank
}

// Book holds the rules and makes the promises of tickets. It never changes once
// made.
type Book struct {
	calendar *Calendar
	rules    []rule // the most special first
}

// Calendar is the calendar that working time is counted by.
func (b *Book) Calendar() *Calendar { return b.calendar }

// usual is what holds where no other rule says anything.
var usual = rule{
	solve: Span{Unit: RoundTheClock, Time: 7 * 24 * time.Hour},
	soon:  time.Hour, yellow: 70, escalate: 150,
}

// Policy is what is promised on tickets of this class and severity.
func (b *Book) Policy(t intake.Ticket) Policy {
	var p Policy
	shift := ""
	for _, r := range b.rules {
		if !r.fits(t) {
			continue
		}
		p.Sign, p.Contact = cmp.Or(p.Sign, r.sign), cmp.Or(p.Contact, r.contact)
		p.Solve, p.Verify = cmp.Or(p.Solve, r.solve), cmp.Or(p.Verify, r.verify)
		p.AtMost, p.Soon = cmp.Or(p.AtMost, r.atMost), cmp.Or(p.Soon, r.soon)
		p.Yellow, p.Escalate = cmp.Or(p.Yellow, r.yellow), cmp.Or(p.Escalate, r.escalate)
		shift = cmp.Or(shift, r.shift)
	}
	p.Hours, _ = b.calendar.Hours(shift) // rules name only shifts that are there
	return p
}
