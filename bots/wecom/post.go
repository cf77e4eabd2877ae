package wecom

import (
	"bytes"
	"context"
	"crypto/md5" //nolint:gosec // the service's checksum
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"path"
	"strings"
	"time"
	"unicode/utf8"

	"snapgrid/intake"
)

// Pace is what a group robot may say: 20 messages a minute.
func (a *Adapter) Pace() intake.Pace {
	return intake.Pace{PerSecond: 20, ChatInterval: 500 * time.Millisecond, GroupInterval: 4 * time.Second, GroupBurst: 5}
}

// Post says one thing: at the address of the message that it answers where that
// is possible, else through the robot of the group. Reactions, edits and
// buttons do not exist here; the words of a post say the same.
func (a *Adapter) Post(ctx context.Context, d intake.Delivery) (intake.Receipt, error) {
	if d.Reaction != "" || d.EditOf != "" {
		return intake.Receipt{Short: d.Short(intake.ShortReaction, intake.ShortEdit)}, nil
	}
	d, short := a.fit(d)
	parts, err := messages(d)
	if err != nil {
		return intake.Receipt{}, err
	}
	for i := a.progress.of(d.Key); i < len(parts); i++ {
		if err := a.say(ctx, d, parts[i]); err != nil {
			return intake.Receipt{}, err
		}
		a.progress.note(d.Key, i+1)
	}
	a.progress.note(d.Key, 0)
	return intake.Receipt{IDs: []string{"post-" + digest([]byte(d.Key))}, Short: short}, nil
}

// fit is a post as it can be said in its chat, and what falls short of it.
func (a *Adapter) fit(d intake.Delivery) (intake.Delivery, []intake.Shortfall) {
	short := d.Short(intake.ShortButtons, intake.ShortAlbum)
	if a.robots[d.To.ID] == nil {
		short = d.Short(intake.ShortButtons, intake.ShortLink)
		var cut bool
		if d.Text, cut = a.whole(d); cut {
			short = append(short, intake.ShortCut)
		}
		d.Pictures = nil
	}
	if len(split(d.Text, textLimit)) > 1 {
		short = append(short, intake.ShortLength)
	}
	return d, short
}

// Foresee lists the words of each message that a post becomes, before its pictures.
func (a *Adapter) Foresee(d intake.Delivery) (pieces []string, short []intake.Shortfall) {
	d, short = a.fit(d)
	return split(d.Text, textLimit), short
}

// whole is a post as the one message that can be said without a robot: its
// words, which may have to be cut, and where its pictures can be looked at.
func (a *Adapter) whole(d intake.Delivery) (text string, cut bool) {
	links := ""
	for _, p := range d.Pictures {
		links += "\n" + a.opts.PublicURL + "/photos/" + path.Base(p.Name)
	}
	pieces := split(d.Text, textLimit-len(links))
	return pieces[0] + links, len(pieces) > 1
}

// say says one part of a post. What the answering address refuses goes to the
// robot.
func (a *Adapter) say(ctx context.Context, d intake.Delivery, m message) error {
	robot := a.robots[d.To.ID]
	if m.Text != nil {
		if address := a.answers.take(d.To, d.ReplyTo, d.Private, a.opts.Now()); address != "" {
			err := a.send(ctx, address, message{Kind: "markdown", Markdown: m.Text})
			if err == nil || robot == nil || intake.CodeOf(err) == intake.CodeUnknown {
				return err
			}
		}
	}
	switch {
	case robot != nil:
		return a.send(ctx, robot.String(), m)
	case d.Private:
		return &intake.Error{Code: intake.CodeNever, Message: "wecom lets us answer within an hour, once; that is over"}
	}
	return &intake.Error{Code: intake.CodeUnavailable, Message: "wecom has no group robot for this chat: add one under wecom.robots", RetryAfter: 5 * time.Minute}
}

// message is one thing in the service's form.
type message struct {
	Kind     string `json:"msgtype"`
	Text     *words `json:"text,omitempty"`
	Markdown *words `json:"markdown,omitempty"`
	Image    *image `json:"image,omitempty"`
}

