package open311

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"fmt"
	"maps"
	"mime/multipart"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"snapgrid/bots/web/page"
	"snapgrid/bots/web/photos"
	"snapgrid/geotag"
	"snapgrid/intake"
)

// How long a POST waits for its number, and how often it looks.
const (
	patience = 10 * time.Second
	glance   = 100 * time.Millisecond
)

type createdRoot struct {
	XMLName  xml.Name      `xml:"service_requests"`
	Requests []createdView `xml:"request"`
}

// createdView answers a POST: the id, or a token until there is one.
type createdView struct {
	ID        text `xml:"service_request_id,omitempty" json:"service_request_id,omitempty"`
	Token     text `xml:"token,omitempty" json:"token,omitempty"`
	Notice    text `xml:"service_notice" json:"service_notice"`
	AccountID text `xml:"account_id" json:"account_id"`
}

// create takes a request in: one message in the private chat of the key.
func (a *Adapter) create(c call) (reply, error) {
	form, err := readForm(c)
	if err != nil {
		return reply{}, err
	}
	key := c.r.FormValue("api_key")
	if !a.authorised(key) {
		return reply{}, &failure{status: http.StatusForbidden, faults: []string{"Invalid api_key received -- can't proceed with create_request."}}
	}
	if err := a.jurisdiction(c.r); err != nil {
		return reply{}, err
	}
	m, err := a.message(c.r, key)
	if err != nil {
		return reply{}, err
	}
	if m.Media, err = a.keep(c.r.Context(), form); err != nil {
		return reply{}, err
	}
	if err := a.hear(c.r.Context(), m); err != nil {
		return reply{}, &failure{status: http.StatusServiceUnavailable, faults: []string{"the service is busy; send the request again with the same idempotency key"}, err: err}
	}
	created, err := a.await(c.r.Context(), m)
	if err != nil {
		return reply{}, err
	}
	if c.r.FormValue("media_url") != "" {
		created.Notice = "media_url is not fetched: send photos as files of a multipart form"
	}
	return ok(createdRoot{Requests: []createdView{created}}, []createdView{created}), nil
}

func readForm(c call) (*multipart.Form, error) {
	c.r.Body = http.MaxBytesReader(c.w, c.r.Body, page.PhotoBody)
	err := page.ParseForm(c.r)
	if err == nil {
		return c.r.MultipartForm, nil
	}
	if tooBig := (*http.MaxBytesError)(nil); errors.As(err, &tooBig) {
		return nil, err
	}
	return nil, &failure{status: http.StatusBadRequest, faults: []string{"the form can not be read"}, err: err}
}

// message checks the parameters and makes the message that they say. Names and
// addresses of the client's people are left out: nobody here needs them.
func (a *Adapter) message(r *http.Request, key string) (intake.Message, error) {
	class, found := a.options.Categories.Lookup(r.FormValue("service_code"))
	if code := r.FormValue("service_code"); code == "" {
		return intake.Message{}, invalid("service_code is required")
	} else if !found {
		return intake.Message{}, notFound("there is no service with the code " + code)
	}
	pin, err := a.pin(r)
	if err != nil {
		return intake.Message{}, err
	}
	address := page.Clean(r.FormValue("address_string"))
	if pin == nil && address == "" && r.FormValue("address_id") == "" {
		return intake.Message{}, invalid("lat and long, or address_string, or address_id is required")
	}
	description := page.Clean(r.FormValue("description"))
	if utf8.RuneCountInString(description) > 4000 {
		return intake.Message{}, invalid("description may have 4000 characters at most")
	}
	id, chat := messageID(r), "api-"+digest(key)
	now := a.options.Now().UTC()
	return intake.Message{
		Chat: intake.ChatRef{Channel: Channel, ID: chat}, ID: id, Private: true,
		Sender: intake.Sender{ID: chat + "-" + id}, SentAt: now,
		Text: words(description, address), Pin: pin, Form: class.Code,
	}, nil
}

// words joins what was said and where.
func words(description, address string) string {
	return strings.TrimSpace(description + "\n" + address)
}

func messageID(r *http.Request) string {
	key := r.Header.Get("Idempotency-Key")
	if key == "" {
		key = r.FormValue("idempotency_key")
	}
	if key == "" {
		key = rand.Text()
	}
	return digest(key)
}

