package telegramtest

import (
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// open finds the chat of a request, if the bot may write there.
func (s *Server) open(q *request) (*Chat, *refusal) {
	c := s.chats[q.number("chat_id", 0)]
	if c == nil {
		return nil, badRequest("chat not found")
	}
	if c.movedTo != nil {
		no := badRequest("group chat was upgraded to a supergroup chat")
		no.MigrateTo = c.movedTo.wire.ID
		return nil, no
	}
	if c.user != nil {
		switch c.bot {
		case "":
			return nil, forbidden("bot can't initiate conversation with a user")
		case "kicked":
			return nil, forbidden("bot was blocked by the user")
		}
		return c, nil
	}
	switch c.bot {
	case "kicked":
		return nil, forbidden("bot was kicked from the " + c.wire.Type + " chat")
	case "left":
		return nil, forbidden("bot is not a member of the " + c.wire.Type + " chat")
	}
	return c, nil
}

// draft prepares a message of the bot: where it goes and what it answers.
func (s *Server) draft(q *request) (*Chat, wireMessage, *refusal) {
	c, no := s.open(q)
	if no != nil {
		return nil, wireMessage{}, no
	}
	if c.mute {
		return nil, wireMessage{}, badRequest("not enough rights to send text messages to the chat")
	}
	from := s.bot()
	m := wireMessage{From: &from}
	if c.wire.Type == "channel" {
		speaker := c.wire
		m.From, m.SenderChat = nil, &speaker
	}
	if no := thread(c, q, &m); no != nil {
		return nil, m, no
	}
	if no := quoted(c, q, &m); no != nil {
		return nil, m, no
	}
	if t := c.topics[m.Thread]; t != nil && t.closed && c.bot != "administrator" {
		return nil, m, badRequest("TOPIC_CLOSED")
	}
	return c, m, markup(q, &m)
}

// thread chooses the topic. Elsewhere than in forums it is ignored; the general
// topic has no number.
func thread(c *Chat, q *request, m *wireMessage) *refusal {
	id := int(q.number("message_thread_id", 0))
	if id == 0 || !c.wire.IsForum {
		return nil
	}
	if c.topics[id] == nil {
		return badRequest("message thread not found")
	}
	m.Thread, m.IsTopic = id, true
	return nil
}

func quoted(c *Chat, q *request, m *wireMessage) *refusal {
	var want struct {
		ID       int  `json:"message_id"`
		Tolerant bool `json:"allow_sending_without_reply"`
	}
	if !q.object("reply_parameters", &want) || want.ID == 0 {
		return nil
	}
	found := c.message(want.ID)
	if found == nil {
		if want.Tolerant {
			return nil
		}
		return badRequest("message to be replied not found")
	}
	original := found.wire
	original.ReplyTo = nil
	m.ReplyTo = &original
	if original.IsTopic {
		m.Thread, m.IsTopic = original.Thread, true
	}
	return nil
}

func markup(q *request, m *wireMessage) *refusal {
	var k wireKeyboard
	if !q.object("reply_markup", &k) || len(k.Rows) == 0 {
		return nil
	}
	for _, b := range buttons(&k) {
		if len(b.Data) > 64 || b.Data == "" || b.Label == "" {
			return badRequest("BUTTON_DATA_INVALID")
		}
	}
	m.ReplyMarkup = &k
	return nil
}

// wording checks words against a limit in UTF-16 units.
func wording(text string, limit int, tooLong string) (string, *refusal) {
	if !utf8.ValidString(text) {
		return "", badRequest("strings must be encoded in UTF-8")
	}
	text = strings.TrimSpace(strings.ReplaceAll(text, "\x00", ""))
	if length(text) > limit {
		return "", badRequest(tooLong)
	}
	return text, nil
}

func (s *Server) sendMessage(q *request) (any, *refusal) {
	c, m, no := s.draft(q)
	if no != nil {
		return nil, no
	}
	text, no := wording(q.text("text"), 4096, "message is too long")
	if no != nil {
		return nil, no
	}
	if text == "" {
		return nil, badRequest("message text is empty")
	}
	if no := s.pass(c, 1); no != nil {
		return nil, no
	}
	m.Text, m.Entities = text, entities(text)
	return s.say(c, m, nil), nil
}

// pass applies the rate limits, where they are on.
func (s *Server) pass(c *Chat, n int) *refusal {
	if !s.cfg.Limits {
		return nil
	}
	return s.limits.admit(c, n)
}

// say keeps a message of the bot and lets the chat hear it.
func (s *Server) say(c *Chat, m wireMessage, uploaded []byte) *wireMessage {
	kept := c.keep(m, true)
	did := Sent{Kind: Text, ID: kept.wire.ID, Text: m.Text + m.Caption, Album: m.Album, Buttons: buttons(m.ReplyMarkup)}
	if uploaded != nil {
		did.Kind, did.Photo = Photo, uploaded
	}
	if m.ReplyTo != nil {
		did.ReplyTo = m.ReplyTo.ID
	}
	if m.IsTopic {
		did.Topic = m.Thread
	}
	c.did(did)
	s.copyToDiscussion(c, m)
	return &kept.wire
}

// picture checks and re-encodes a photo that the bot uploads, or takes one that
// is known by its file_id.
func (s *Server) picture(content []byte, known string) ([]wirePhoto, []byte, *refusal) {
	if f := s.files[known]; f != nil {
		content = f.content
	}
	if len(content) == 0 {
		return nil, nil, badRequest("there is no photo in the request")
	}
	if len(content) > 10<<20 {
		return nil, nil, badRequest("file is too big")
	}
	if no := s.dimensions(content); no != nil {
		return nil, nil, no
	}
	return s.photoLocked(s.sizes(content)), content, nil
}

func (s *Server) sendPhoto(q *request) (any, *refusal) {
	c, m, no := s.draft(q)
	if no != nil {
		return nil, no
	}
	if c.noPhotos {
		return nil, badRequest("not enough rights to send photos to the chat")
	}
	if m.Caption, no = wording(q.text("caption"), 1024, "message caption is too long"); no != nil {
		return nil, no
	}
	var content []byte
	if m.Photo, content, no = s.picture(q.files["photo"], q.text("photo")); no != nil {
		return nil, no
	}
	if no := s.pass(c, 1); no != nil {
		return nil, no
	}
	m.CaptionEntities = entities(m.Caption)
	return s.say(c, m, content), nil
}

// sendMediaGroup makes an album, all of it or nothing.
func (s *Server) sendMediaGroup(q *request) (any, *refusal) {
	c, draft, no := s.draft(q)
	if no != nil {
		return nil, no
	}
	if c.noPhotos {
		return nil, badRequest("not enough rights to send photos to the chat")
	}
	var items []struct{ Type, Media, Caption string }
	if err := json.Unmarshal([]byte(q.text("media")), &items); err != nil {
		return nil, badRequest("can't parse media JSON object")
	}
	if len(items) < 2 {
		return nil, badRequest("too few messages to send as an album")
	}
	if len(items) > 10 {
		return nil, badRequest("too many messages to send as an album")
	}
	album := make([]wireMessage, len(items))
	uploads := make([][]byte, len(items))
	for i, item := range items {
		album[i] = draft
		name, _ := strings.CutPrefix(item.Media, "attach://")
		if album[i].Photo, uploads[i], no = s.picture(q.files[name], item.Media); no != nil {
			return nil, no
		}
		if album[i].Caption, no = wording(item.Caption, 1024, "message caption is too long"); no != nil {
			return nil, no
		}
	}
	if no := s.pass(c, len(items)); no != nil {
		return nil, no
	}
	return s.sayAlbum(c, album, uploads), nil
}

func (s *Server) sayAlbum(c *Chat, album []wireMessage, uploads [][]byte) []*wireMessage {
	id := s.album()
	sent := make([]*wireMessage, len(album))
	for i, m := range album {
		m.Album, m.CaptionEntities = id, entities(m.Caption)
		sent[i] = s.say(c, m, uploads[i])
	}
	return sent
}