type words struct {
	Content string `json:"content"`
}

type image struct {
	Base64 string `json:"base64"`
	MD5    string `json:"md5"` // of the bytes, in hex
}

// messages are the parts of a post.
func messages(d intake.Delivery) ([]message, error) {
	var parts []message
	for _, text := range split(d.Text, textLimit) {
		if text == "" {
			continue
		}
		parts = append(parts, message{Kind: "text", Text: &words{text}})
	}
	for _, p := range d.Pictures {
		if len(p.JPEG) > pictureLimit {
			return nil, &intake.Error{Code: intake.CodeNever, Message: "wecom takes pictures of up to 2 MB"}
		}
		sum := md5.Sum(p.JPEG) //nolint:gosec // the service's checksum
		parts = append(parts, message{Kind: "image", Image: &image{
			Base64: base64.StdEncoding.EncodeToString(p.JPEG), MD5: hex.EncodeToString(sum[:]),
		}})
	}
	return parts, nil
}

// send posts one message. The address, a secret, is in no error.
func (a *Adapter) send(ctx context.Context, address string, m message) error {
	body, err := json.Marshal(m)
	if err != nil {
		return &intake.Error{Code: intake.CodeNever, Message: "the message cannot be written", Err: err}
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return &intake.Error{Code: intake.CodeNever, Message: "the address of the robot is none"}
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := a.client.Do(req)
	if err != nil {
		return unanswered(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(resp.Body, 64<<10))
	if err != nil {
		return unanswered(err)
	}
	return verdict(resp.StatusCode, raw)
}

// unanswered sorts a request without an answer: one that did not even connect
// did nothing.
func unanswered(err error) error {
	var dial *net.OpError
	if errors.As(err, &dial) && dial.Op == "dial" {
		return &intake.Error{Code: intake.CodeAgain, Message: "wecom cannot be reached", RetryAfter: time.Minute, Err: scrub(err)}
	}
	return &intake.Error{Code: intake.CodeUnknown, Message: "wecom did not say whether the message arrived", Err: scrub(err)}
}

// The service's return codes, as far as anything hangs on them.
const (
	codeBusy    = -1
	codeTooFast = 45009 // more than 20 a minute
	codeNoRobot = 93000 // the address is void: the robot was taken out of the group
)

// verdict reads the service's answer.
func verdict(status int, raw []byte) error {
	var answer struct {
		Code *int   `json:"errcode"`
		Text string `json:"errmsg"`
	}
	err := json.Unmarshal(raw, &answer)
	switch {
	case status >= http.StatusInternalServerError || err != nil || answer.Code == nil:
		return &intake.Error{Code: intake.CodeUnknown, Message: fmt.Sprintf("wecom answered with status %d and no verdict", status)}
	case *answer.Code == 0:
		return nil
	case *answer.Code == codeBusy, *answer.Code == codeTooFast:
		return &intake.Error{Code: intake.CodeAgain, Message: fmt.Sprintf("wecom wants a pause (%d)", *answer.Code), RetryAfter: time.Minute}
	case *answer.Code == codeNoRobot:
		return &intake.Error{Code: intake.CodeUnavailable, Message: "the group robot was removed or its address changed: renew it under wecom.robots", RetryAfter: 5 * time.Minute}
	}
	return &intake.Error{Code: intake.CodeNever, Message: fmt.Sprintf("wecom refused the message (%d)", *answer.Code)}
}

// split cuts words into messages of at most limit bytes, at line ends where it
// can, and never within a character.
func split(text string, limit int) []string {
	var parts []string
	rest := strings.TrimSpace(text)
	for len(rest) > limit {
		cut := limit
		for !utf8.RuneStart(rest[cut]) {
			cut--
		}
		if line := strings.LastIndexByte(rest[:cut], '\n'); line > limit/2 {
			cut = line
		}
		parts = append(parts, strings.TrimSpace(rest[:cut]))
		rest = strings.TrimSpace(rest[cut:])
	}
	return append(parts, rest)
}
