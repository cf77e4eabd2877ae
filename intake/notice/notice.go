// Package notice finds the words: what happened becomes a short sentence in the
// reader's language. Every sentence is a template; a rider at a red light is
// who they are written for.
package notice

import (
	"fmt"
	"sync/atomic"
	"time"

	"snapgrid/intake"
)

// Sentence names a template.
type Sentence string

// The sentences.
const (
	Ack          Sentence = "ack"
	Card         Sentence = "card"
	Alarm        Sentence = "alarm"
	Scene        Sentence = "scene" // the photo that follows an alarm
	Resolution   Sentence = "resolution"
	Unreplied    Sentence = "unreplied" // before a resolution that can not quote
	Quoted       Sentence = "quoted"    // above an answer where the channel can not quote
	Accepted     Sentence = "accepted"
	Resolved     Sentence = "resolved"
	AskFixed     Sentence = "askfixed"
	Doubts       Sentence = "doubts" // about the photo of a repair
	Rejected     Sentence = "rejected"
	Satisfied    Sentence = "satisfied"
	Dissatisfied Sentence = "dissatisfied"
	Recard       Sentence = "recard"
	Status       Sentence = "status"
	Mine         Sentence = "mine"
	Help         Sentence = "help"
	HelpStaff    Sentence = "helpstaff"
	NotFound     Sentence = "notfound"
	Forbidden    Sentence = "forbidden"
	Closed       Sentence = "closed"
	Which        Sentence = "which"
	More         Sentence = "more"
	TooBig       Sentence = "toobig"
	BadPhoto     Sentence = "badphoto"
	Unsupported  Sentence = "unsupported"
	Bound        Sentence = "bound"
	Enrolled     Sentence = "enrolled"
	BadCode      Sentence = "badcode"
	Login        Sentence = "login"
	LoginHere    Sentence = "loginhere"
	NotStaff     Sentence = "notstaff"
	Door         Sentence = "door"
	DoorHere     Sentence = "doorhere"
	DoorAck      Sentence = "doorack"
	WeeklyOn     Sentence = "weeklyon"
	WeeklyOff    Sentence = "weeklyoff"
	WeeklyHow    Sentence = "weeklyhow"
	Deaf         Sentence = "deaf"
	ChannelNews  Sentence = "channelnews" // to administrators
	Split        Sentence = "split"
	NoSplit      Sentence = "nosplit"
	Reclassed    Sentence = "reclassed"
	BadClass     Sentence = "badclass"
	Dropped      Sentence = "dropped"
	Muted        Sentence = "muted"
	BadMute      Sentence = "badmute"
	Screened     Sentence = "screened"
	Begun        Sentence = "begun"
	Waiting      Sentence = "waiting"
	BadWait      Sentence = "badwait"
	Resumed      Sentence = "resumed"
	Verified     Sentence = "verified"
	Assigned     Sentence = "assigned"
	NoUnit       Sentence = "nounit"
	Why          Sentence = "why"       // asks staff for a reason
	Ended        Sentence = "ended"     // to staff who ended it otherwise than by a repair
	Explained    Sentence = "explained" // to reporters
	Refused      Sentence = "refused"
	Moved        Sentence = "moved"
	Remind       Sentence = "remind" // a promise is soon due
	Urge         Sentence = "urge"   // a promise was not kept
	Escalate     Sentence = "escalate"
	Woken        Sentence = "woken"      // the day has come that a ticket waited for
	NoCalendar   Sentence = "nocalendar" // to administrators
	HookOff      Sentence = "hookoff"    // to administrators
	Untrue       Sentence = "untrue"     // to reporters: the grid looked, and it is not so
	AskReturn    Sentence = "askreturn"
	AskUntrue    Sentence = "askuntrue"
	AskWhose     Sentence = "askwhose" // who signed first has to say whose it is
	Frozen       Sentence = "frozen"
	ScreenedYet  Sentence = "screenedyet"
	Weekly       Sentence = "weekly" // how the week went, under a picture
)

// Writer words sentences. Its words can be exchanged while it is used: see
// [Writer.Load].
type Writer struct {
	categories intake.Categories
	units      []intake.Unit
	language   string
	zone       *time.Location
	adviser    Adviser
	book       atomic.Pointer[book]
}

// New makes a writer for the given classes and units. language is used for
// chats that name none; times are told in zone. It fails if a sentence that ships
// with the program can not be read.
func New(categories intake.Categories, units []intake.Unit, language string, zone *time.Location) (*Writer, error) {
	b, err := readShipped()
	if err != nil {
		return nil, err
	}
	if b[language] == nil {
		return nil, fmt.Errorf("there are no sentences in the language %q; zh-CN and en are there", language)
	}
	w := &Writer{categories: categories, units: units, language: language, zone: zone}
	w.book.Store(&b)
	return w, nil
}

// Adviser knows what to do at once about what words tell of; "" if the advice of
// the class is right.
type Adviser interface {
	Advise(words, category, language string) string
}

// AdviseBy lets an adviser say more than the table of classes does. It is called
// before the first sentence is written.
func (w *Writer) AdviseBy(a Adviser) { w.adviser = a }

// Write words a sentence in a language; "" is the default language.
func (w *Writer) Write(language string, s Sentence, facts Facts) string {
	lang, chapter := w.choose(language)
	if found, ok := chapter.find(s, facts.Ticket); ok {
		if words, err := found.fill(w.view(lang, facts)); err == nil {
			return words
		}
	}
	// Every sentence was tried, so only a value of a view can be at fault: the
	// number alone is still an honest answer.
	return fmt.Sprintf("#%d", facts.Ticket.N)
}

func (w *Writer) choose(language string) (string, chapter) {
	b := *w.book.Load()
	if c, ok := b[language]; ok {
		return language, c
	}
	return w.language, b[w.language]
}
