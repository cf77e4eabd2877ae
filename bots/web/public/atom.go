package public

import (
	"encoding/xml"
	"fmt"
	"net/http"
	"time"

	"snapgrid/bots/web/page"
)

// atomFeed is a feed of RFC 4287, with the places of GeoRSS.
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	GeoRSS  string      `xml:"xmlns:georss,attr"`
	Lang    string      `xml:"xml:lang,attr"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  atomAuthor  `xml:"author"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID        string       `xml:"id"`
	Title     string       `xml:"title"`
	Published string       `xml:"published"`
	Updated   string       `xml:"updated"`
	Links     []atomLink   `xml:"link"`
	Category  atomCategory `xml:"category"`
	Summary   string       `xml:"summary"`
	Point     string       `xml:"georss:point,omitempty"` // latitude before longitude
}

type atomCategory struct {
	Term  string `xml:"term,attr"`
	Label string `xml:"label,attr"`
}

// atom gives out tickets as a feed to subscribe to.
func (f *Face) atom(w http.ResponseWriter, r *http.Request) {
	answer, err := f.read(r)
	if err != nil {
		f.refuse(w, r, err)
		return
	}
	whole := atomFeed{
		GeoRSS: "http://www.georss.org/georss", Lang: answer.language,
		ID: f.address("/tickets.atom" + answer.wish.Feed()), Title: page.Translate(answer.language, "身边的事") + " · SnapGrid",
		Updated: time.Unix(0, 0).UTC().Format(time.RFC3339), Author: atomAuthor{"SnapGrid"},
		Links: []atomLink{
			{Rel: "self", Type: "application/atom+xml", Href: f.address(r.URL.RequestURI())},
			{Rel: "alternate", Type: "text/html", Href: f.address("/" + answer.wish.Feed())},
		},
	}
	if next := answer.next(r); next != "" {
		whole.Links = append(whole.Links, atomLink{Rel: "next", Type: "application/atom+xml", Href: f.address(next)})
	}
	for _, l := range answer.tickets {
		e := f.entry(answer.language, l)
		whole.Entries = append(whole.Entries, e)
		whole.Updated = max(whole.Updated, e.Updated)
	}
	body, err := xml.MarshalIndent(whole, "", " ")
	if err != nil {
		f.refuse(w, r, err)
		return
	}
	f.give(w, r, "application/atom+xml; charset=utf-8", append([]byte(xml.Header), body...))
}

func (f *Face) entry(language string, l listed) atomEntry {
	t := l.Ticket
	e := atomEntry{
		ID: f.ticketAddress(t), Title: f.title(language, t), Summary: t.Masked,
		Published: t.OpenedAt.UTC().Format(time.RFC3339), Updated: t.ChangeAt.UTC().Format(time.RFC3339),
		Links:    []atomLink{{Rel: "alternate", Type: "text/html", Href: f.ticketAddress(t)}},
		Category: atomCategory{Term: t.Category, Label: f.pages.Class(language, t.Category)},
	}
	if t.Fix.Address != "" {
		e.Summary += "\n" + t.Fix.Address
	}
	if t.Fix.Source != "" {
		e.Point = fmt.Sprintf("%.6f %.6f", t.Fix.Lat, t.Fix.Lon)
	}
	if p := l.Picture(); p != nil {
		e.Links = append(e.Links, atomLink{Rel: "enclosure", Type: "image/jpeg", Href: f.photoAddress(p)})
	}
	return e
}
