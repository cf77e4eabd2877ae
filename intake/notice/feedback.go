package notice

import (
	"fmt"
	"time"

	"snapgrid/intake"
)

// The sentences after a repair, and those for riders.
const (
	Look            Sentence = "look" // asks the grid to look at a repair
	NotYourOwn      Sentence = "notyourown"
	Recheck         Sentence = "recheck"     // to the unit, then
	TakenBack       Sentence = "takenback"   // to staff who looked and found no repair
	NotReported     Sentence = "notreported" // whether it is repaired is for others to say
	Objected        Sentence = "objected"    // to the street: a reporter does not agree
	Heard           Sentence = "heard"       // to that reporter
	Fair            Sentence = "fair"
	Follows         Sentence = "follows"
	FollowsStranger Sentence = "followsstranger" // who never talked to us alone
	FollowsMany     Sentence = "followsmany"
	Unfollows       Sentence = "unfollows"
	Followed        Sentence = "followed" // to who follows: how it ended
	FollowUp        Sentence = "followup" // to reporters of a long matter
	AskWhere        Sentence = "askwhere" // to a rider, some time after the report
	AskPhoto        Sentence = "askphoto"
	Proof           Sentence = "proof"
	NoProof         Sentence = "noproof"
	RevealHere      Sentence = "revealhere"
	Revealed        Sentence = "revealed"
	YouWereRevealed Sentence = "youwererevealed"
)

// Named is a name behind an alias.
type Named struct {
	Alias int64
	Name  string
}

// namedView is what a template sees of it.
type namedView struct{ Alias, Name string }

// AliasName is how staff call a rider: 流动网格员 07; "" for number 0.
func AliasName(lang string, number int64) string {
	switch {
	case number == 0:
		return ""
	case lang == "en":
		return fmt.Sprintf("Rider %02d", number)
	}
	return fmt.Sprintf("流动网格员 %02d", number)
}

// waits are what a ticket can wait for.
var waits = map[intake.WaitKind]wording{
	intake.WaitFacts:    {"材料和情况", "facts that are not known yet"},
	intake.WaitMeeting:  {"大家商量定下来", "people to agree"},
	intake.WaitRegister: {"列入计划办理（已登记入册）", "its turn in the plan (it is in the register)"},
}

// care fills in what the sentences of this file speak of.
func (w *Writer) care(lang string, f Facts, v *view) {
	v.Alias, v.Rider, v.Overdue = AliasName(lang, f.Alias), f.Rider, f.Overdue
	for _, n := range f.Names {
		v.Names = append(v.Names, namedView{AliasName(lang, n.Alias), n.Name})
	}
	if f.Ticket.Status == intake.StatusWaiting {
		v.For = waits[f.Ticket.Wait.For].in(lang)
	}
	v.Stopped = f.Proof.Stopped.In(w.zone).Format("15:04")
	v.Stayed = stayed(lang, f.Proof.Took())
}

// stayed tells how long a stop was, in minutes: nobody stops for hours.
func stayed(lang string, d time.Duration) string {
	if lang == "en" {
		return fmt.Sprintf("about %d min", d/time.Minute)
	}
	return fmt.Sprintf("约 %d 分钟", d/time.Minute)
}
