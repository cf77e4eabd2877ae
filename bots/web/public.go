package web

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"snapgrid/bots/web/channel"
	"snapgrid/bots/web/page"
	"snapgrid/bots/web/photos"
	"snapgrid/intake"
)

// publicStore is what the public pages need of the database.
type publicStore interface {
	Ticket(ctx context.Context, n int64) (intake.Ticket, error)
	ListTickets(ctx context.Context, f intake.Filter) ([]intake.Ticket, error)
	CountTickets(ctx context.Context) (map[intake.Status]int, error)
	CountEndings(ctx context.Context) (map[intake.Ending]int, error)
	TicketMessages(ctx context.Context, ticket int64) ([]intake.Heard, error)
	Events(ctx context.Context, ticket int64) ([]intake.Event, error)
	Chats(ctx context.Context, channel intake.Channel) ([]intake.Chat, error)
	PhotoPublished(ctx context.Context, key string) (bool, error)
}

func (s *Server) mountPublic(mux page.Mux) {
	mux.Handle("GET /{$}", s.pages.Handle(s.home))
	mux.Handle("GET /tickets/{n}", s.pages.Handle(s.ticket))
	mux.Handle("GET /p/{code}", s.pages.Handle(s.stopProof))
	mux.Handle("GET /photos/{name}", s.pages.Handle(s.photo))
	mux.Handle("GET /robots.txt", http.HandlerFunc(robots))
	mux.Handle("GET /", s.pages.Handle(func(http.ResponseWriter, *http.Request, page.Visitor) error {
		return page.NotFound()
	}))
}

// robots keeps search engines out of private conversations.
func robots(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write([]byte("User-agent: *\nDisallow: /report/\nDisallow: /chat/\nDisallow: /desk\nDisallow: /login\nDisallow: /g/\nDisallow: /p/\n"))
}

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

// visible are the statuses of tickets that the public sees in lists.
func visible() []intake.Status {
	return slices.DeleteFunc(intake.Statuses(), func(s intake.Status) bool {
		return s == intake.StatusRejected || s == intake.StatusMerged
	})
}

func (s *Server) home(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	before, err := strconv.ParseInt(r.URL.Query().Get("before"), 10, 64)
	if err != nil || before < 0 {
		before = 0
	}
	counts, err := s.options.Store.CountTickets(r.Context())
	if err != nil {
		return err
	}
	endings, err := s.options.Store.CountEndings(r.Context())
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
	if view.Tickets, err = s.latest(r.Context(), before); err != nil {
		return err
	}
	if len(view.Tickets) == onHome {
		view.Before = view.Tickets[onHome-1].N
	}
	if view.Rooms, err = s.rooms(r.Context(), v); err != nil {
		return err
	}
	s.pages.Show(w, r, v, http.StatusOK, "home", "身边的事", view)
	return nil
}

func (s *Server) latest(ctx context.Context, before int64) ([]listed, error) {
	tickets, err := s.options.Store.ListTickets(ctx, intake.Filter{Statuses: visible(), Before: before, Limit: onHome})
	if err != nil {
		return nil, err
	}
	var all []listed
	for _, t := range tickets {
		messages, err := s.options.Store.TicketMessages(ctx, t.N)
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

// rooms are the built-in chats that the visitor may enter.
func (s *Server) rooms(ctx context.Context, v page.Visitor) ([]intake.Chat, error) {
	if !s.options.Channel.Enabled {
		return nil, nil
	}
	chats, err := s.options.Store.Chats(ctx, channel.Channel)
	return slices.DeleteFunc(chats, func(c intake.Chat) bool {
		return c.Gone || c.Kind == intake.ChatPrivate || c.Kind == intake.ChatStaff && !v.Staff()
	}), err
}

// ticketView is what everybody may know of a ticket.
type ticketView struct {
	intake.Ticket
	Public         bool // its words and photos may be shown
	Where          string
	BeforePictures []channel.Picture
	AfterPictures  []channel.Picture
	Events         []intake.Event
}

func (s *Server) ticket(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	n, err := strconv.ParseInt(r.PathValue("n"), 10, 64)
	if err != nil || n < 1 {
		return page.NotFound()
	}
	view := ticketView{}
	if view.Ticket, err = s.options.Store.Ticket(r.Context(), n); err != nil {
		return err
	}
	if view.Events, err = s.options.Store.Events(r.Context(), n); err != nil {
		return err
	}
	view.Public, view.Where = view.Status != intake.StatusRejected, page.Where(view.Fix)
	if view.Public {
		messages, err := s.options.Store.TicketMessages(r.Context(), n)
		if err != nil {
			return err
		}
		view.BeforePictures = pictures(photos.Ready(messages, intake.PartReport, intake.PartNote))
		view.AfterPictures = pictures(photos.Ready(messages, intake.PartFix))
	} else {
		view.Events = withoutWords(view.Events)
	}
	s.pages.Show(w, r, v, http.StatusOK, "ticket", "#"+strconv.FormatInt(n, 10), view)
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

func pictures(keys []string) []channel.Picture {
	var all []channel.Picture
	for _, key := range keys {
		name := intake.RenditionName(key, intake.SizeLarge)
		all = append(all, channel.Picture{Small: photos.URL(name, intake.SizeSmall), Large: photos.URL(name, intake.SizeLarge)})
	}
	return all
}

// photo gives out a published rendition; staff may see all of them.
func (s *Server) photo(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	name, ok := photos.Parse(r.PathValue("name"))
	if !ok || string(name) != r.PathValue("name") {
		return page.NotFound()
	}
	if v.Staff() {
		return photos.Serve(w, r, s.options.Blobs, name, "private, max-age=86400")
	}
	published, err := s.published(r.Context(), name)
	if err != nil {
		return err
	}
	if !published {
		return page.NotFound()
	}
	return photos.Serve(w, r, s.options.Blobs, name, "public, max-age=86400")
}

// published reports whether everybody may see a rendition. A pair belongs to
// the ticket that its name tells.
func (s *Server) published(ctx context.Context, name photos.Name) (bool, error) {
	n, pair := name.PairOf()
	if !pair {
		return s.options.Store.PhotoPublished(ctx, name.Key())
	}
	t, err := s.options.Store.Ticket(ctx, n)
	return err == nil && t.Status != intake.StatusRejected, err
}
