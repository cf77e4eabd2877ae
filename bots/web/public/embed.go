package public

import (
	"net/http"
	"strings"

	"snapgrid/bots/web/page"
)

// embedView is what stands in a frame on another site.
type embedView struct {
	Wish    wish
	Balance Balance
	Tickets []listed
	Home    string // address of the same on our own page
}

// inEmbed is how many tickets fit into a frame.
const inEmbed = 6

// embed shows a little of a wish to be framed by other sites: this page alone may
// be, since it has no forms and knows nobody.
func (f *Face) embed(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	view := embedView{Wish: f.wishOf(r)}
	var err error
	if view.Balance, err = f.balance(r.Context(), view.Wish.Cell); err != nil {
		return err
	}
	if view.Tickets, err = f.list(r.Context(), view.Wish, inEmbed); err != nil {
		return err
	}
	view.Home = f.address("/" + view.Wish.Feed())
	h := w.Header()
	h.Set("Content-Security-Policy", strings.Replace(h.Get("Content-Security-Policy"), "frame-ancestors 'none'", "frame-ancestors *", 1))
	h.Del("X-Frame-Options")
	h.Set("Cache-Control", "public, max-age=60")
	f.pages.Show(w, r, v, http.StatusOK, "embed", "身边的事", view)
	return nil
}
