package public

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"snapgrid/bots/web/page"
	"snapgrid/bots/web/photos"
	"snapgrid/intake"
)

// homeView is what the first page shows.
type homeView struct {
	Open, Done, Total int
	Tickets           []listed
	Before            int64 // number for the next page; 0 if there is none
	Rooms             []intake.Chat
}

// listed is a ticket with the picture that stands for it.
type listed struct {
	intake.Ticket
	Picture string
}

const onHome = 20

func (f *Face) home(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	before, err := strconv.ParseInt(r.URL.Query().Get("before"), 10, 64)
	if err != nil || before < 0 {
		before = 0
	}
	counts, err := f.store.CountTickets(r.Context())
	if err != nil {
		return err
	}
	endings, err := f.store.CountEndings(r.Context())
	if err != nil {
		return err
	}
	view := homeView{Done: endings[intake.EndingSolved]}
	for status, n := range counts {
		view.Total += n
		if status.Open() {
			view.Open += n
		}
	}
	if view.Tickets, err = f.latest(r.Context(), before); err != nil {
		return err
	}
	if len(view.Tickets) == onHome {
		view.Before = view.Tickets[onHome-1].N
	}
	if view.Rooms, err = f.openRooms(r.Context(), v); err != nil {
		return err
	}
	f.pages.Show(w, r, v, http.StatusOK, "home", "身边的事", view)
	return nil
}

func (f *Face) latest(ctx context.Context, before int64) ([]listed, error) {
	tickets, err := f.store.ListTickets(ctx, intake.Filter{Statuses: visible(), Before: before, Limit: onHome})
	if err != nil {
		return nil, err
	}
	var all []listed
	for _, t := range tickets {
		messages, err := f.store.TicketMessages(ctx, t.N)
		if err != nil {
			return nil, err
		}
		item := listed{Ticket: t}
		if keys := photos.Ready(messages, intake.PartFix, intake.PartReport); len(keys) > 0 {
			item.Picture = intake.RenditionName(keys[0], intake.SizeSmall)
		}
		all = append(all, item)
	}
	return all, nil
}

// openRooms are the built-in chats that the visitor may enter.
func (f *Face) openRooms(ctx context.Context, v page.Visitor) ([]intake.Chat, error) {
	if f.rooms == "" {
		return nil, nil
	}
	chats, err := f.store.Chats(ctx, f.rooms)
	return slices.DeleteFunc(chats, func(c intake.Chat) bool {
		return c.Gone || c.Kind == intake.ChatPrivate || c.Kind == intake.ChatStaff && !v.Staff()
	}), err
}
