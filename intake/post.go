package intake

import (
	"fmt"
	"time"
)

// Post is something we say in a chat. It is written in the transaction of its
// cause and delivered later, in order within its chat.
type Post struct {
	ID        int64
	Key       string // names the cause, so that the same post is never written twice
	ChatID    int64
	Topic     string
	ReplyTo   string // the channel's number of the message it answers; "" if none
	Ticket    int64  // 0 if none
	Kind      PostKind
	Text      string
	Photos    []string // names in storage/blob of JPEG renditions
	Buttons   []Button // in one row
	Reaction  string   // an emoji for the message ReplyTo instead of words
	Edits     string   // Key of an earlier post of the same chat whose words this one replaces
	Alternate int64    // the chat to use, without ReplyTo, if this one is gone; 0 if none
	State     PostState
	Attempts  int
	NotBefore time.Time // do not try earlier
	CreatedAt time.Time
	SentAt    time.Time
	SentAs    []string // the channel's numbers of the messages that it became
	Failure   string   // the last error, for staff

	// ClaimedUntil names the claim of who took the post up to say it, and ends it.
	// Zero for whoever did not claim it.
	ClaimedUntil time.Time
}

// PostKind says what a post is for.
type PostKind string

// The kinds of posts.
const (
	PostReaction   PostKind = "reaction"   // seen: ride on
	PostAck        PostKind = "ack"        // the acknowledgement of a report
	PostCard       PostKind = "card"       // the dispatch card in a unit's chat
	PostResolution PostKind = "resolution" // how it ended, with before and after
	PostAnswer     PostKind = "answer"     // the answer to a command or question
	PostAlarm      PostKind = "alarm"      // an emergency
	PostNews       PostKind = "news"       // nobody asked for it and it can wait: how it goes on, a list
	PostWhistle    PostKind = "whistle"    // about a whistle: its key says which, see WhistleKey
	PostReminder   PostKind = "reminder"   // a promise is due
)

// Calls reports whether such a post calls somebody to act.
func (k PostKind) Calls() bool { return k == PostCard || k == PostAlarm || k == PostReminder }

// PostState says how far a post has come.
type PostState string

// The states of a post.
const (
	PostWaiting PostState = "waiting"
	PostSending PostState = "sending" // claimed by a worker; its outcome is not known yet
	PostSent    PostState = "sent"
	PostDead    PostState = "dead"   // undeliverable: staff see it and may try again
	PostHeld    PostState = "held"   // waits for the end of the quiet hours
	PostFolded  PostState = "folded" // was said as a part of a list
)

// Button is a choice under a post.
type Button struct {
	Label string
	Data  string // at most 64 bytes, such as "done:12"
}

// Delivery is a post made ready for its channel's adapter.
type Delivery struct {
	Key      string // of the post: the same on every attempt
	Kind     PostKind
	To       ChatRef
	Private  bool
	Topic    string
	ReplyTo  string
	EditOf   string // the channel's number of our message to edit
	Text     string
	Pictures []Picture
	Buttons  []Button
	Reaction string
}

// Picture is a photo ready to be sent: a JPEG without metadata.
type Picture struct {
	Name string
	JPEG []byte
}

// Receipt is the channel's proof of a delivery: the numbers of the messages
// that a post became, the one with the words first, and what the channel could
// not do of what the post asked for.
type Receipt struct {
	IDs   []string
	Short []Shortfall
}

// Pace is how fast a channel may be spoken to; zero means no limit.
type Pace struct {
	PerSecond     float64       // over all chats
	ChatInterval  time.Duration // between two posts in one chat
	GroupInterval time.Duration // between two posts in one group, in the long run
	GroupBurst    int           // posts in one group before GroupInterval applies
}

// AlarmKey names the alarm of a ticket in a chat.
func AlarmKey(ticket, chat int64) string { return fmt.Sprintf("alarm/%d/%d", ticket, chat) }
