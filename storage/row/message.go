package row

import (
	"snapgrid/geotag"
	"snapgrid/intake"
)

// MessageColumns are the columns of [Message], of messages m joined with chats c.
const MessageColumns = `m.number, m.chat_id, c.channel, c.external_id, c.title, m.external_id, m.topic, m.private,
	m.sender_id, m.sender_name, m.sender_bot, m.sent_at, m.received_at, m.text, m.pin, m.album, m.reply_to,
	m.language, m.form, m.state, m.ticket, m.part, m.verdict, m.hidden`

// Message scans [MessageColumns]. Photos and media are not among them.
func Message(r Scanner) (intake.Heard, error) {
	var h intake.Heard
	var pin *pinForm
	var verdict verdictForm
	err := r.Scan(&h.Number, &h.ChatID, &h.Chat.Channel, &h.Chat.ID, &h.ChatTitle, &h.ID, &h.Topic, &h.Private,
		&h.Sender.ID, &h.Sender.Name, &h.Sender.Bot, Time(&h.SentAt), Time(&h.ReceivedAt), &h.Text, fromJSON(&pin), &h.Album, &h.ReplyTo,
		&h.Language, &h.Form, &h.State, &h.Ticket, &h.Part, fromJSON(&verdict), &h.Hidden)
	h.Pin = pin.pin()
	h.Verdict = intake.Verdict(verdict)
	return h, err
}

type pinForm struct {
	Lat     float64 `json:"lat"`
	Lon     float64 `json:"lon"`
	Radius  float64 `json:"radius,omitempty"`
	Name    string  `json:"name,omitempty"`
	Address string  `json:"address,omitempty"`
}

func (f *pinForm) pin() *geotag.Pin {
	if f == nil {
		return nil
	}
	return &geotag.Pin{Point: geotag.Point{Lat: f.Lat, Lon: f.Lon}, Radius: f.Radius, Name: f.Name, Address: f.Address}
}

// Pin is a pin as JSON text; nil becomes null.
func Pin(p *geotag.Pin) *string {
	if p == nil {
		return nil
	}
	text := JSON(pinForm{Lat: p.Lat, Lon: p.Lon, Radius: p.Radius, Name: Text(p.Name), Address: Text(p.Address)})
	return &text
}

type verdictForm struct {
	Kind       intake.VerdictKind `json:"kind,omitempty"`
	Confidence float64            `json:"confidence,omitempty"`
	Reason     string             `json:"reason,omitempty"`
	Category   string             `json:"category,omitempty"`
	Severity   intake.Severity    `json:"severity,omitempty"`
}

// Verdict is a verdict as JSON text; none becomes null.
func Verdict(v intake.Verdict) *string {
	if v == (intake.Verdict{}) {
		return nil
	}
	v.Reason = Text(v.Reason)
	text := JSON(verdictForm(v))
	return &text
}

// Said is a message as a database gives it back.
func Said(m intake.Message) intake.Message {
	m.Chat.ID, m.ChatTitle, m.ID, m.Topic = Text(m.Chat.ID), Text(m.ChatTitle), Text(m.ID), Text(m.Topic)
	m.Sender.ID, m.Sender.Name = Text(m.Sender.ID), Text(m.Sender.Name)
	m.SentAt, m.Text, m.Masked = Micro(m.SentAt), Text(m.Text), Text(m.Masked)
	m.Album, m.ReplyTo, m.Language, m.Form = Text(m.Album), Text(m.ReplyTo), Text(m.Language), Text(m.Form)
	m.Talk.Reason = Text(m.Talk.Reason)
	if m.Pin != nil {
		pin := *m.Pin
		pin.Name, pin.Address = Text(pin.Name), Text(pin.Address)
		m.Pin = &pin
	}
	if len(m.Media) == 0 {
		m.Media = nil
		return m
	}
	media := make([]intake.Media, len(m.Media))
	for i, item := range m.Media {
		item.Ref, item.Key, item.Name, item.Type = Text(item.Ref), Text(item.Key), Text(item.Name), Text(item.Type)
		media[i] = item
	}
	m.Media = media
	return m
}

// Shown is the text of a message that everybody may read, and whether the words
// as typed have to be kept apart from it.
func Shown(m intake.Message) (text string, hidden bool) {
	if m.Masked == "" || m.Masked == m.Text {
		return m.Text, false
	}
	return m.Masked, true
}

// NewHeard is a message as it is the moment it is kept: open, or set aside with its
// verdict.
func NewHeard(m intake.Message, number, chat int64, aside bool) intake.Heard {
	h := intake.Heard{Message: m, Number: number, ChatID: chat, State: intake.MessageOpen}
	if aside {
		h.State, h.Verdict = intake.MessageChatter, m.Talk
	}
	h.Talk = intake.Verdict{}
	return h
}

// SamePin reports whether two pins say the same.
func SamePin(a, b *geotag.Pin) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}

// WithPhotos gives messages their photos, which are ordered by message and
// position.
func WithPhotos(messages []intake.Heard, photos []intake.Photo) []intake.Heard {
	index := make(map[int64]int, len(messages))
	for i, m := range messages {
		index[m.Number] = i
	}
	for _, p := range photos {
		if i, ok := index[p.MessageID]; ok {
			messages[i].Photos = append(messages[i].Photos, p)
			messages[i].Media = append(messages[i].Media, p.Media)
		}
	}
	return messages
}

// Numbers lists the numbers of messages.
func Numbers(messages []intake.Heard) []int64 {
	numbers := make([]int64, len(messages))
	for i, m := range messages {
		numbers[i] = m.Number
	}
	return numbers
}

// State scans the state of a message.
func State(r Scanner) (intake.MessageState, error) {
	var state intake.MessageState
	err := r.Scan(&state)
	return state, err
}

// Burst scans chat and sender.
func Burst(r Scanner) (intake.AssembleBurst, error) {
	var b intake.AssembleBurst
	err := r.Scan(&b.Chat, &b.Sender)
	return b, err
}

// Quote is a message that is answered, and whether it is small talk.
type Quote struct {
	intake.Quote
	Idle bool
}

// Quoted scans chat, number, and whether it is small talk.
func Quoted(r Scanner) (Quote, error) {
	var q Quote
	err := r.Scan(&q.Chat, &q.Message, &q.Idle)
	return q, err
}

// Idle finds which messages are small talk and nothing else.
func Idle(found []Quote) map[intake.Quote]bool {
	idle := map[intake.Quote]bool{}
	for _, q := range found {
		before, known := idle[q.Quote]
		idle[q.Quote] = q.Idle && (before || !known)
	}
	return idle
}
