package console

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"snapgrid/bots/web/page"
	"snapgrid/intake"
)

// Deed is what an officer can do to a ticket on its page.
type Deed string

// The deeds.
const (
	Screen   Deed = "screen"
	Accept   Deed = "accept"
	Begin    Deed = "begin"
	Resume   Deed = "resume"
	Hold     Deed = "hold"     // until a day
	Register Deed = "register" // until a day
	Resolve  Deed = "resolve"
	Verify   Deed = "verify"
	Explain  Deed = "explain"
	Reject   Deed = "reject"
	Refuse   Deed = "refuse"
	Move     Deed = "move"
	Dispatch Deed = "dispatch" // to a unit
	Split    Deed = "split"    // two tickets; the words may tell the second trouble
	Class    Deed = "class"    // the words tell what it is
	Untrue   Deed = "untrue"
	Merge    Deed = "merge" // into another ticket
	Unmerge  Deed = "unmerge"
	Rise     Deed = "rise"     // to the next tier
	Lower    Deed = "lower"    // to the tier below
	Offer    Deed = "offer"    // as an order, to units
	Withdraw Deed = "withdraw" // the order
	Invite   Deed = "invite"   // a handler without an account, for a unit
	Uninvite Deed = "uninvite" // those of a unit, or all
)

// Act is one deed of an officer.
type Act struct {
	Officer  intake.Officer
	Language string // of the page, in which the desk answers
	Ticket   int64
	Deed     Deed
	Words    string         // what was done, or why not; of Dispatch the unit, of Class what it is
	Units    []string       // of Offer: codes of those that may take it; none is all that take orders
	Other    int64          // of Merge the ticket that goes on
	Photos   []intake.Media // of the repair, stored already
	Key      string         // names the act: the same on every attempt
}

// choice is a button on the page of a ticket.
type choice struct {
	Deed  Deed
	Label string
	Main  bool // what most come for
}

// choices are the buttons under the words, in the order of a ticket's life.
var choices = []choice{
	{Screen, "属实", false}, {Accept, "签收", false}, {Begin, "开工", false}, {Resolve, "办结", true},
	{Verify, "核实通过", true}, {Resume, "继续办理", false}, {Hold, "挂起", false}, {Register, "登记入册", false},
	{Explain, "解释", false}, {Reject, "退回", false}, {Untrue, "不属实", false}, {Refuse, "不受理", false}, {Move, "转交", false},
}

// told are the deeds of which those who reported it hear, so that staff can look at
// the words first.
var told = []Deed{Resolve, Explain, Untrue, Refuse, Move}

// choicesFor are those that an officer has with a ticket now.
func (c *Console) choicesFor(o intake.Officer, t intake.Ticket) []choice {
	return slices.DeleteFunc(slices.Clone(choices), func(b choice) bool { return !c.desk.Allows(o, b.Deed, t) })
}

// further are deeds with forms of their own.
var further = []Deed{Dispatch, Split, Class, Merge, Unmerge, Rise, Lower, Offer, Withdraw, Invite, Uninvite}

// may tells which of those an officer has with a ticket now.
func (c *Console) may(o intake.Officer, t intake.Ticket) map[string]bool {
	all := map[string]bool{}
	for _, d := range further {
		all[string(d)] = c.desk.Allows(o, d, t)
	}
	return all
}

// wordsOf reads what the form of a deed says, as the desk wants it. A person has to
// be told why, and what waits needs a day.
func wordsOf(r *http.Request, d Deed, now time.Time) (string, error) {
	words := page.Clean(r.PostFormValue("words"))
	switch d {
	case Screen, Accept, Begin, Resume, Resolve, Verify, Split, Merge, Unmerge, Offer, Withdraw, Uninvite:
	case Class:
		words = strings.TrimSpace(r.PostFormValue("category") + " " + r.PostFormValue("severity"))
	case Dispatch, Invite:
		words = page.Clean(r.PostFormValue("unit"))
	case Reject, Explain, Untrue, Refuse, Move, Rise, Lower:
		if words == "" {
			return "", invalid("请写明原因，会转告反映的人")
		}
	case Hold, Register:
		day, err := time.ParseInLocation(time.DateOnly, r.PostFormValue("day"), now.Location())
		if words == "" || err != nil || !day.After(now) {
			return "", invalid("请写明原因，并选哪一天再看")
		}
		words += " " + day.Format(time.DateOnly)
	default:
		return "", invalid("请点一个按钮，例如签收、办结或退回")
	}
	if len(words) > 4*4000 {
		return "", invalid("写得太长了，请不要超过 4000 字")
	}
	return words, nil
}

func invalid(sentence string) error {
	return &intake.Error{Code: intake.CodeInvalid, Message: sentence}
}
