package telegramtest

import (
	"fmt"
	"strings"
)

// Say says something in a chat.
func (u *User) Say(c *Chat, text string, options ...Option) *Message {
	return u.put(c, wireMessage{Text: strings.TrimSpace(text)}, options...)
}

// SendPhoto sends a picture as the app does: re-encoded in several sizes,
// upright, without metadata. Bytes that are no picture go as they are.
func (u *User) SendPhoto(c *Chat, picture []byte, caption string, options ...Option) *Message {
	sizes := u.srv.sizes(picture)
	return u.put(c, wireMessage{Photo: u.srv.photo(sizes), Caption: caption}, options...)
}

// SendAlbum sends pictures together: messages of their own, the caption on the
// first of them.
func (u *User) SendAlbum(c *Chat, caption string, pictures [][]byte, options ...Option) []*Message {
	developed := make([][]size, len(pictures))
	for i, p := range pictures {
		developed[i] = u.srv.sizes(p)
	}
	return u.sendAlbum(c, caption, developed, options...)
}

// Shot is a picture that an app made ready to send: the bytes are handed out as they are.
type Shot struct {
	Width, Height int
	JPEG          []byte
}

// SendShots is SendAlbum for pictures that are ready, so that thousands of them cost
// the double nothing.
func (u *User) SendShots(c *Chat, caption string, shots []Shot, options ...Option) []*Message {
	ready := make([][]size, len(shots))
	for i, p := range shots {
		ready[i] = []size{{width: p.Width, height: p.Height, jpeg: p.JPEG}}
	}
	return u.sendAlbum(c, caption, ready, options...)
}

func (u *User) sendAlbum(c *Chat, caption string, developed [][]size, options ...Option) []*Message {
	photos := make([][]wirePhoto, len(developed))
	for i := range developed {
		photos[i] = u.srv.photo(developed[i])
	}
	u.srv.mu.Lock()
	defer u.srv.mu.Unlock()
	album := u.srv.album()
	var sent []*Message
	for _, p := range photos {
		sent = append(sent, u.putLocked(c, wireMessage{Photo: p, Caption: caption, Album: album}, options...))
		caption = ""
	}
	return sent
}

// album names an album. s.mu is held.
func (s *Server) album() string {
	s.lastFile++
	return fmt.Sprintf("137%014d", s.lastFile)
}

// SendDocument sends a file byte for byte. mime may be "".
func (u *User) SendDocument(c *Chat, name, mime string, content []byte, caption string, options ...Option) *Message {
	f := u.srv.store("documents", content)
	return u.put(c, wireMessage{Caption: caption, Document: &wireFile{
		FileID: f.id, UniqueID: f.unique, Name: name, Type: mime, Size: len(content),
	}}, options...)
}

// SendVideo sends a film of which the bot hears the caption.
func (u *User) SendVideo(c *Chat, caption string, options ...Option) *Message {
	f := u.srv.store("videos", []byte("film"))
	return u.put(c, wireMessage{Caption: caption, Video: &wireVideo{
		wireFile: wireFile{FileID: f.id, UniqueID: f.unique, Type: "video/mp4"}, Width: 640, Height: 480, Duration: 3,
	}}, options...)
}

// SendSticker sends a sticker.
func (u *User) SendSticker(c *Chat, emoji string, options ...Option) *Message {
	f := u.srv.store("stickers", []byte("sticker"))
	return u.put(c, wireMessage{Sticker: &wireSticker{
		wireFile: wireFile{FileID: f.id, UniqueID: f.unique}, Kind: "regular", Width: 512, Height: 512, Emoji: emoji,
	}}, options...)
}

// SendLocation sends a position, WGS-84.
func (u *User) SendLocation(c *Chat, lat, lon float64, options ...Option) *Message {
	return u.put(c, wireMessage{Location: &wireLocation{Lat: lat, Lon: lon, Accuracy: 12}}, options...)
}

// SendVenue sends a place with its name.
func (u *User) SendVenue(c *Chat, lat, lon float64, name, address string, options ...Option) *Message {
	at := wireLocation{Lat: lat, Lon: lon}
	return u.put(c, wireMessage{Location: &at, Venue: &wireVenue{Location: at, Title: name, Address: address}}, options...)
}

// SendLiveLocation begins to share a position.
func (u *User) SendLiveLocation(c *Chat, lat, lon float64, options ...Option) *Message {
	return u.put(c, wireMessage{Location: &wireLocation{Lat: lat, Lon: lon, Accuracy: 20, Live: 900}}, options...)
}

// Move moves a live location.
func (u *User) Move(m *Message, lat, lon float64) { u.relocate(m, lat, lon, 900) }

// StopLive ends a live location where it is last.
func (u *User) StopLive(m *Message, lat, lon float64) { u.relocate(m, lat, lon, 0) }

func (u *User) relocate(m *Message, lat, lon float64, live int) {
	u.srv.mu.Lock()
	defer u.srv.mu.Unlock()
	if kept := m.Chat.message(m.ID); kept != nil {
		kept.wire.Location = &wireLocation{Lat: lat, Lon: lon, Accuracy: 20, Live: live}
		kept.wire.EditDate = u.srv.now().Unix()
		u.srv.tell("edited_message", kept)
	}
}

// Edit changes the words of a message, or of its picture.
func (u *User) Edit(m *Message, words string) {
	u.srv.mu.Lock()
	defer u.srv.mu.Unlock()
	kept := m.Chat.message(m.ID)
	if kept == nil || kept.wire.Text+kept.wire.Caption == words {
		return
	}
	w := &kept.wire
	if w.Text != "" {
		w.Text, w.Entities = words, entities(words)
	} else {
		w.Caption, w.CaptionEntities = words, entities(words)
	}
	w.EditDate = u.srv.now().Unix()
	kind := "edited_message"
	if w.Chat.Type == "channel" {
		kind = "edited_channel_post"
	}
	u.srv.tell(kind, kept)
}

// Publish says something in a channel, with a picture unless it is nil, in the
// channel's own name.
func (c *Chat) Publish(text string, picture []byte) *Message {
	m := wireMessage{Text: text}
	if picture != nil {
		m = wireMessage{Caption: text, Photo: c.srv.photo(c.srv.sizes(picture))}
	}
	c.srv.mu.Lock()
	defer c.srv.mu.Unlock()
	speaker := c.wire
	m.SenderChat = &speaker
	m.Entities, m.CaptionEntities = entities(m.Text), entities(m.Caption)
	kept := c.keep(m, false)
	c.srv.tell("channel_post", kept)
	c.srv.copyToDiscussion(c, m)
	return &Message{Chat: c, ID: kept.wire.ID}
}

// copyToDiscussion copies a post of a channel into its discussion group.
func (s *Server) copyToDiscussion(channel *Chat, m wireMessage) {
	if channel.linked == nil {
		return
	}
	from, speaker := s.service(), channel.wire
	m.From, m.SenderChat, m.IsAutoForward, m.ReplyTo = &from, &speaker, true, nil
	s.tell("message", channel.linked.keep(m, false))
}
