package wecom

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"time"

	"snapgrid/intake"
)

// call is a message as the service tells it.
type call struct {
	ID       string `json:"msgid"`
	ChatID   string `json:"chatid"`   // of a group only
	ChatType string `json:"chattype"` // "group" or "single"
	From     struct {
		UserID string `json:"userid"`
	} `json:"from"`
	ResponseURL string `json:"response_url"`
	content
	Quote *content `json:"quote"`
}

// content is what a message says, by its kind.
type content struct {
	Kind string `json:"msgtype"`
	Text struct {
		Content string `json:"content"`
	} `json:"text"`
	Voice struct {
		Content string `json:"content"` // as the service understood it
	} `json:"voice"`
	Image picture `json:"image"`
	File  picture `json:"file"`
	Mixed struct {
		Items []struct {
			Kind string `json:"msgtype"`
			Text struct {
				Content string `json:"content"`
			} `json:"text"`
			Image picture `json:"image"`
		} `json:"msg_item"`
	} `json:"mixed"`
}

type picture struct {
	URL string `json:"url"`
}

// private is what the numbers of private chats begin with: the service has
// none for them.
const private = "single/"

// normalize turns a call into what happened, and the address at which it can be
// answered. ok is false if there is nothing to hand in.
func normalize(raw []byte, at time.Time) (in intake.Inbound, answer once, ok bool) {
	var c call
	err := json.Unmarshal(raw, &c)
	switch {
	case err != nil:
		return dead(raw, at, "a call that is not readable"), answer, true
	case c.Kind == "event", c.Kind == "stream":
		return in, answer, false // somebody opened the chat, or asks how far an answer is
	case c.ID == "", c.From.UserID == "", c.ChatType != "single" && c.ChatID == "":
		return dead(raw, at, "a call without a message number, a sender or a chat"), answer, true
	}
	m := &intake.Message{
		Chat: c.chat(), ID: c.ID, Private: c.ChatType == "single",
		Sender: intake.Sender{ID: c.From.UserID, Name: c.From.UserID}, SentAt: at,
		Text: c.words(), Media: c.media(),
	}
	if m.Text == "" && len(m.Media) == 0 {
		return dead(raw, at, fmt.Sprintf("cannot read messages of the kind %q", c.Kind)), answer, true
	}
	return intake.Inbound{At: at, Said: m}, once{m.Chat, m.ID, c.ResponseURL}, true
}

func (c call) chat() intake.ChatRef {
	if c.ChatType == "single" {
		return intake.ChatRef{Channel: Channel, ID: private + c.From.UserID}
	}
	return intake.ChatRef{Channel: Channel, ID: c.ChatID}
}

// mention is the robot's name, with which every message in a group begins.
var mention = regexp.MustCompile(`^@[^\s@]{1,64}[\s\x{2005}\x{00A0}]+`)

// words are the message's own; of what it quotes only the ticket's number is
// taken over, where the words name none.
func (c call) words() string {
	text := c.said()
	if c.ChatType != "single" {
		text = mention.ReplaceAllString(text, "")
	}
	text = strings.TrimSpace(text)
	if n := c.quoted(); n != "" && text != "" && !ticket.MatchString(text) {
		text = n + " " + text
	}
	return text
}

func (c content) said() string {
	switch c.Kind {
	case "text":
		return c.Text.Content
	case "voice":
		return c.Voice.Content
	}
	var parts []string
	for _, item := range c.Mixed.Items {
		if item.Kind == "text" {
			parts = append(parts, strings.TrimSpace(item.Text.Content)+" ")
		}
	}
	return strings.Join(parts, "\n")
}

var ticket = regexp.MustCompile(`#[0-9]{1,18}`)

// quoted is the one ticket that quoted words name; "" if none or several.
func (c call) quoted() string {
	if c.Quote == nil {
		return ""
	}
	found := ticket.FindAllString(c.Quote.said(), -1)
	for _, n := range found {
		if n != found[0] {
			return ""
		}
	}
	if len(found) == 0 {
		return ""
	}
	return found[0]
}

// media are claim checks: sealed pictures, to be fetched within minutes.
func (c content) media() []intake.Media {
	var all []intake.Media
	add := func(p picture, name string, original bool) {
		if p.URL != "" {
			all = append(all, intake.Media{Ref: p.URL, Name: name, Original: original})
		}
	}
	switch c.Kind {
	case "image":
		add(c.Image, "photo.jpg", false)
	case "file":
		add(c.File, "file", true)
	}
	for _, item := range c.Mixed.Items {
		if item.Kind == "image" {
			add(item.Image, "photo.jpg", false)
		}
	}
	return all
}

func dead(raw []byte, at time.Time, reason string) intake.Inbound {
	return intake.Inbound{At: at, Dead: &intake.DeadLetter{Channel: Channel, Key: digest(raw), Raw: raw, Reason: reason}}
}
