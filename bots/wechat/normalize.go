package wechat

import (
	"encoding/xml"
	"fmt"
	"path/filepath"
	"strings"

	"snapgrid/intake"
)

// The service's kinds of messages that mean something to us.
const (
	kindText   = 1
	kindPhoto  = 3
	kindApp    = 49
	kindNotice = 51
	kindSystem = 10000
	kindRecall = 10002

	appFile  = 6
	appQuote = 57
)

// idle are kinds that carry nothing a report could be made of: cards, stickers,
// calls, invitations and the like. They are dropped. Every other kind that we
// cannot read is kept as a dead letter.
var idle = map[int]bool{37: true, 40: true, 42: true, 47: true, 50: true, 52: true, 53: true, 9999: true}

// idleApp are the same among the messages of apps: links, music, mini programs,
// stickers, shops, money, and live positions, of which a web client gets none.
var idleApp = map[int]bool{
	3: true, 4: true, 5: true, 7: true, 8: true, 10: true, 13: true, 15: true, 16: true, 17: true, 33: true, 36: true,
	2000: true, 2001: true,
}

// scene is what a message is read with: where it was said, and who is who.
type scene struct {
	login   string // the login's mark
	chat    intake.ChatRef
	title   string
	private bool
	sender  func(session string) intake.Sender
	ours    []string                        // the names of our own account in this chat
	quoted  func(name, words string) string // the ID of a message said lately, "" if not sure
}

// normalize turns a message into what happened, or into nothing.
func normalize(r raw, sc scene) (intake.Inbound, bool) {
	switch {
	case r.isLocation():
		return r.located(sc)
	case r.kind == kindText:
		_, words := r.split()
		return r.spoken(sc, plain(words))
	case r.kind == kindPhoto:
		m := r.message(sc)
		m.Media = []intake.Media{{Ref: photoRef(sc.login, r.id), Name: r.id + ".jpg", Type: "image/jpeg"}}
		return intake.Inbound{Said: m}, true
	case r.kind == kindApp:
		return r.fromApp(sc)
	case r.kind == kindRecall:
		return r.recalled(sc)
	case r.kind == kindSystem, r.kind == kindNotice, idle[r.kind]:
		return intake.Inbound{}, false
	}
	return r.dead(fmt.Sprintf("cannot read messages of kind %d", r.kind)), true
}

// message is the frame that every kind shares.
func (r raw) message(sc scene) *intake.Message {
	sender, _ := r.split()
	return &intake.Message{
		Chat: sc.chat, ID: r.id, ChatTitle: sc.title, Private: sc.private,
		Sender: sc.sender(sender), SentAt: r.at,
	}
}

func (r raw) located(sc scene) (intake.Inbound, bool) {
	pin, ok := r.pin()
	if !ok {
		return r.dead("a location without a position"), true
	}
	m := r.message(sc)
	m.Pin = pin
	return intake.Inbound{Said: m}, true
}

// spoken reads words, which may be an answer.
func (r raw) spoken(sc scene, text string) (intake.Inbound, bool) {
	if q, ok := parseQuote(text); ok {
		return r.answered(sc, q)
	}
	m := r.message(sc)
	m.Text = unaddressed(text, sc.ours)
	if strings.TrimSpace(m.Text) == "" {
		return intake.Inbound{}, false
	}
	return intake.Inbound{Said: m}, true
}

// answered keeps the answer's own words and traces the quoted message. Where
// that fails, a ticket number in the quoted words is put in front: the sender
// pointed at it.
func (r raw) answered(sc scene, q quote) (intake.Inbound, bool) {
	m := r.message(sc)
	m.Text = unaddressed(q.reply, sc.ours)
	m.ReplyTo = q.id
	if m.ReplyTo == "" {
		m.ReplyTo = sc.quoted(q.name, q.words)
	}
	if n := ticketIn(q.words); m.ReplyTo == "" && n != "" && ticketIn(m.Text) == "" {
		m.Text = n + " " + m.Text
	}
	if strings.TrimSpace(m.Text) == "" {
		return intake.Inbound{}, false
	}
	return intake.Inbound{Said: m}, true
}

// appMessage is the part of an app's message that we read.
type appMessage struct {
	App struct {
		Title string `xml:"title"`
		Type  int    `xml:"type"`
		Refer struct {
			ID    string `xml:"svrid"`
			Name  string `xml:"displayname"`
			Words string `xml:"content"`
		} `xml:"refermsg"`
	} `xml:"appmsg"`
}

func (r raw) fromApp(sc scene) (intake.Inbound, bool) {
	_, content := r.split()
	var app appMessage
	err := xml.Unmarshal([]byte(plain(content)), &app)
	kind := r.appKind
	if kind == 0 {
		kind = app.App.Type
	}
	switch {
	case kind == appFile:
		return r.attached(sc)
	case kind == appQuote && err == nil:
		refer := app.App.Refer
		return r.answered(sc, quote{id: refer.ID, name: refer.Name, words: refer.Words, reply: app.App.Title})
	case idleApp[kind]:
		return intake.Inbound{}, false
	}
	return r.dead(fmt.Sprintf("cannot read app messages of kind %d", kind)), true
}

// pictures are the endings of files that can be photos, with their types.
var pictures = map[string]string{
	".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp",
	".heic": "image/heic", ".heif": "image/heif", ".bmp": "image/bmp", ".tif": "image/tiff", ".tiff": "image/tiff",
}

// attached reads a file: a photo sent this way keeps its bytes, and so the
// position that the camera wrote. Other files are none of our business.
func (r raw) attached(sc scene) (intake.Inbound, bool) {
	name := plain(r.file)
	kind, ok := pictures[strings.ToLower(filepath.Ext(name))]
	if !ok {
		return intake.Inbound{}, false
	}
	m := r.message(sc)
	m.Media = []intake.Media{{
		Ref: fileRef(sc.login, r), Name: name, Type: kind, Size: r.fileSize, Original: true, TooBig: r.fileSize > photoLimit,
	}}
	return intake.Inbound{Said: m}, true
}

// recalled makes a message that was taken back one without words: an edit.
func (r raw) recalled(sc scene) (intake.Inbound, bool) {
	_, content := r.split()
	var form struct {
		ID string `xml:"revokemsg>msgid"`
	}
	if err := xml.Unmarshal([]byte(plain(content)), &form); err != nil || form.ID == "" {
		return r.dead("a recall of nothing known"), true
	}
	m := r.message(sc)
	m.ID = form.ID
	return intake.Inbound{Edited: m}, true
}

func (r raw) dead(reason string) intake.Inbound {
	return intake.Inbound{Dead: &intake.DeadLetter{Channel: Channel, Key: r.id, Raw: r.json, Reason: reason}}
}

// unaddressed takes a mention of ourselves off the beginning of the words. After
// a name there is a space of some kind, or another person may be meant whose
// name begins like ours.
func unaddressed(text string, ours []string) string {
	for _, name := range ours {
		rest, ok := strings.CutPrefix(strings.TrimLeft(text, " \n"), "@"+name)
		if !ok || name == "" {
			continue
		}
		if trimmed := strings.TrimLeft(rest, " \u2005\u00a0\n"); trimmed != rest || rest == "" {
			return trimmed
		}
	}
	return text
}
