package intake

import (
	"fmt"
	"strings"
	"time"

	"snapgrid/geotag"
)

// Channel names a way to talk to people: "telegram", "wechat", "web", "open311".
type Channel string

// ChatRef is the address of a chat in the words of its channel. The ID is made
// and read by the channel's adapter only; to everyone else it is opaque.
type ChatRef struct {
	Channel Channel
	ID      string
}

// String prints the reference as "telegram/-100123", the form used in the
// configuration.
func (r ChatRef) String() string { return string(r.Channel) + "/" + r.ID }

// IsZero reports whether r names no chat.
func (r ChatRef) IsZero() bool { return r == ChatRef{} }

// ParseChatRef reads the form that [ChatRef.String] prints.
func ParseChatRef(s string) (ChatRef, error) {
	channel, id, found := strings.Cut(s, "/")
	if !found || channel == "" || id == "" {
		return ChatRef{}, fmt.Errorf("chat %q: want CHANNEL/ID, such as telegram/-100123", s)
	}
	return ChatRef{Channel: Channel(channel), ID: id}, nil
}

// Sender is who said something, as the channel knows them. ID is unique within
// the channel and empty only for a chat that speaks for itself.
type Sender struct {
	ID   string
	Name string // shown to staff only, never published, never logged
	Bot  bool
}

// Inbound is one thing that happened in a chat. Exactly one of its fields is
// set, apart from At.
type Inbound struct {
	At     time.Time // when we heard it, UTC
	Said   *Message
	Edited *Message // the whole new message, under the ID of the old one
	Press  *Press
	React  *Reaction
	Moved  *ChatMoved
	Member *Membership
	Dead   *DeadLetter
}

// Message is what one person said in one chat.
type Message struct {
	Chat      ChatRef
	Topic     string // thread within the chat, opaque; "" is the chat itself
	ID        string // the channel's number of the message, unique within the chat
	ChatTitle string
	Private   bool // the chat is between this sender and us
	Sender    Sender
	SentAt    time.Time // by the service's clock, UTC
	Text      string    // words or caption, as typed
	Masked    string    // the same with personal numbers masked, if there are any; else ""
	Media     []Media
	Pin       *geotag.Pin // a location message
	Album     string      // messages with the same album belong together
	ReplyTo   string      // ID of the message that this one answers, same chat
	Language  string      // of the sender's client, if the channel tells: "zh-hans", "en"
	// Form is the class that was chosen on a form made for reports, or AnyClass
	// where the form asks for none; "" for what was said in a chat. Who fills in
	// such a form reports, whatever the words are.
	Form string
	// Talk is the verdict on plain small talk, which was judged before it is kept; none
	// of all else, and once it is kept.
	Talk Verdict `json:",omitzero"`
}

// Quote names a message that another one answers.
type Quote struct {
	Chat    int64
	Message string // the channel's number
}

// AnyClass is the [Message.Form] of a report form that asks for no class.
const AnyClass = "any"

// Media is a claim check on a photo: the adapter that made Ref can fetch its
// bytes later. A photo that is already in our store has a Key instead.
type Media struct {
	Ref      string // the adapter's handle, opaque; "" if Key is set
	Key      string // of the bytes in storage/blob; "" until fetched
	Name     string // as the sender's device called it; untrusted
	Type     string // media type as declared; untrusted
	Size     int64  // bytes as declared; 0 if unknown
	Original bool   // bytes as the camera wrote them: may carry a position
	TooBig   bool   // the channel refuses to hand it over: ask for a smaller one
}

// Press is a button pressed under one of our posts.
type Press struct {
	ID        string // the channel's number of the press
	Chat      ChatRef
	MessageID string // of our post
	Sender    Sender
	Data      string // what the button was made with; client input
	Private   bool
}

// Reaction is an emoji put on one of our posts; empty means it was taken back.
type Reaction struct {
	Chat      ChatRef
	MessageID string
	Sender    Sender
	Emoji     string
	At        time.Time
}

// ChatMoved says that a chat goes on under another address. The numbers of the
// old chat's messages are void in the new one.
type ChatMoved struct {
	From, To ChatRef
}

// Membership says that we were let into a chat or put out of it.
type Membership struct {
	Chat    ChatRef
	Title   string
	Private bool
	Inside  bool // we can hear and speak there now
	Deaf    bool // we are inside but the service hides ordinary messages from us
}

// DeadLetter is something an adapter received and could not read. It is kept
// so that nothing is lost while everything else goes on.
type DeadLetter struct {
	Channel Channel
	Key     string // unique within the channel, so that a redelivery adds nothing
	Raw     []byte
	Reason  string
}
