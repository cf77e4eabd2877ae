package open311

import (
	"encoding/xml"
	"fmt"
	"net/http"
	"strconv"
	"unicode/utf8"

	"snapgrid/bots/web/page"
	"snapgrid/intake"
)

// The updates extension, which is not in the specification: what FixMyStreet sends
// and asks for beside requests.

type updatedRoot struct {
	XMLName xml.Name      `xml:"service_request_updates"`
	Updates []updatedView `xml:"request_update"`
}

type updatedView struct {
	ID text `xml:"update_id" json:"update_id"`
}

// update takes in what somebody adds to a request: a message that names the ticket. It
// walks the same line as words in a chat, so what it may bring about is what a resident
// may; the status that a client sends is not obeyed.
func (a *Adapter) update(c call) (reply, error) {
	form, key, err := a.enter(c, "create_service_request_update")
	if err != nil {
		return reply{}, err
	}
	m, err := a.updateMessage(c.r, key)
	if err != nil {
		return reply{}, err
	}
	if known, err := a.heard(c, m); err != nil || known {
		if err == nil {
			err = invalid("an update with this update_id already exists")
		}
		return reply{}, err
	}
	if m.Media, _, err = a.media(c.r, form); err != nil {
		return reply{}, err
	}
	if err := a.hear(c.r.Context(), m); err != nil {
		return reply{}, busy(err)
	}
	views := []updatedView{{text(c.r.FormValue("update_id"))}}
	return ok(updatedRoot{Updates: views}, views), nil
}

// updateMessage checks the parameters of an update.
func (a *Adapter) updateMessage(r *http.Request, key string) (intake.Message, error) {
	var faults []string
	for _, field := range []string{"service_request_id", "update_id", "description"} {
		if r.FormValue(field) == "" {
			faults = append(faults, field+" is required")
		}
	}
	description := page.Clean(r.FormValue("description"))
	if utf8.RuneCountInString(description) > maxDescription {
		faults = append(faults, fmt.Sprintf("description may have %d characters at most", maxDescription))
	}
	if len(faults) > 0 {
		return intake.Message{}, invalid(faults...)
	}
	n, ok := number(r.FormValue("service_request_id"))
	if !ok {
		return intake.Message{}, notFound("there is no request with this id")
	}
	if found, err := a.options.Store.ListTickets(r.Context(), intake.Filter{Numbers: []int64{n}, Limit: 1}); err != nil || len(found) == 0 {
		if err == nil {
			err = notFound("there is no request with this id")
		}
		return intake.Message{}, err
	}
	id, chat := "update-"+digest(r.FormValue("update_id")), "api-"+digest(key)
	return intake.Message{
		Chat: intake.ChatRef{Channel: Channel, ID: chat}, ID: id, Private: true,
		Sender: intake.Sender{ID: chat + "-" + id}, SentAt: a.options.Now().UTC(),
		Text: "#" + strconv.FormatInt(n, 10) + " " + description,
	}, nil
}

// heard reports whether a message was handed in before.
func (a *Adapter) heard(c call, m intake.Message) (bool, error) {
	_, _, err := a.ticketOf(c.r.Context(), m.Chat, m.ID)
	if intake.CodeOf(err) == intake.CodeNotFound {
		return false, nil
	}
	return err == nil, err
}
