package console

import (
	"context"
	"crypto/rand"
	"net/http"
	"slices"
	"strconv"

	"snapgrid/bots/web/page"
	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/desk"
	"snapgrid/intake/sla"
	"snapgrid/intake/whistle"
)

// ticketView is the page of a ticket.
type ticketView struct {
	intake.Ticket
	Light sla.Light
	Mine  bool  // the visitor may handle it, and so read its words
	After int64 // number of the newest event of all

	said
	matter
	Map      ticketMap
	Choices  []geotag.Fix // places that the words may mean
	Clocks   []sla.Standing
	Whistles []whistleLine
	Told     []toldLine
	Events   []intake.Event

	workForm
}

// workForm is what the visitor can do, and did.
type workForm struct {
	Form    string
	Typed   string
	Kept    []string // photos of the repair that are stored already, sealed
	Problem string
	Answer  string          // of the desk to what was just done
	Acts    []choice        // that the visitor has now
	May     map[string]bool // deeds with forms of their own
	Blow    bool            // the visitor may draft a whistle
	Classes intake.Categories
	Units   []intake.Unit
	Kinds   []whistle.Kind
}

func (c *Console) ticket(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	n, err := numberOf(r, "n")
	if err != nil {
		return err
	}
	view, err := c.viewTicket(r.Context(), v, n)
	if err != nil {
		return err
	}
	c.showTicket(w, r, v, http.StatusOK, view)
	return nil
}

// viewTicket is all that the page of a ticket shows to a visitor.
func (c *Console) viewTicket(ctx context.Context, v page.Visitor, n int64) (view ticketView, err error) {
	if view.After, err = c.news.newest(ctx, c.store); err != nil {
		return view, err
	}
	if view.Ticket, err = c.store.Ticket(ctx, n); err != nil {
		return view, err
	}
	t := view.Ticket
	view.Light, view.Mine, view.Clocks = c.desk.Light(t), c.desk.May(v.Officer, intake.RightSee, t), c.desk.Standings(t)
	view.workForm = workForm{
		Form: rand.Text(), Acts: c.choicesFor(v.Officer, t), May: c.may(v.Officer, t), Classes: c.pages.Categories(),
		Units: c.pages.Units(), Kinds: c.rules.Whistles, Blow: t.Status.Open() && c.desk.May(v.Officer, intake.RightWhistle, t),
	}
	if view.said, err = c.said(ctx, v, t); err != nil {
		return view, err
	}
	if view.matter, err = c.matter(ctx, t, view.Mine); err != nil {
		return view, err
	}
	if view.Choices, err = c.choices(ctx, t, view.Said); err != nil {
		return view, err
	}
	if view.Map, err = c.drawMap(ctx, t); err != nil {
		return view, err
	}
	if view.Whistles, err = c.whistles(ctx, n); err != nil {
		return view, err
	}
	if view.Told, err = c.told(ctx, n); err != nil {
		return view, err
	}
	view.Events, err = c.store.Events(ctx, n)
	return view, err
}

func (c *Console) showTicket(w http.ResponseWriter, r *http.Request, v page.Visitor, status int, view ticketView) {
	c.show(w, r, v, status, "ticket", "#"+strconv.FormatInt(view.N, 10), view)
}

// said is what was said and shown about a ticket.
type said struct {
	Said     []intake.Heard
	Before   []intake.Photo // that can be shown, of the report and of the repair
	Mended   []intake.Photo
	Veiled   bool                       // riders are shown by their aliases, and the visitor may learn who they are
	Names    []desk.Revealed            // behind the aliases, where they were asked for
	Hidden   bool                       // some of it holds marks in place of numbers
	Second   string                     // another trouble that it may tell of
	Disputes []dispute                  // clues to where it was that contradict the best one
	Doubts   map[int64][]intake.Finding // by photo
}

func (c *Console) said(ctx context.Context, v page.Visitor, t intake.Ticket) (s said, err error) {
	if s.Said, err = c.store.TicketMessages(ctx, t.N); err != nil {
		return s, err
	}
	for _, m := range s.Said {
		for _, p := range m.Photos {
			switch {
			case p.State != intake.PhotoReady:
			case m.Part == intake.PartFix:
				s.Mended = append(s.Mended, p)
			default:
				s.Before = append(s.Before, p)
			}
		}
	}
	split, err := c.store.SplitOf(ctx, t.N)
	switch {
	case err == nil && split.Became == 0:
		s.Second = split.Second.Masked
	case err != nil && intake.CodeOf(err) != intake.CodeNotFound:
		return s, err
	}
	veiled, err := c.veil(ctx, v, s.Said)
	if err != nil {
		return s, err
	}
	s.Veiled = veiled && v.Officer.Has(intake.RightReveal)
	s.Hidden = slices.ContainsFunc(s.Said, func(m intake.Heard) bool { return m.Hidden })
	if s.Disputes, err = c.disputes(ctx, t, s.Said); err != nil {
		return s, err
	}
	s.Doubts, err = c.doubts(ctx, t.N)
	return s, err
}

// doubts are what was found on a ticket, by photo.
func (c *Console) doubts(ctx context.Context, n int64) (map[int64][]intake.Finding, error) {
	found, err := c.store.Findings(ctx, n)
	doubts := map[int64][]intake.Finding{}
	for _, f := range found {
		doubts[f.Photo] = append(doubts[f.Photo], f)
	}
	return doubts, err
}