// digest is a short name for a secret.
func digest(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:12])
}

// pin reads the position; nil if none was given.
func (a *Adapter) pin(r *http.Request) (*geotag.Pin, error) {
	lat, long := r.FormValue("lat"), r.FormValue("long")
	if lat == "" && long == "" {
		return nil, nil
	}
	if lat == "" || long == "" {
		return nil, invalid("lat and long have to come together")
	}
	y, latErr := strconv.ParseFloat(lat, 64)
	x, longErr := strconv.ParseFloat(long, 64)
	if latErr != nil || longErr != nil || !(y >= -90 && y <= 90) || !(x >= -180 && x <= 180) {
		return nil, invalid("lat and long have to be decimal degrees, WGS-84")
	}
	p := geotag.Point{Lat: y, Lon: x}
	if _, inside := a.options.Areas.CellAt(p); !inside && a.options.Areas.Grid().Len() > 0 {
		return nil, invalid(fmt.Sprintf("%s is outside the area that this service answers for", p))
	}
	return &geotag.Pin{Point: p}, nil
}

// keep stores the files of the form, whatever the client calls their fields.
func (a *Adapter) keep(ctx context.Context, form *multipart.Form) ([]intake.Media, error) {
	if form == nil {
		return nil, nil
	}
	var all []intake.Media
	for _, field := range slices.Sorted(maps.Keys(form.File)) {
		kept, err := photos.Keep(ctx, a.options.Blobs, form, field)
		if intake.CodeOf(err) == intake.CodeInvalid {
			return nil, &failure{status: http.StatusBadRequest, faults: []string{"a form may bring 9 photos of 25 MB each at most"}, err: err}
		}
		if err != nil {
			return nil, err
		}
		all = append(all, kept...)
	}
	return all, nil
}

// await waits until the line made a ticket of the message, or something else.
func (a *Adapter) await(ctx context.Context, m intake.Message) (createdView, error) {
	waiting, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	look := time.NewTicker(glance)
	defer look.Stop()
	for {
		ticket, done, err := a.ticketOf(ctx, m.Chat, m.ID)
		if err != nil {
			return createdView{}, err
		}
		if ticket != 0 {
			return createdView{ID: text(strconv.FormatInt(ticket, 10))}, nil
		}
		token := createdView{Token: tokenOf(m)}
		if done {
			return token, nil
		}
		select {
		case <-waiting.Done():
			return token, nil
		case <-look.C:
		}
	}
}

// ticketOf finds the ticket of a message; done says that the line has read it.
func (a *Adapter) ticketOf(ctx context.Context, ref intake.ChatRef, id string) (ticket int64, done bool, err error) {
	chat, err := a.options.Store.FindChat(ctx, ref)
	if err != nil {
		return 0, false, err
	}
	heard, err := a.options.Store.FindMessage(ctx, chat.ID, id)
	return heard.Ticket, heard.State != intake.MessageOpen, err
}

func tokenOf(m intake.Message) text {
	return text(strings.TrimPrefix(m.Chat.ID, "api-") + "-" + m.ID)
}

var tokenForm = regexp.MustCompile(`^([0-9a-f]{24})-([0-9a-f]{24})$`)

type tokensRoot struct {
	XMLName  xml.Name    `xml:"service_requests"`
	Requests []tokenView `xml:"request"`
}

type tokenView struct {
	ID    text `xml:"service_request_id" json:"service_request_id"`
	Token text `xml:"token" json:"token"`
}

// token tells the id behind a token; it is empty while there is none.
func (a *Adapter) token(c call) (reply, error) {
	if err := a.jurisdiction(c.r); err != nil {
		return reply{}, err
	}
	parts := tokenForm.FindStringSubmatch(c.id)
	if parts == nil {
		return reply{}, notFound("there is no such token")
	}
	ticket, _, err := a.ticketOf(c.r.Context(), intake.ChatRef{Channel: Channel, ID: "api-" + parts[1]}, parts[2])
	if err != nil {
		return reply{}, err
	}
	view := tokenView{Token: text(c.id)}
	if ticket != 0 {
		view.ID = text(strconv.FormatInt(ticket, 10))
	}
	return ok(tokensRoot{Requests: []tokenView{view}}, []tokenView{view}), nil
}
