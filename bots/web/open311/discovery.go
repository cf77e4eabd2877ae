package open311

import (
	"encoding/xml"
	"net/http"
	"slices"
	"strings"
)

// discoveryView tells clients where everything is.
type discoveryView struct {
	XMLName    xml.Name       `xml:"discovery" json:"-"`
	Changeset  text           `xml:"changeset" json:"changeset"`
	Contact    text           `xml:"contact" json:"contact"`
	KeyService text           `xml:"key_service" json:"key_service"`
	Endpoints  []endpointView `xml:"endpoints>endpoint" json:"endpoints"`
}

type endpointView struct {
	Specification text   `xml:"specification" json:"specification"`
	URL           text   `xml:"url" json:"url"`
	Changeset     text   `xml:"changeset" json:"changeset"`
	Type          text   `xml:"type" json:"type"`
	Formats       []text `xml:"formats>format" json:"formats"`
}

// changeset is when the interface last changed.
const changeset = "2026-11-22T00:00:00Z"

func (a *Adapter) discovery(call) (reply, error) {
	view := discoveryView{
		Changeset:  changeset,
		Contact:    text("Read this interface freely. Problems with it: " + a.options.PublicURL + "/report"),
		KeyService: text("Keys for POST are given out by the operator of " + a.options.PublicURL),
	}
	for _, e := range []struct{ path, kind text }{{"/open311/v2/", "production"}, {"/open311/test/", "test"}} {
		view.Endpoints = append(view.Endpoints, endpointView{
			Specification: "http://wiki.open311.org/GeoReport_v2",
			URL:           text(a.options.PublicURL) + e.path,
			Changeset:     changeset, Type: e.kind, Formats: []text{"text/xml", "application/json"},
		})
	}
	return ok(view, view), nil
}

type servicesRoot struct {
	XMLName  xml.Name      `xml:"services"`
	Services []serviceView `xml:"service"`
}

// serviceView is a class of trouble.
type serviceView struct {
	Code        text `xml:"service_code" json:"service_code"`
	Name        text `xml:"service_name" json:"service_name"`
	Description text `xml:"description" json:"description"`
	Metadata    bool `xml:"metadata" json:"metadata"`
	Type        text `xml:"type" json:"type"`
	Keywords    text `xml:"keywords" json:"keywords"`
	Group       text `xml:"group" json:"group"`
}

func (a *Adapter) services(c call) (reply, error) {
	if err := a.jurisdiction(c.r); err != nil {
		return reply{}, err
	}
	services := make([]serviceView, 0, len(a.options.Categories))
	for _, class := range a.options.Categories {
		services = append(services, serviceView{
			Code: text(class.Code), Name: text(class.Name), Description: text(class.NameEn), Metadata: len(class.Attributes) > 0, Type: "realtime",
			Keywords: text(strings.Join(class.Keywords, ",")), Group: text(class.Group),
		})
	}
	return ok(servicesRoot{Services: services}, services), nil
}

// jurisdiction refuses requests that are meant for another city.
func (a *Adapter) jurisdiction(r *http.Request) error {
	asked := r.FormValue("jurisdiction_id")
	if asked == "" || asked == a.options.Config.JurisdictionID {
		return nil
	}
	return notFound("there is no jurisdiction " + asked)
}

// authorised reports whether the request carries a key that may write.
func (a *Adapter) authorised(key string) bool {
	return key != "" && slices.ContainsFunc(a.options.Config.APIKeys, func(known string) bool {
		return digest(known) == digest(key)
	})
}
