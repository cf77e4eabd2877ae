package open311

import (
	"context"
	"encoding/xml"
	"fmt"
	"strconv"
	"time"

	"snapgrid/intake"
)

type requestsRoot struct {
	XMLName  xml.Name      `xml:"service_requests"`
	Requests []requestView `xml:"request"`
}

// requestView is a ticket in the words of Open311.
type requestView struct {
	ID          text          `xml:"service_request_id" json:"service_request_id"`
	Status      text          `xml:"status" json:"status"`
	StatusNotes text          `xml:"status_notes" json:"status_notes"`
	ServiceName text          `xml:"service_name" json:"service_name"`
	ServiceCode text          `xml:"service_code" json:"service_code"`
	Description text          `xml:"description" json:"description"`
	Agency      text          `xml:"agency_responsible" json:"agency_responsible"`
	Notice      text          `xml:"service_notice" json:"service_notice"`
	Requested   text          `xml:"requested_datetime" json:"requested_datetime"`
	Updated     text          `xml:"updated_datetime" json:"updated_datetime"`
	Expected    text          `xml:"expected_datetime" json:"expected_datetime"`
	Address     text          `xml:"address" json:"address"`
	AddressID   text          `xml:"address_id" json:"address_id"`
	Zipcode     text          `xml:"zipcode" json:"zipcode"`
	Lat         degrees       `xml:"lat" json:"lat"`
	Long        degrees       `xml:"long" json:"long"`
	MediaURL    text          `xml:"media_url" json:"media_url"`
	Extended    *extendedView `xml:"extended_attributes" json:"extended_attributes,omitempty"`
}

// extendedView is what we tell beyond the specification, with extensions=true.
type extendedView struct {
	Severity         text        `xml:"severity" json:"severity"`
	Category         text        `xml:"category" json:"category"`
	Cell             text        `xml:"cell" json:"cell"`
	Status           text        `xml:"status" json:"status"`
	Tier             text        `xml:"tier" json:"tier"`
	Channel          text        `xml:"channel" json:"channel"`
	Reports          int         `xml:"reports" json:"reports"`
	LocationSource   text        `xml:"location_source" json:"location_source"`
	LocationAccuracy metres      `xml:"location_accuracy_m" json:"location_accuracy_m"`
	Photos           []text      `xml:"photos>photo" json:"photos"`
	ResolutionPhotos []text      `xml:"resolution_photos>photo" json:"resolution_photos"`
	MergedInto       text        `xml:"merged_into" json:"merged_into"`
	Timeline         []eventView `xml:"timeline>event" json:"timeline"`
}

type eventView struct {
	At   text `xml:"at" json:"at"`
	Kind text `xml:"kind" json:"kind"`
	Text text `xml:"text" json:"text"`
}

// beside is what is known of the tickets of a list beside themselves, by their numbers.
type beside struct {
	shots   map[int64]intake.Shots
	reports map[int64]int            // of an extended list
	events  map[int64][]intake.Event // of an extended list
}

// besides reads it, in as many statements for a thousand tickets as for one.
func (a *Adapter) besides(ctx context.Context, tickets []intake.Ticket, extended bool) (b beside, err error) {
	if len(tickets) == 0 {
		return b, nil
	}
	numbers := make([]int64, len(tickets))
	for i, t := range tickets {
		numbers[i] = t.N
	}
	if b.shots, err = a.options.Store.Shots(ctx, numbers); err != nil || !extended {
		return b, err
	}
	if b.reports, err = a.options.Store.Reports(ctx, numbers); err != nil {
		return b, err
	}
	b.events, err = a.options.Store.EventsOf(ctx, numbers)
	return b, err
}

// answer writes tickets as requests.
func (a *Adapter) answer(ctx context.Context, tickets []intake.Ticket, extended bool) (reply, error) {
	known, err := a.besides(ctx, tickets, extended)
	if err != nil {
		return reply{}, fmt.Errorf("read what is beside tickets: %w", err)
	}
	requests := make([]requestView, 0, len(tickets))
	for _, t := range tickets {
		v := a.view(t, known.shots[t.N])
		if extended {
			v.Extended = a.extend(t, known)
		}
		requests = append(requests, v)
	}
	return ok(requestsRoot{Requests: requests}, requests), nil
}

