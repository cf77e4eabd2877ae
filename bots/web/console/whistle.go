package console

import (
	"context"
	"crypto/rand"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"snapgrid/bots/web/page"
	"snapgrid/bots/web/photos"
	"snapgrid/intake"
	"snapgrid/intake/whistle"
)

// WhistleAct is one step of an officer with a whistle.
type WhistleAct struct {
	Act     // Ticket is of a draft only
	Step    intake.WhistleStep
	Whistle int64    // 0 of a draft
	Part    int      // position of the unit that it is about; 0: the whole whistle
	Units   []string // of a draft: codes of those that are called
	Kind    string   // of a draft: code; "" is the usual one
}

// whistleLine is a whistle, and which of its units are late.
type whistleLine struct {
	intake.Whistle
	Late  bool
	Units []unitLine
}

type unitLine struct {
	intake.WhistlePart
	Late  bool
	Steps []intake.WhistleStep // that the visitor may take for the unit
}

// line is a whistle as a list shows it.
func (c *Console) line(w intake.Whistle) whistleLine {
	line := whistleLine{Whistle: w, Late: whistle.Late(w, c.pages.Now())}
	for _, p := range w.Parts {
		line.Units = append(line.Units, unitLine{WhistlePart: p, Late: whistle.Working(w.Status) && whistle.Overdue(p, c.pages.Now())})
	}
	return line
}

// whistles lists the whistles that were blown, or are to be, for a ticket.
func (c *Console) whistles(ctx context.Context, ticket int64) ([]whistleLine, error) {
	all, err := c.store.WhistlesOf(ctx, ticket)
	var lines []whistleLine
	for _, w := range all {
		lines = append(lines, c.line(w))
	}
	return lines, err
}

// whistleView is the page of a whistle.
type whistleView struct {
	whistleLine
	About   intake.Ticket
	By      string
	Steps   []intake.WhistleStep // that the visitor may take with the whole of it
	Events  []whistleEvent
	News    []toldLine // what was said to the visitor in no chat: they blew it on a page
	Told    []toldLine // what was said of it elsewhere
	Form    string
	Typed   string
	Problem string
	Answer  string
}

// whistleEvent is an entry of its history with the name of who made it.
type whistleEvent struct {
	intake.WhistleEvent
	Unit string // code of the unit that it is about
	Who  string
}

func (c *Console) whistlePage(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	n, err := numberOf(r, "n")
	if err != nil {
		return err
	}
	view, err := c.viewWhistle(r.Context(), v, n)
	if err != nil {
		return err
	}
	c.showWhistle(w, r, v, http.StatusOK, view)
	return nil
}

func (c *Console) showWhistle(w http.ResponseWriter, r *http.Request, v page.Visitor, status int, view whistleView) {
	c.show(w, r, v, status, "whistle", page.Translate(v.Language, "哨%d", view.N), view)
}

func (c *Console) viewWhistle(ctx context.Context, v page.Visitor, n int64) (view whistleView, err error) {
	found, err := c.store.Whistle(ctx, n)
	if err != nil {
		return view, err
	}
	view = whistleView{whistleLine: c.line(found), Form: rand.Text(), Steps: c.desk.WhistleSteps(v.Officer, found, 0)}
	for i := range view.Units {
		view.Units[i].Steps = c.desk.WhistleSteps(v.Officer, found, i+1)
	}
	if view.About, err = c.store.Ticket(ctx, found.Ticket); err != nil {
		return view, err
	}
	names, err := c.store.OfficerNames(ctx)
	if err != nil {
		return view, err
	}
	view.By = names[found.By]
	events, err := c.store.WhistleEvents(ctx, n)
	for _, e := range events {
		entry := whistleEvent{WhistleEvent: e, Who: names[e.Actor.Officer]}
		if e.Part > 0 {
			entry.Unit = found.Parts[e.Part-1].Unit
		}
		view.Events = append(view.Events, entry)
	}
	if err != nil {
		return view, err
	}
	return view, c.tellWhistle(ctx, v, &view)
}

// tellWhistle fills in what was said of a whistle. Who blew it on a page is answered as
// in a private chat, which no channel shows them: so this page does.
func (c *Console) tellWhistle(ctx context.Context, v page.Visitor, view *whistleView) error {
	all, err := c.told(ctx, view.Ticket)
	for _, line := range all {
		n, _, _, ok := intake.ParseWhistleKey(line.Key)
		switch {
		case !ok || n != view.N:
		case line.Chat.Ref == page.DeskChat(v.Officer):
			view.News = append(view.News, line)
		default:
			view.Told = append(view.Told, line)
		}
	}
	return err
}

