package telegramtest

import "slices"

// Chat is a private chat, a group, a supergroup or a channel.
type Chat struct {
	srv       *Server
	wire      wireChat
	bot       string // our status in it: "member", "administrator", "kicked", …; "" in a private chat that never began
	mute      bool   // the bot may not write
	noPhotos  bool   // the bot may not send photos
	user      *User  // of a private chat
	movedTo   *Chat
	movedFrom *Chat
	linked    *Chat // discussion group of a channel
	messages  map[int]*stored
	topics    map[int]*Topic
	reactions []string // that are allowed; nil means all
	last      int
	heard     []Sent
}

// stored is a message as the server keeps it.
type stored struct {
	wire    wireMessage
	ours    bool // said by the bot
	deleted bool
	emoji   string // the bot's reaction
}

// Topic is a thread of a forum.
type Topic struct {
	ID     int
	chat   *Chat
	closed bool
}

// Message is something a person said.
type Message struct {
	Chat *Chat
	ID   int
}

// Group makes a basic group, and puts the bot into it.
func (s *Server) Group(title string) *Chat { return s.found("group", title, false) }

// Supergroup makes a supergroup, and puts the bot into it.
func (s *Server) Supergroup(title string) *Chat { return s.found("supergroup", title, false) }

// Forum makes a supergroup with topics, and puts the bot into it.
func (s *Server) Forum(title string) *Chat { return s.found("supergroup", title, true) }

// Channel makes a channel with the bot as an administrator.
func (s *Server) Channel(title string) *Chat { return s.found("channel", title, false) }

func (s *Server) found(kind, title string, forum bool) *Chat {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.newChat(kind, title, forum)
	if kind == "channel" {
		c.become("administrator")
	} else {
		c.become("member")
	}
	return c
}

func (s *Server) newChat(kind, title string, forum bool) *Chat {
	s.lastChat++
	id := -s.lastChat
	if kind != "group" {
		id = -1_000_000_000_000 - s.lastChat
	}
	c := &Chat{
		srv: s, wire: wireChat{ID: id, Type: kind, Title: title, IsForum: forum},
		messages: map[int]*stored{}, topics: map[int]*Topic{},
	}
	s.chats[id] = c
	return c
}

// ID is the number of the chat.
func (c *Chat) ID() int64 { return c.wire.ID }

// Title is the name of the chat.
func (c *Chat) Title() string { return c.wire.Title }

// become changes the bot's status and tells the bot. s.mu is held.
func (c *Chat) become(status string) {
	before := c.bot
	if before == "" {
		before = "left"
	}
	c.bot, c.mute = status, status == "restricted"
	by := c.srv.service()
	if c.user != nil {
		by = c.user.wire()
	}
	c.srv.push("my_chat_member", c.wire.ID, wireUpdate{MyChatMember: &wireMember{
		Chat: c.wire, From: by, Date: c.srv.now().Unix(),
		Old: c.srv.status(before), Fresh: c.srv.status(status),
	}})
}

func (s *Server) status(of string) wireStatus {
	found := wireStatus{Status: of, User: s.bot()}
	yes, no, never := true, false, 0
	switch of {
	case "restricted":
		found.IsMember, found.CanSend, found.Until = &yes, &no, &never
	case "kicked":
		found.Until = &never
	}
	return found
}

// service is Telegram itself.
func (s *Server) service() wireUser { return wireUser{ID: 777000, FirstName: "Telegram"} }

func (c *Chat) as(status string) {
	c.srv.mu.Lock()
	defer c.srv.mu.Unlock()
	c.become(status)
}

// Add puts the bot back into the chat.
func (c *Chat) Add() { c.as("member") }

// Kick puts the bot out of the chat.
func (c *Chat) Kick() { c.as("kicked") }

// Promote makes the bot an administrator.
func (c *Chat) Promote() { c.as("administrator") }

// Mute lets the bot listen and not write.
func (c *Chat) Mute() { c.as("restricted") }

// ForbidPhotos lets the bot write and send no photos.
func (c *Chat) ForbidPhotos() {
	c.srv.mu.Lock()
	defer c.srv.mu.Unlock()
	c.noPhotos = true
}

// AllowReactions restricts the reactions of the chat.
func (c *Chat) AllowReactions(emojis ...string) {
	c.srv.mu.Lock()
	defer c.srv.mu.Unlock()
	c.reactions = slices.Clone(emojis)
}