func (a *Adapter) view(t intake.Ticket, shots intake.Shots) requestView {
	class, _ := a.options.Categories.Lookup(t.Category)
	v := requestView{
		ID: text(strconv.FormatInt(t.N, 10)), Status: text(statusWord(t.Status)), StatusNotes: statusNotes(t),
		ServiceName: text(class.Name), ServiceCode: text(t.Category), Description: text(t.Masked),
		Agency: a.unitName(t.Unit), Requested: a.at(t.OpenedAt), Updated: a.at(updated(t)), Expected: a.at(t.DueAt),
		Address: text(t.Fix.Address),
		Lat:     degrees{t.Fix.Source != "", t.Fix.Lat}, Long: degrees{t.Fix.Source != "", t.Fix.Lon},
	}
	if t.Status == intake.StatusRejected {
		v.Description, shots = "", intake.Shots{}
	}
	if len(shots.Before) > 0 {
		v.MediaURL = a.photo(shots.Before[0])
	}
	return v
}

// statusNotes says in words why a request is where it is.
func statusNotes(t intake.Ticket) text {
	switch t.Status {
	case intake.StatusMerged:
		return text(fmt.Sprintf("goes on as %d / 已并入 %d", t.MergedInto, t.MergedInto))
	case intake.StatusRejected:
		return text("rejected / 不予受理: " + t.Outcome)
	case intake.StatusReopened:
		return "reopened at the reporter's word / 反映人不满意，重新办理"
	}
	return text(t.Outcome)
}

// updated is the time of the last change; of what is closed, of the closing.
func updated(t intake.Ticket) time.Time {
	if !t.Status.Open() && !t.DoneAt.IsZero() {
		return t.DoneAt
	}
	return t.ChangeAt
}

func (a *Adapter) at(t time.Time) text {
	if t.IsZero() {
		return ""
	}
	return text(t.In(a.options.Zone).Format(time.RFC3339))
}

func (a *Adapter) unitName(code string) text {
	for _, u := range a.options.Units {
		if u.Code == code {
			return text(u.Name)
		}
	}
	return text(code)
}

// photo is the address of a photo that can be shown.
func (a *Adapter) photo(key string) text {
	return text(fmt.Sprintf("%s/photos/%s_%d.jpg", a.options.PublicURL, key, intake.SizeLarge))
}

func (a *Adapter) photos(keys []string) []text {
	all := make([]text, len(keys))
	for i, key := range keys {
		all[i] = a.photo(key)
	}
	return all
}

func (a *Adapter) extend(t intake.Ticket, known beside) *extendedView {
	e := &extendedView{
		Severity: text(t.Severity), Category: text(t.Category), Cell: text(t.Fix.Cell), Status: text(t.Status), Tier: text(t.Tier.Word()),
		Channel: text(t.Channel), Reports: known.reports[t.N], LocationSource: text(t.Fix.Source),
		LocationAccuracy: metres{t.Fix.Source != "", t.Fix.Radius}, Photos: []text{}, ResolutionPhotos: []text{}, Timeline: []eventView{},
	}
	if t.Status != intake.StatusRejected {
		e.Photos, e.ResolutionPhotos = a.photos(known.shots[t.N].Before), a.photos(known.shots[t.N].After)
	}
	if t.MergedInto != 0 {
		e.MergedInto = text(strconv.FormatInt(t.MergedInto, 10))
	}
	for _, event := range known.events[t.N] {
		e.Timeline = append(e.Timeline, eventView{At: a.at(event.At), Kind: text(event.Kind), Text: eventText(t, event)})
	}
	return e
}

// metres is a distance rounded to decimetres; null in JSON and empty in XML if
// unknown.
type metres struct {
	known bool
	value float64
}

// MarshalJSON writes a number or null.
func (m metres) MarshalJSON() ([]byte, error) {
	if !m.known {
		return []byte("null"), nil
	}
	return m.MarshalText()
}

// MarshalText writes a number or nothing.
func (m metres) MarshalText() ([]byte, error) {
	if !m.known {
		return nil, nil
	}
	return strconv.AppendFloat(nil, m.value, 'f', 1, 64), nil
}
