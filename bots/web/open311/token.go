package open311

import (
	"context"
	"encoding/xml"
	"regexp"
	"strconv"
	"strings"
	"time"

	"snapgrid/intake"
)

// How long a POST waits for its number, and how often it looks.
const (
	patience = 10 * time.Second
	glance   = 100 * time.Millisecond
)

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
