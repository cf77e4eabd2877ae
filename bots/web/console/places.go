package console

import (
	"net/http"
	"slices"
	"strings"

	"snapgrid/bots/web/page"
	"snapgrid/geotag"
	"snapgrid/intake"
)

// learntPlace is a name that people taught, and what it is worth now.
type learntPlace struct {
	geotag.Learnt
	Area string // its name
	Used bool   // the program goes by it
}

type placesView struct {
	Places []learntPlace
	Total  int
	Search string
}

const inPlaces = 200

// places lists the names that people taught, the newest first.
func (c *Console) places(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	all, err := c.store.Learnt(r.Context())
	if err != nil {
		return err
	}
	view := placesView{Total: len(all), Search: page.Clean(r.URL.Query().Get("q"))}
	slices.SortStableFunc(all, func(a, b geotag.Learnt) int { return b.At.Compare(a.At) })
	for _, l := range all {
		if len(view.Places) == inPlaces {
			break
		}
		if strings.Contains(l.Name, view.Search) || l.Cell == view.Search {
			_, used := l.Place(c.pages.Now())
			cell, _ := c.areas.Cell(l.Cell)
			view.Places = append(view.Places, learntPlace{l, cell.Name, used})
		}
	}
	c.show(w, r, v, http.StatusOK, "places", "学到的地名", view)
	return nil
}

// correctPlace puts a learnt name where an officer says it is, or forgets it.
func (c *Console) correctPlace(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	all, err := c.store.Learnt(r.Context())
	if err != nil {
		return err
	}
	name, cell := r.PostFormValue("name"), r.PostFormValue("cell")
	i := slices.IndexFunc(all, func(l geotag.Learnt) bool { return l.Name == name && l.Cell == cell })
	if i < 0 {
		return page.NotFound()
	}
	l := all[i]
	if l.State = geotag.LearntForgotten; r.PostFormValue("forget") == "" {
		l.State = geotag.LearntCorrected
		if l.Point, err = geotag.ParsePoint(page.Clean(r.PostFormValue("at"))); err != nil {
			return &intake.Error{Code: intake.CodeInvalid, Message: "请写纬度和经度，例如 34.258100,108.921300"}
		}
	}
	if err := c.desk.CorrectName(r.Context(), v.Officer, l); err != nil {
		return err
	}
	http.Redirect(w, r, "/desk/places", http.StatusSeeOther)
	return nil
}
