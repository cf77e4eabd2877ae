package intake

import "time"

// Member is a browser that took an invitation to a room of the built-in channel. It
// speaks there under the name of the invitation, which nobody else can take. Who is
// invited again under the same name is the same person on another device.
type Member struct {
	ChatID  int64
	Guest   string // the browser, as the channel knows it
	Sender  string // the person: what messages carry
	Name    string
	Officer int64 // who invited
	At      time.Time
}
