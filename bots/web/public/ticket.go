package public

import (
	"net/http"
	"strconv"

	"snapgrid/bots/web/page"
	"snapgrid/bots/web/photos"
	"snapgrid/intake"
)

// ticketView is what everybody may know of a ticket.
type ticketView struct {
	intake.Ticket
	Public         bool // its words and photos may be shown
	Where          string
	Before, After  *photos.Picture // to be compared; nil if there is one of them only
	BeforePictures []photos.Picture
	AfterPictures  []photos.Picture
	Events         []intake.Event
	Map            *mapView
}

// Chart is the map of the ticket alone.
func (v ticketView) Chart() chart { return chart{Map: v.Map} }

func (f *Face) ticket(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	n, err := strconv.ParseInt(r.PathValue("n"), 10, 64)
	if err != nil || n < 1 {
		return page.NotFound()
	}
	view := ticketView{}
	if view.Ticket, err = f.store.Ticket(r.Context(), n); err != nil {
		return err
	}
	if view.Events, err = f.store.Events(r.Context(), n); err != nil {
		return err
	}
	view.Public, view.Where = view.Status != intake.StatusRejected, page.Where(view.Fix)
	if view.Public {
		if err := f.show(r, &view); err != nil {
			return err
		}
	} else {
		view.Events = withoutWords(view.Events)
	}
	f.pages.Show(w, r, v, http.StatusOK, "ticket", "#"+strconv.FormatInt(n, 10), view)
	return nil
}

// show adds the pictures and the map of a ticket that may be shown.
func (f *Face) show(r *http.Request, view *ticketView) error {
	messages, err := f.store.TicketMessages(r.Context(), view.N)
	if err != nil {
		return err
	}
	view.BeforePictures = photos.Pictures(photos.Ready(messages, intake.PartReport, intake.PartNote))
	view.AfterPictures = photos.Pictures(photos.Ready(messages, intake.PartFix))
	if b, a := len(view.BeforePictures), len(view.AfterPictures); b > 0 && a > 0 {
		view.Before, view.After = &view.BeforePictures[0], &view.AfterPictures[a-1]
		view.BeforePictures, view.AfterPictures = view.BeforePictures[1:], view.AfterPictures[:a-1]
	}
	if view.Fix.Source != "" {
		view.Map = f.draw(wish{Cell: f.community(view.Fix.Cell)}, []intake.Ticket{view.Ticket})
	}
	return nil
}

// community is the area above a cell, which people know better than its grid.
func (f *Face) community(code string) string {
	path := f.areas.Path(code)
	if len(path) < 2 {
		return code
	}
	return path[len(path)-2].Code
}

// withoutWords leaves out the words of what was rejected: they may be abuse.
func withoutWords(events []intake.Event) []intake.Event {
	for i, e := range events {
		if e.Actor.Kind != intake.ActorOfficer {
			events[i].Text = ""
		}
	}
	return events
}