// Link makes group the discussion group of a channel: what is published in the
// channel is copied into it.
func (c *Chat) Link(group *Chat) {
	c.srv.mu.Lock()
	defer c.srv.mu.Unlock()
	c.linked = group
}

// Migrate turns a basic group into a supergroup with another number. Both tell
// the bot; numbers of old messages are void in the new one.
func (c *Chat) Migrate() *Chat {
	to := c.MigrateUntold()
	c.TellMigration()
	to.TellMigration()
	return to
}

// MigrateUntold is Migrate of which nobody told the bot yet.
func (c *Chat) MigrateUntold() *Chat {
	s := c.srv
	s.mu.Lock()
	defer s.mu.Unlock()
	to := s.newChat("supergroup", c.wire.Title, false)
	to.bot, to.movedFrom, c.movedTo = c.bot, c, to
	return to
}

// TellMigration lets a chat that migrated, the old or the new one, tell the bot.
func (c *Chat) TellMigration() {
	s := c.srv
	s.mu.Lock()
	defer s.mu.Unlock()
	by := s.service()
	m := wireMessage{From: &by}
	if c.movedTo != nil {
		m.MigrateTo = c.movedTo.wire.ID
	}
	if c.movedFrom != nil {
		m.MigrateFrom = c.movedFrom.wire.ID
	}
	s.tell("message", c.keep(m, false))
}

// Topic opens a topic in a forum.
func (c *Chat) Topic(name string) *Topic {
	s := c.srv
	s.mu.Lock()
	defer s.mu.Unlock()
	by := s.service()
	m := c.keep(wireMessage{From: &by, IsTopic: true, TopicCreated: &wireTopic{Name: name, Color: 7322096}}, false)
	m.wire.Thread = m.wire.ID
	t := &Topic{ID: m.wire.ID, chat: c}
	c.topics[t.ID] = t
	s.tell("message", m)
	return t
}

// Close closes the topic: a bot that is no administrator cannot write in it.
func (t *Topic) Close() {
	t.chat.srv.mu.Lock()
	defer t.chat.srv.mu.Unlock()
	t.closed = true
}

// Delete deletes a message, as its author or an administrator does: bots are
// never told.
func (m *Message) Delete() {
	m.Chat.srv.mu.Lock()
	defer m.Chat.srv.mu.Unlock()
	if found := m.Chat.message(m.ID); found != nil {
		found.deleted = true
	}
}

// keep numbers a message and stores it. s.mu is held.
func (c *Chat) keep(m wireMessage, ours bool) *stored {
	m.ID, m.Chat = c.number(), c.wire
	if m.Date == 0 {
		m.Date = c.srv.now().Unix()
	}
	found := &stored{wire: m, ours: ours}
	c.messages[m.ID] = found
	return found
}

// number is the number of the next message: of the chat's own in supergroups
// and channels, else of the account's.
func (c *Chat) number() int {
	if c.wire.Type == "private" || c.wire.Type == "group" {
		c.srv.account++
		return c.srv.account
	}
	c.last++
	return c.last
}

// message finds a message that is not deleted.
func (c *Chat) message(id int) *stored {
	if m := c.messages[id]; m != nil && !m.deleted {
		return m
	}
	return nil
}

// tell queues a message for the bot, if the bot is there to hear it.
func (s *Server) tell(kind string, m *stored) {
	c := s.chats[m.wire.Chat.ID]
	if c.hears(m) {
		seen := m.wire
		s.push(kind, c.wire.ID, messageUpdate(kind, &seen))
	}
}

func messageUpdate(kind string, m *wireMessage) wireUpdate {
	switch kind {
	case "edited_message":
		return wireUpdate{EditedMessage: m}
	case "channel_post":
		return wireUpdate{ChannelPost: m}
	case "edited_channel_post":
		return wireUpdate{EditedChannelPost: m}
	}
	return wireUpdate{Message: m}
}

// hears reports whether a message reaches the bot. In privacy mode most
// messages of groups do not.
func (c *Chat) hears(m *stored) bool {
	switch c.bot {
	case "kicked", "left", "":
		return false
	case "administrator":
		return true
	}
	if !c.srv.cfg.Privacy || c.user != nil || m.wire.service() {
		return true
	}
	if r := m.wire.ReplyTo; r != nil && r.From != nil && r.From.ID == c.srv.botID {
		return true
	}
	return m.wire.addresses(c.srv.cfg.Username)
}

func (m *wireMessage) service() bool {
	return m.MigrateTo != 0 || m.MigrateFrom != 0 || m.TopicCreated != nil
}