// whistleAct takes the step of the pressed button: "sign/2" is for the second unit.
func (c *Console) whistleAct(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	n, err := numberOf(r, "n")
	if err != nil {
		return err
	}
	found, err := c.store.Whistle(r.Context(), n)
	if err != nil {
		return err
	}
	a, err := c.readWhistleAct(r, v, found)
	answer := ""
	if err == nil {
		answer, err = c.desk.Whistle(r.Context(), a)
	}
	fault := page.AsFault(err)
	switch {
	case err != nil && (fault.Status >= http.StatusInternalServerError || fault.Status == http.StatusNotFound):
		return err
	case err == nil && answer == "":
		http.Redirect(w, r, "/desk/whistles/"+strconv.FormatInt(n, 10), http.StatusSeeOther)
		return nil
	}
	view, viewErr := c.viewWhistle(r.Context(), v, n)
	if viewErr != nil {
		return viewErr
	}
	view.Answer = answer
	status := http.StatusOK
	if err != nil {
		status, view.Problem, view.Typed = fault.Status, fault.Sentence, a.Words
	}
	c.showWhistle(w, r, v, status, view)
	return nil
}

func (c *Console) readWhistleAct(r *http.Request, v page.Visitor, w intake.Whistle) (WhistleAct, error) {
	step, part, _ := strings.Cut(r.PostFormValue("step"), "/")
	a := WhistleAct{Whistle: w.N, Step: intake.WhistleStep(step), Act: Act{
		Officer: v.Officer, Language: v.Language, Ticket: w.Ticket, Words: page.Clean(r.PostFormValue("words")), Key: actKey(r),
	}}
	a.Part, _ = strconv.Atoi(part)
	if !slices.Contains(intake.WhistleSteps(), a.Step) || a.Step == intake.StepDraft || a.Part < 0 || a.Part > len(w.Parts) || len(a.Words) > 4*4000 {
		return a, invalid("请点一个按钮")
	}
	var err error
	a.Photos, err = photos.Keep(r.Context(), c.blobs, r.MultipartForm, "photos")
	return a, err
}

// blow drafts a whistle for a ticket: the kind, the units and why.
func (c *Console) blow(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	n, err := numberOf(r, "n")
	if err != nil {
		return err
	}
	t, err := c.store.Ticket(r.Context(), n)
	if err != nil {
		return err
	}
	if err := notYours(c.desk.RequireOn(r.Context(), v.Officer, intake.RightWhistle, t)); err != nil {
		return err
	}
	words := page.Clean(r.PostFormValue("words"))
	a := Act{Officer: v.Officer, Language: v.Language, Ticket: n, Key: actKey(r), Words: words}
	if len(r.PostForm["unit"]) == 0 || words == "" {
		return c.refuseAct(w, r, v, a, page.AsFault(invalid("请勾选叫哪些单位，并写明为什么")))
	}
	answer, err := c.desk.Whistle(r.Context(), WhistleAct{
		Act: a, Step: intake.StepDraft, Units: r.PostForm["unit"], Kind: r.PostFormValue("kind"),
	})
	if err != nil {
		return err
	}
	return c.acted(w, r, v, n, answer)
}

// whistleList is the page of all whistles.
type whistleList struct {
	Lines  []whistleLine
	Status intake.WhistleStatus
	All    []intake.WhistleStatus
	Late   bool  // only those that are late
	More   int64 // number for the next page; 0 if there is none
}

const (
	inWhistles = 50
	lateWithin = 500 // open whistles that are looked through for late ones
)

// atWork are the statuses in which units owe something.
var atWork = slices.DeleteFunc(intake.WhistleStatuses(), func(s intake.WhistleStatus) bool { return !whistle.Working(s) })

func (c *Console) whistleList(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	query := r.URL.Query()
	view := whistleList{Status: intake.WhistleStatus(query.Get("status")), All: intake.WhistleStatuses(), Late: query.Get("late") != ""}
	f := intake.WhistleFilter{Before: after(r), Limit: inWhistles}
	switch {
	case view.Late:
		f.Statuses, f.Limit = atWork, lateWithin
	case slices.Contains(view.All, view.Status):
		f.Statuses = []intake.WhistleStatus{view.Status}
	case view.Status != "":
		return page.NotFound()
	}
	found, err := c.store.ListWhistles(r.Context(), f)
	if err != nil {
		return err
	}
	if len(found) == f.Limit {
		view.More = found[f.Limit-1].N
	}
	for _, w := range found {
		if line := c.line(w); !view.Late || line.Late {
			view.Lines = append(view.Lines, line)
		}
	}
	c.show(w, r, v, http.StatusOK, "whistles", "吹哨", view)
	return nil
}
