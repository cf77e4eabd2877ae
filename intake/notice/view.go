package notice

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"snapgrid/geotag"
	"snapgrid/geotag/links"
	"snapgrid/intake"
)

// Facts is what a sentence may speak of. Most sentences need only a part.
type Facts struct {
	Ticket  intake.Ticket
	Tickets []intake.Ticket
	Pair    bool   // the picture shows before and after
	Name    string // of a person who is spoken to, or of a reporter that can not be quoted
	Quote   string // the beginning of that reporter's words
	Link    string
	Code    string      // that makes somebody an officer
	Role    intake.Role // of somebody who is invited
	People  []intake.Officer
	Second  string // another trouble that the words of the ticket may tell of
	Where   string // an area, where there is no ticket
	Channel intake.Channel
	Trouble string        // of the channel: "scan", "confirm", "logout", "silent" or "failing"; "" if all is well
	Clock   string        // the promise that is due: "sign", "contact", "solve" or "verify"
	By      time.Time     // until when that was promised
	Late    time.Duration // since then
	// Findings are what staff should know of the ticket's photos.
	Findings []intake.Finding

	Alias    int64   // number of the rider's alias; 0 if the reporter has none
	Names    []Named // behind aliases
	Proof    intake.Proof
	Rider    bool        // a rider reads it: nothing is asked
	Overdue  bool        // the promise to solve it was not kept
	Officer  string      // name of who has the ticket, or is on duty
	Handed   []GivenBack // which units sent the ticket back, and why
	First    string      // code of the unit that signed first, and has to see that somebody takes it
	Silent   bool        // the unit has no chat that we can speak in
	Screened bool        // the grid found it to be true
	Whistle  WhistleFacts
	Offer    intake.Offer
	Week     Week
	Guest    intake.Guest // a handler without an account …
	Said     string       // … and what they said
	// Suspects are open tickets that may be the same.
	Suspects []intake.Suspect
}

// Week is how a week went: how many matters were reported and solved, and two shares,
// each with its base; "" where there is none.
type Week struct {
	Days             string
	Received, Solved int
	OnTime, Content  string
}

// GivenBack is a unit that sent a ticket back, and why.
type GivenBack struct{ Unit, Reason string }

// view is what a template sees.
type view struct {
	N         int64
	What      string
	Where     string
	Opaque    bool // the reporter sent a map link that does not say where, and nothing else does
	Words     string
	Who       string // the responsible unit
	Doer      string // the unit that did it
	Until     string
	Back      string // the day on which somebody looks at a ticket that waits
	Took      string
	Outcome   string
	State     string
	Emergency bool
	Advice    string // what to do at once; "" for what is always right
	Urgent    bool
	Open      bool
	Pair      bool
	Name      string
	Quote     string
	Second    string
	Link      string
	Code      string
	Role      string
	People    []personView
	Tickets   []view
	Channel   string
	Trouble   string
	Clock     string
	By        string
	Late      string
	Officer   string
	First     string
	Handed    string // the units that sent it back, with their reasons
	Frozen    bool
	Silent    bool
	Screened  bool
	Waits     bool
	Voices    int     // how many people reported it or meet with it
	Into      int64   // the number under which it goes on; 0 if it was not merged
	Known     []int64 // tickets with the same photo, but for the suspects
	Suspects  []suspectView
	Findings  []findingView
	Alias     string
	Names     []namedView
	Rider     bool
	Overdue   bool
	For       string // what it waits for; "" if it does not
	Stopped   string
	Stayed    string
	Whistle   whistleView
	Tier      tierView
	Order     orderView
	Guest     guestView
	Week      Week
}

// findingView is a finding about the photo of a repair.
type findingView struct {
	Kind  string
	Other int64
	Far   string
}

func (w *Writer) view(lang string, f Facts) view {
	v := w.ticketView(lang, f.Ticket)
	v.Pair, v.Name, v.Link = f.Pair, f.Name, f.Link
	v.Code, v.Role, v.People = f.Code, roleNames[f.Role].in(lang), peopleView(lang, f.People)
	w.care(lang, f, &v)
	v.Channel, v.Trouble = channelName(lang, f.Channel), f.Trouble
	v.Clock, v.By, v.Late = f.Clock, w.moment(lang, f.By), took(lang, f.Late)
	v.Quote, v.Second = shorten(f.Quote, 16), shorten(f.Second, 40)
	v.Whistle = w.whistleView(lang, f.Whistle)
	v.Officer, v.First, v.Silent, v.Screened = f.Officer, w.unitName(f.First), f.Silent, f.Screened
	v.Handed = w.handed(lang, f.Handed)
	v.Order, v.Guest = w.order(lang, f.Offer), w.guest(lang, f)
	v.Week = f.Week
	if f.Where != "" {
		v.Where = f.Where
	}
	v.Suspects = suspectViews(lang, f.Suspects)
	for _, found := range f.Findings {
		switch {
		case found.Kind != intake.FindingKnown:
			v.Findings = append(v.Findings, findingView{string(found.Kind), found.Other, far(lang, found.Metres)})
		case !slices.Contains(v.Known, found.Other) && !suspected(f.Suspects, found.Other):
			v.Known = append(v.Known, found.Other)
		}
	}
	for _, t := range f.Tickets {
		v.Tickets = append(v.Tickets, w.ticketView(lang, t))
	}
	return v
}

