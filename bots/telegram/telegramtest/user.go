package telegramtest

import (
	"fmt"
	"strconv"
)

// User is a person. Set LastName and Language before the person acts.
type User struct {
	ID       int64
	Name     string
	LastName string
	Language string // of the app: "zh-hans", "en"
	srv      *Server
	private  *Chat
}

// User makes a person.
func (s *Server) User(name string) *User {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lastUser++
	u := &User{ID: s.lastUser, Name: name, Language: "zh-hans", srv: s}
	u.private = &Chat{
		srv: s, user: u, wire: wireChat{ID: u.ID, Type: "private", FirstName: name},
		messages: map[int]*stored{}, topics: map[int]*Topic{},
	}
	s.users[u.ID], s.chats[u.ID] = u, u.private
	return u
}

// Private is the chat of this person with the bot. It begins with the first
// thing that the person says; before that the bot may not write.
func (u *User) Private() *Chat { return u.private }

// Block stops the bot from writing to this person.
func (u *User) Block() { u.private.as("kicked") }

// Unblock lets it write again.
func (u *User) Unblock() { u.private.as("member") }

func (u *User) wire() wireUser {
	return wireUser{ID: u.ID, FirstName: u.Name, LastName: u.LastName, LanguageCode: u.Language}
}

// Option says more about what a person says.
type Option func(c *Chat, m *wireMessage)

// ReplyTo makes it an answer to the message with a number.
func ReplyTo(id int) Option {
	return func(c *Chat, m *wireMessage) {
		found := c.message(id)
		if found == nil {
			return
		}
		original := found.wire
		original.ReplyTo = nil // one level only
		m.ReplyTo = &original
		if original.Thread != 0 {
			m.Thread, m.IsTopic = original.Thread, original.IsTopic
		}
	}
}

// In puts it into a topic. What is not an answer then claims to answer the
// service message that made the topic.
func In(t *Topic) Option {
	return func(c *Chat, m *wireMessage) {
		m.Thread, m.IsTopic = t.ID, true
		if m.ReplyTo == nil {
			root := c.messages[t.ID].wire
			m.ReplyTo = &root
		}
	}
}

// Anonymously lets an administrator speak in the name of the group.
func Anonymously() Option {
	return func(c *Chat, m *wireMessage) {
		group := c.wire
		m.From = &wireUser{ID: 1087968824, IsBot: true, FirstName: "Group", Username: "GroupAnonymousBot"}
		m.SenderChat = &group
	}
}

// put makes a message of this person reach the bot.
func (u *User) put(c *Chat, m wireMessage, options ...Option) *Message {
	u.srv.mu.Lock()
	defer u.srv.mu.Unlock()
	return u.putLocked(c, m, options...)
}

func (u *User) putLocked(c *Chat, m wireMessage, options ...Option) *Message {
	if c == u.private && c.bot == "" {
		c.bot = "member"
	}
	from := u.wire()
	m.From = &from
	for _, set := range options {
		set(c, &m)
	}
	m.Entities, m.CaptionEntities = entities(m.Text), entities(m.Caption)
	kept := c.keep(m, false)
	u.srv.tell("message", kept)
	return &Message{Chat: c, ID: kept.wire.ID}
}

// Press is a button that somebody pressed.
type Press struct {
	srv      *Server
	answered bool
	text     string
	alert    bool
}

// Press presses the button with a label under one of the bot's messages.
func (u *User) Press(s Sent, label string) (*Press, error) {
	return u.press(s, label, false)
}

// PressLate is Press for a message so old that the server does not show it to
// the bot any more.
func (u *User) PressLate(s Sent, label string) (*Press, error) {
	return u.press(s, label, true)
}

// PressStale is Press for the message as s shows it: somebody whose telephone has
// not heard yet that it was edited.
func (u *User) PressStale(s Sent, label string) (*Press, error) {
	u.srv.mu.Lock()
	defer u.srv.mu.Unlock()
	m := s.Chat.message(s.ID)
	for _, b := range s.Buttons {
		if m != nil && b.Label == label {
			return u.pressed(m, b.Data, false), nil
		}
	}
	return nil, fmt.Errorf("message %d had no button %q", s.ID, label)
}

func (u *User) press(sent Sent, label string, late bool) (*Press, error) {
	u.srv.mu.Lock()
	defer u.srv.mu.Unlock()
	m := sent.Chat.message(sent.ID)
	if m == nil || m.wire.ReplyMarkup == nil {
		return nil, fmt.Errorf("message %d has no buttons", sent.ID)
	}
	for _, row := range m.wire.ReplyMarkup.Rows {
		for _, b := range row {
			if b.Text == label {
				return u.pressed(m, b.Data, late), nil
			}
		}
	}
	return nil, fmt.Errorf("message %d has no button %q", sent.ID, label)
}

func (u *User) pressed(m *stored, data string, late bool) *Press {
	s := u.srv
	id := strconv.Itoa(4_000_000 + len(s.presses))
	p := &Press{srv: s}
	s.presses[id] = p
	seen := m.wire
	if late {
		seen = wireMessage{ID: seen.ID, Chat: seen.Chat} // date 0: inaccessible
	}
	s.push("callback_query", seen.Chat.ID, wireUpdate{CallbackQuery: &wirePress{
		ID: id, From: u.wire(), Message: &seen, ChatInstance: "1", Data: data,
	}})
	return p
}

// Answered reports whether the bot answered the press.
func (p *Press) Answered() bool {
	p.srv.mu.Lock()
	defer p.srv.mu.Unlock()
	return p.answered
}

// Toast is what the presser was shown, and whether it had to be dismissed.
func (p *Press) Toast() (text string, alert bool) {
	p.srv.mu.Lock()
	defer p.srv.mu.Unlock()
	return p.text, p.alert
}

// React puts an emoji on a message instead of the one before; "" takes it
// back. Only a bot that is an administrator is told, if it wants to be.
func (u *User) React(c *Chat, id int, before, emoji string) {
	u.srv.mu.Lock()
	defer u.srv.mu.Unlock()
	if c.bot != "administrator" && c.user == nil {
		return
	}
	by := u.wire()
	u.srv.push("message_reaction", c.wire.ID, wireUpdate{MessageReaction: &wireReaction{
		Chat: c.wire, ID: id, User: &by, Date: u.srv.now().Unix(), Old: reaction(before), Fresh: reaction(emoji),
	}})
}

func reaction(emoji string) []wireEmoji {
	if emoji == "" {
		return []wireEmoji{}
	}
	return []wireEmoji{{Type: "emoji", Emoji: emoji}}
}
