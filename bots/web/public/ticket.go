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
	BeforePictures []photos.Picture
	AfterPictures  []photos.Picture
	Events         []intake.Event
}

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
		messages, err := f.store.TicketMessages(r.Context(), n)
		if err != nil {
			return err
		}
		view.BeforePictures = photos.Pictures(photos.Ready(messages, intake.PartReport, intake.PartNote))
		view.AfterPictures = photos.Pictures(photos.Ready(messages, intake.PartFix))
	} else {
		view.Events = withoutWords(view.Events)
	}
	f.pages.Show(w, r, v, http.StatusOK, "ticket", "#"+strconv.FormatInt(n, 10), view)
	return nil
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
