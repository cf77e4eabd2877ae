package web

import (
	"context"
	"net/http"
	"net/url"
	"strings"

	"snapgrid/bots/web/page"
	"snapgrid/bots/web/photos"
	"snapgrid/intake"
)

// photoStore is what the photos need of the database.
type photoStore interface {
	Ticket(ctx context.Context, n int64) (intake.Ticket, error)
	PhotoPublished(ctx context.Context, key string) (bool, error)
}

// mountCommon adds what belongs to no face: the photos of all of them, what search
// engines may look at, and that there is nothing else.
func (s *Server) mountCommon(mux page.Mux) {
	mux.Handle("GET /photos/{name}", s.pages.Handle(s.photo))
	mux.Handle("GET /robots.txt", http.HandlerFunc(robots))
	mux.Handle("GET /", s.pages.Handle(nothing))
}

// nothing answers where no page is. An address that was typed with a slash too many
// leads to the page without.
func nothing(w http.ResponseWriter, r *http.Request, _ page.Visitor) error {
	path := "/" + strings.Trim(r.URL.Path, "/")
	if path == "/" || !strings.HasSuffix(r.URL.Path, "/") {
		return page.NotFound()
	}
	// an address of its own form: nothing that a browser could take for another host
	http.Redirect(w, r, (&url.URL{Path: path, RawQuery: r.URL.RawQuery}).String(), http.StatusPermanentRedirect)
	return nil
}

// robots keeps search engines out of private conversations.
func robots(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write([]byte("User-agent: *\nDisallow: /report/\nDisallow: /chat/\nDisallow: /desk\nDisallow: /login\nDisallow: /g/\nDisallow: /p/\n"))
}

// photo gives out a published rendition; staff may see all of them.
func (s *Server) photo(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	name, ok := photos.Parse(r.PathValue("name"))
	if !ok || string(name) != r.PathValue("name") {
		return page.NotFound()
	}
	if v.Staff() {
		return photos.Serve(w, r, s.options.Blobs, name, photos.ForOne)
	}
	published, err := s.published(r.Context(), name)
	if err != nil {
		return err
	}
	if !published {
		return page.NotFound()
	}
	return photos.Serve(w, r, s.options.Blobs, name, photos.ForEverybody)
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
