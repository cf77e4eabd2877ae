package public

import (
	"context"
	"net/http"
	"slices"

	"snapgrid/bots/web/page"
	"snapgrid/bots/web/photos"
	"snapgrid/intake"
)

// homeView is what the first page shows.
type homeView struct {
	Wish     wish
	Balance  Balance
	Repairs  []listed // with pictures of before and after
	Areas    []choice
	Classes  []classGroup
	Map      *mapView // nil where no cell is drawn
	Tickets  []listed
	Earlier  string // address of the next page; "" if there is none
	Rooms    []intake.Chat
	EmbedURL string
}

// Chart is the map with links to its areas.
func (v homeView) Chart() chart { return chart{v.Map, v.Wish, true} }

// listed is a ticket with the pictures that stand for it.
type listed struct {
	intake.Ticket
	Before, After *photos.Picture // nil where there is none
}

// Picture is the picture of a list.
func (l listed) Picture() *photos.Picture {
	if l.After != nil {
		return l.After
	}
	return l.Before
}

const (
	onHome      = 20  // tickets of a page
	onMap       = 100 // marks
	mostRepairs = 3
	seekRepairs = 24 // tickets among which those with both pictures are looked for
)

func (f *Face) home(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	view := homeView{Wish: f.wishOf(r)}
	ctx := r.Context()
	var err error
	if view.Balance, err = f.balance(ctx, view.Wish.Cell); err != nil {
		return err
	}
	tickets, err := f.store.LatestTickets(ctx, f.filter(view.Wish, onMap))
	if err != nil {
		return err
	}
	view.Map = f.draw(view.Wish, tickets)
	if len(tickets) > onHome {
		tickets = tickets[:onHome]
		view.Earlier = view.Wish.Earlier(tickets[onHome-1].N)
	}
	if view.Tickets, err = f.covered(ctx, tickets); err != nil {
		return err
	}
	if view.Repairs, err = f.repairs(ctx, view.Wish); err != nil {
		return err
	}
	if view.Rooms, err = f.openRooms(ctx, v); err != nil {
		return err
	}
	view.Areas, view.Classes = f.areaChoices(view.Wish.Cell), f.classChoices(v.Language, view.Wish.Class)
	view.EmbedURL = f.pages.PublicURL() + "/embed" + view.Wish.Feed()
	f.pages.Show(w, r, v, http.StatusOK, "home", "身边的事", view)
	return nil
}

// covered gives tickets their pictures.
func (f *Face) covered(ctx context.Context, tickets []intake.Ticket) ([]listed, error) {
	numbers := make([]int64, len(tickets))
	for i, t := range tickets {
		numbers[i] = t.N
	}
	covers, err := f.store.Covers(ctx, numbers)
	if err != nil {
		return nil, err
	}
	all := make([]listed, len(tickets))
	for i, t := range tickets {
		c := covers[t.N]
		all[i] = listed{Ticket: t, Before: photos.One(c.Before), After: photos.One(c.After)}
	}
	return all, nil
}

// repairs are the newest of which there are pictures of before and after.
func (f *Face) repairs(ctx context.Context, w wish) ([]listed, error) {
	if w.Before > 0 || w.State == stateOpen {
		return nil, nil
	}
	w.State = stateDone
	tickets, err := f.store.LatestTickets(ctx, f.filter(w, seekRepairs))
	if err != nil {
		return nil, err
	}
	tickets = slices.DeleteFunc(tickets, func(t intake.Ticket) bool { return t.Ending != intake.EndingSolved })
	all, err := f.covered(ctx, tickets)
	all = slices.DeleteFunc(all, func(l listed) bool { return l.Before == nil || l.After == nil })
	return all[:min(len(all), mostRepairs)], err
}

// openRooms are the built-in chats that the visitor may enter.
func (f *Face) openRooms(ctx context.Context, v page.Visitor) ([]intake.Chat, error) {
	if f.rooms == "" {
		return nil, nil
	}
	chats, err := f.store.Rooms(ctx, f.rooms)
	return slices.DeleteFunc(chats, func(c intake.Chat) bool { return c.Kind == intake.ChatStaff && !v.Staff() }), err
}
