package stats

import (
	"slices"
	"strings"
	"time"

	"snapgrid/geotag"
	"snapgrid/intake"
)

// Moment is a time as microseconds since 1970, UTC; 0 is none.
type Moment int64

// At is the moment of a time.
func At(t time.Time) Moment {
	if t.IsZero() {
		return 0
	}
	return Moment(t.UnixMicro())
}

// Time is the time of a moment.
func (m Moment) Time() time.Time {
	if m == 0 {
		return time.Time{}
	}
	return time.UnixMicro(int64(m)).UTC()
}

// Fact is what the figures need of a ticket.
type Fact struct {
	N         int64
	Opened    Moment
	Due       Moment // promised to the reporter, after what it stood still
	Done      Moment // when it ended; 0 while it is open
	Paused    Moment // since when its clocks stand still
	SignBy    Moment
	Signed    Moment
	ContactBy Moment
	Contacted Moment
	Cell      string
	Unit      string
	Class     string
	Status    intake.Status
	Ending    intake.Ending
	Rating    intake.Rating
	Returns   int64        // how often units sent it back
	Reopened  int64        // how often it was taken up again
	Point     geotag.Point // zero where it has none of its own
	Refusal   string       // the words of a refusal; "" if it was not refused
}

// tests are the words with which the refusal of a ticket begins that was only tried
// out.
var tests = []string{"测试", "演练", "试一下", "test", "drill"}

// test reports whether somebody only tried whether it works, and staff said so.
func (f *Fact) test() bool {
	if f.Status != intake.StatusRejected {
		return false
	}
	words := strings.ToLower(strings.TrimSpace(f.Refusal))
	return slices.ContainsFunc(tests, func(word string) bool { return strings.HasPrefix(words, word) })
}

// answerBy is until when somebody who has it had to speak: where the matter was
// reported if that is promised, else by signing for it.
func (f *Fact) answerBy() Moment {
	if f.ContactBy != 0 {
		return f.ContactBy
	}
	return f.SignBy
}

// answered is when they did. An ending is an answer as well.
func (f *Fact) answered() Moment {
	said := f.Signed
	if f.ContactBy != 0 {
		said = f.Contacted
	}
	if said == 0 || f.Done != 0 && f.Done < said {
		return f.Done
	}
	return said
}

// Blown is a whistle, with what is known of its ticket.
type Blown struct {
	At     Moment
	Ticket int64
	Cell   string
	Unit   string
	Class  string
}
