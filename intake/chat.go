package intake

// ChatKind says who talks in a chat.
type ChatKind string

// The kinds of chats.
const (
	ChatRiders    ChatKind = "riders"
	ChatResidents ChatKind = "residents" // also what a group is taken for until it is bound
	ChatStaff     ChatKind = "staff"
	ChatPrivate   ChatKind = "private"
)

// Chat is our own durable record of a chat: its ID stays when the address
// changes, so tickets and posts name chats by ID.
type Chat struct {
	ID       int64
	Ref      ChatRef
	Title    string
	Kind     ChatKind
	Cell     string // code of the area whose people talk here; "" if not bound
	Language string // "zh-CN", "en"; "" means the default
	Gone     bool   // we were put out, or the chat was deleted
	Door     string // code of the door by which the person of a private chat came; "" if by none
}
