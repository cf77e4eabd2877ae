package open311

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"fmt"
	"mime/multipart"
	"net/http"
	"strings"
	"unicode/utf8"

	"snapgrid/bots/web/page"
	"snapgrid/intake"
)

// maxDescription is how many characters a description may have.
const maxDescription = 4000

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
	form, key, err := a.enter(c, "create_request")
	if err != nil {
		return reply{}, err
	}
	m, err := a.message(c.r, key)
	if err != nil {
		return reply{}, err
	}
	media, notice, err := a.media(c.r, form)
	if err != nil {
		return reply{}, err
	}
	m.Media = media
	if err := a.hear(c.r.Context(), m); err != nil {
		return reply{}, busy(err)
	}
	created, err := a.await(c.r.Context(), m)
	if err != nil {
		return reply{}, err
	}
	created.Notice = text(notice)
	return ok(createdRoot{Requests: []createdView{created}}, []createdView{created}), nil
}

// enter reads the form of a POST, and asks for the key before anything else.
func (a *Adapter) enter(c call, what string) (form *multipart.Form, key string, err error) {
	if form, err = readForm(c); err != nil {
		return nil, "", err
	}
	key = c.r.FormValue("api_key")
	if !a.authorised(key) {
		fault := "Invalid api_key received -- can't proceed with " + what + "."
		return nil, "", &failure{status: http.StatusForbidden, faults: []string{fault}}
	}
	return form, key, a.jurisdiction(c.r)
}

func busy(err error) error {
	fault := "the service is busy; send it again with the same idempotency key"
	return &failure{status: http.StatusServiceUnavailable, faults: []string{fault}, err: err}
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

// message checks the parameters and makes the message that they say; all faults are
// told at once. Names and addresses of the client's people are left out: nobody here
// needs them.
func (a *Adapter) message(r *http.Request, key string) (intake.Message, error) {
	code := r.FormValue("service_code")
	class, found := a.options.Categories.Lookup(code)
	if code != "" && !found {
		return intake.Message{}, notFound("there is no service with the code " + code)
	}
	var faults []string
	if code == "" {
		faults = append(faults, "service_code is required")
	}
	pin, fault := a.pin(r)
	if fault != "" {
		faults = append(faults, fault)
	}
	address := page.Clean(r.FormValue("address_string"))
	if pin == nil && fault == "" && address == "" && r.FormValue("address_id") == "" {
		faults = append(faults, "lat and long, or address_string, or address_id is required")
	}
	description := page.Clean(r.FormValue("description"))
	if utf8.RuneCountInString(description) > maxDescription {
		faults = append(faults, fmt.Sprintf("description may have %d characters at most", maxDescription))
	}
	answers, wrong := answersOf(r.Form, class.Attributes)
	if faults = append(faults, wrong...); len(faults) > 0 {
		return intake.Message{}, invalid(faults...)
	}
	id, chat := messageID(r), "api-"+digest(key)
	return intake.Message{
		Chat: intake.ChatRef{Channel: Channel, ID: chat}, ID: id, Private: true,
		Sender: intake.Sender{ID: chat + "-" + id}, SentAt: a.options.Now().UTC(),
		Text: words(append([]string{description, address}, answers...)...), Pin: pin, Form: class.Code,
	}, nil
}

// words joins what was said, line by line.
func words(lines ...string) string {
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// messageID is made of the key that the client gives to a request, so that its retries
// are known. FixMyStreet gives none, but the number of its own report, which is as good.
func messageID(r *http.Request) string {
	key := r.Header.Get("Idempotency-Key")
	for _, field := range []string{"idempotency_key", "attribute[fixmystreet_id]"} {
		if key == "" {
			key = r.FormValue(field)
		}
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