func (w *Writer) ticketView(lang string, t intake.Ticket) view {
	return view{
		N:         t.N,
		What:      w.what(lang, t),
		Where:     where(lang, t.Fix),
		Opaque:    geotag.SourceGeocoder.Better(t.Fix.Source) && len(links.Opaque(t.Words)) > 0,
		Words:     shorten(t.Words, 120),
		Who:       w.unitName(t.Unit),
		Doer:      w.unitName(t.DoneBy),
		Until:     w.until(lang, t),
		Back:      w.day(lang, t.Wait.Until),
		Took:      took(lang, t.DoneAt.Sub(t.OpenedAt)),
		Outcome:   t.Outcome,
		State:     State(lang, t),
		Emergency: t.Severity == intake.Emergency,
		Advice:    w.advice(lang, t),
		Urgent:    t.Severity == intake.Urgent,
		Open:      t.Status.Open(),
		Frozen:    t.Frozen && t.Status.Unassigned(),
		Waits:     t.Status == intake.StatusWaiting,
		Tier:      w.tier(lang, t),
		Voices:    t.Voices,
		Into:      t.MergedInto,
	}
}

// handed tells who sent a ticket back, one after the other.
func (w *Writer) handed(lang string, chain []GivenBack) string {
	parts := make([]string, len(chain))
	for i, back := range chain {
		name := w.unitName(back.Unit)
		if name == "" {
			name = back.Unit
		}
		parts[i] = name + wording{"（" + shorten(back.Reason, 24) + "）", " (" + shorten(back.Reason, 24) + ")"}.in(lang)
	}
	return strings.Join(parts, " → ")
}

// what names the trouble: its class, or the reporter's own first words.
func (w *Writer) what(lang string, t intake.Ticket) string {
	if c, ok := w.categories.Lookup(t.Category); ok {
		return className(lang, c)
	}
	if t.Masked != "" {
		return shorten(t.Masked, 24)
	}
	if lang == "en" {
		return "your photo"
	}
	return "您的照片"
}

// className is a class as a trouble: a part, such as a street lamp, is none by
// itself.
func className(lang string, c intake.Category) string {
	part := strings.HasPrefix(c.Code, "P")
	switch {
	case lang == "en" && c.NameEn != "" && part:
		return c.NameEn + " problem"
	case lang == "en" && c.NameEn != "":
		return c.NameEn
	case part:
		return c.Name + "问题"
	}
	return c.Name
}

// advice is what to do at once: what fits the danger that the words tell of, else
// what the table of classes says.
func (w *Writer) advice(lang string, t intake.Ticket) string {
	if w.adviser != nil && t.Severity == intake.Emergency {
		if said := w.adviser.Advise(t.Words, t.Category, lang); said != "" {
			return said
		}
	}
	c, _ := w.categories.Lookup(t.Category)
	if lang == "en" {
		return c.AdviceEn
	}
	return c.Advice
}

func (w *Writer) unitName(code string) string {
	for _, u := range w.units {
		if u.Code == code {
			return u.Name
		}
	}
	return ""
}

// where tells the place; one that is only the area of the chat is said so.
func where(lang string, fix geotag.Fix) string {
	if fix.Source == geotag.SourceCell && fix.Address != "" {
		if lang == "en" {
			return "around " + fix.Address
		}
		return fix.Address + "一带"
	}
	if fix.Address == "" && fix.Source != "" {
		return fix.Point.String()
	}
	return fix.Address
}

// day tells a day.
func (w *Writer) day(lang string, t time.Time) string {
	if lang == "en" {
		return t.In(w.zone).Format("2 Jan")
	}
	return t.In(w.zone).Format("1月2日")
}

// moment tells a day and an hour.
func (w *Writer) moment(lang string, t time.Time) string {
	if lang == "en" {
		return t.In(w.zone).Format("2 Jan 15:04")
	}
	return t.In(w.zone).Format("1月2日15:04")
}

func (w *Writer) until(lang string, t intake.Ticket) string {
	due := t.DueAt.In(w.zone)
	if lang == "en" {
		return due.Format("2 Jan 15:04")
	}
	if due.Format("0102") == t.OpenedAt.In(w.zone).Format("0102") {
		return "今天" + due.Format("15:04")
	}
	return due.Format("1月2日15:04")
}

// took tells a duration in the coarsest two units that matter to people.
func took(lang string, d time.Duration) string {
	minutes := int(max(d.Round(time.Minute), time.Minute) / time.Minute)
	days, hours, minutes := minutes/1440, minutes/60%24, minutes%60
	units := [3]string{"天", "小时", "分钟"}
	if lang == "en" {
		units = [3]string{" d ", " h ", " min"}
	}
	switch {
	case days > 0:
		return strings.TrimSpace(fmt.Sprintf("%d%s%d%s", days, units[0], hours, units[1]))
	case hours > 0:
		return fmt.Sprintf("%d%s%d%s", hours, units[1], minutes, units[2])
	}
	return fmt.Sprintf("%d%s", minutes, units[2])
}

// far tells a distance as people say it.
func far(lang string, metres float64) string {
	units := [2]string{"米", "公里"}
	if lang == "en" {
		units = [2]string{" m", " km"}
	}
	if metres < 1000 {
		return fmt.Sprintf("%.0f%s", math.Round(metres/10)*10, units[0])
	}
	return fmt.Sprintf("%.1f%s", metres/1000, units[1])
}

// shorten cuts a text to at most n characters and folds its lines.
func shorten(text string, n int) string {
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) <= n {
		return text
	}
	return strings.TrimSpace(string([]rune(text)[:n])) + "…"
}

// channelName is what people call a channel.
func channelName(lang string, c intake.Channel) string {
	switch {
	case c == "wechat" && lang == "en":
		return "WeChat"
	case c == "wechat":
		return "微信"
	case c == "telegram":
		return "Telegram"
	}
	return string(c)
}
