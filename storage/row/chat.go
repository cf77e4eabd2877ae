package row

import "snapgrid/intake"

// ChatColumns are the columns of [Chat], of chats c.
const ChatColumns = `c.id, c.channel, c.external_id, c.title, c.kind, c.cell, c.language, c.gone, c.door`

// Chat scans [ChatColumns].
func Chat(r Scanner) (intake.Chat, error) {
	var c intake.Chat
	err := r.Scan(&c.ID, &c.Ref.Channel, &c.Ref.ID, &c.Title, &c.Kind, &c.Cell, &c.Language, &c.Gone, &c.Door)
	return c, err
}

// PrivateChatsOf selects the chats in which officers of role $1 talked to us alone.
const PrivateChatsOf = `select ` + ChatColumns + ` from chats c where exists (
	select 1 from officers o
	join officer_identities i on i.officer = o.id and i.channel = c.channel
	join messages m on m.chat_id = c.id and m.sender_id = i.sender and m.private
	where ` + WithRole + `) order by c.id`

// Seat is where a reference leads: the chat, its title, and which of the chat's
// addresses the reference is, counted from 0. Numbers of messages are unique
// only under one address.
type Seat struct {
	Ref   intake.ChatRef
	Chat  int64
	Epoch int64
	Title string
}

// SeatColumns are the columns of [ScanSeat], of chat_refs r joined with chats c.
const SeatColumns = `r.channel, r.external_id, r.chat_id, r.epoch, c.title`

// ScanSeat scans [SeatColumns].
func ScanSeat(r Scanner) (Seat, error) {
	var s Seat
	err := r.Scan(&s.Ref.Channel, &s.Ref.ID, &s.Chat, &s.Epoch, &s.Title)
	return s, err
}

// KindOf is what a chat is taken for when a message makes it known.
func KindOf(m intake.Message) intake.ChatKind {
	if m.Private {
		return intake.ChatPrivate
	}
	return intake.ChatResidents
}

type chatForm struct {
	Channel  intake.Channel  `json:"channel,omitempty"`
	ID       string          `json:"id,omitempty"`
	Chat     int64           `json:"chat,omitempty"`
	Title    string          `json:"title,omitempty"`
	Kind     intake.ChatKind `json:"kind,omitempty"`
	Cell     string          `json:"cell,omitempty"`
	Language string          `json:"language,omitempty"`
	Gone     bool            `json:"gone,omitempty"`
}

// ChatJSON is a chat as JSON text.
func ChatJSON(c intake.Chat) string {
	return JSON(chatForm{
		Channel: c.Ref.Channel, ID: c.Ref.ID, Chat: c.ID, Title: c.Title,
		Kind: c.Kind, Cell: c.Cell, Language: c.Language, Gone: c.Gone,
	})
}

func (f chatForm) chat() intake.Chat {
	return intake.Chat{
		ID: f.Chat, Ref: intake.ChatRef{Channel: f.Channel, ID: f.ID}, Title: f.Title,
		Kind: f.Kind, Cell: f.Cell, Language: f.Language, Gone: f.Gone,
	}
}

// ByRef finds chats by their addresses of now.
func ByRef(chats []intake.Chat) map[intake.ChatRef]intake.Chat {
	found := make(map[intake.ChatRef]intake.Chat, len(chats))
	for _, c := range chats {
		found[c.Ref] = c
	}
	return found
}
