package page

import (
	"fmt"
	"net/url"

	"snapgrid/intake"
)

// Channel is the name of the built-in channel, whose chats are pages.
const Channel intake.Channel = "web"

// MaxName is how long a name in a room may be, in characters.
const MaxName = 24

// DeskChat is the private chat with us in which an officer works on the desk's pages.
// Nothing shows it but those.
func DeskChat(o intake.Officer) intake.ChatRef {
	return intake.ChatRef{Channel: Channel, ID: fmt.Sprintf("desk-%d", o.ID)}
}

// RoomPath is the path of the page of a group of the built-in channel; "" of any
// other chat.
func RoomPath(c intake.Chat) string {
	if c.Ref.Channel != Channel || c.Kind == intake.ChatPrivate {
		return ""
	}
	return "/chat/" + url.PathEscape(c.Ref.ID)
}
