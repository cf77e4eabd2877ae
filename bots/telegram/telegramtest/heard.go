package telegramtest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Kind says what the bot did in a chat.
type Kind string

// The kinds.
const (
	Text     Kind = "text"
	Photo    Kind = "photo" // each picture of an album is one
	Edit     Kind = "edit"
	Reaction Kind = "reaction"
	Deletion Kind = "deletion"
)

// Sent is one thing that the bot did in a chat.
type Sent struct {
	Kind    Kind
	Chat    *Chat
	ID      int    // of the message; of an edit, reaction or deletion: the one concerned
	Text    string // words or caption, after an edit the new ones
	Photo   []byte // as the bot uploaded it
	Album   string
	ReplyTo int // 0: none
	Topic   int // 0: none
	Buttons []Button
	Emoji   string
	At      time.Time
}

// Button is a button under a message of the bot.
type Button struct{ Label, Data string }

// Heard lists everything that the bot did in the chat, oldest first.
func (c *Chat) Heard() []Sent {
	c.srv.mu.Lock()
	defer c.srv.mu.Unlock()
	return slices.Clone(c.heard)
}

// WaitFor waits until the bot did something that fits, and returns the first
// such thing.
func (c *Chat) WaitFor(ctx context.Context, fits func(Sent) bool) (Sent, error) {
	for {
		c.srv.mu.Lock()
		heard, changed := c.heard, c.srv.changed
		c.srv.mu.Unlock()
		if i := slices.IndexFunc(heard, fits); i >= 0 {
			return heard[i], nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return Sent{}, fmt.Errorf("wait in %q, where the bot did %d things: %w", c.wire.Title, len(heard), ctx.Err())
		}
	}
}

// RepliesTo fits words and pictures that answer a message.
func RepliesTo(m *Message) func(Sent) bool {
	return func(s Sent) bool { return s.ReplyTo == m.ID && (s.Kind == Text || s.Kind == Photo) }
}

// ReactsTo fits a reaction on a message.
func ReactsTo(m *Message) func(Sent) bool {
	return func(s Sent) bool { return s.ID == m.ID && s.Kind == Reaction }
}

// Says fits what has these words.
func Says(words string) func(Sent) bool {
	return func(s Sent) bool { return strings.Contains(s.Text, words) }
}

// did notes what the bot did. s.mu is held.
func (c *Chat) did(s Sent) {
	s.Chat, s.At = c, c.srv.now()
	c.heard = append(c.heard, s)
	c.srv.notify()
}

func buttons(k *wireKeyboard) []Button {
	var found []Button
	if k == nil {
		return nil
	}
	for _, row := range k.Rows {
		for _, b := range row {
			found = append(found, Button{Label: b.Text, Data: b.Data})
		}
	}
	return found
}
