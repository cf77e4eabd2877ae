package history

import (
	"encoding/json"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"snapgrid/geotag"
	"snapgrid/intake"
)

// entry is one message of an export.
type entry struct {
	ID       int64
	Type     string // message or service
	Action   string // of the service
	Date     string
	Unix     decimal `json:"date_unixtime"`
	From     *string
	FromID   string `json:"from_id"`
	ReplyTo  int64  `json:"reply_to_message_id"`
	Text     text
	Photo    string
	File     string
	Mime     string `json:"mime_type"`
	Media    string `json:"media_type"` // sticker, voice_message, …
	Location *struct {
		Latitude, Longitude float64
	} `json:"location_information"`
	PlaceName string `json:"place_name"`
	Address   string
}

// decimal is a number in quotes, as exports write times.
type decimal int64

// UnmarshalJSON reads a number with or without quotes.
func (n *decimal) UnmarshalJSON(data []byte) error {
	v, err := strconv.ParseInt(strings.Trim(string(data), `"`), 10, 64)
	*n = decimal(v)
	return err
}

var _ json.Unmarshaler = (*decimal)(nil)

// message reads a message; ok is false if there is nothing in it for us.
func (r *Reader) message(e entry) (m intake.Message, ok bool) {
	ref, group := r.chat.ref()
	if !group || e.ID == 0 {
		return m, false
	}
	m = intake.Message{
		Chat: ref, ChatTitle: r.chat.Name, ID: strconv.FormatInt(e.ID, 10), Sender: e.sender(), SentAt: r.moment(e),
		Text: clean(string(e.Text)), Media: r.media(e), Pin: e.pin(),
	}
	r.thread(e, &m)
	return m, !m.SentAt.IsZero() && (m.Text != "" || len(m.Media) > 0 || m.Pin != nil)
}

// ref is the chat as the live adapter numbers it; ok is false of chats between two
// people, which are nobody's business here.
func (c chat) ref() (intake.ChatRef, bool) {
	id := ""
	switch c.Type {
	case "private_supergroup", "public_supergroup", "private_channel", "public_channel":
		id = "-100" + strconv.FormatInt(c.ID, 10)
	case "private_group":
		id = "-" + strconv.FormatInt(c.ID, 10)
	}
	return intake.ChatRef{Channel: "telegram", ID: id}, id != "" && c.ID > 0
}

// sender reads user42, channel42 or chat42. One who left Telegram has a number and
// no name.
func (e entry) sender() intake.Sender {
	var s intake.Sender
	if e.From != nil {
		s.Name = clean(*e.From)
	}
	for prefix, sign := range map[string]string{"user": "", "channel": "-100", "chat": "-"} {
		if number, found := strings.CutPrefix(e.FromID, prefix); found {
			s.ID = sign + number
		}
	}
	return s
}

// moment is when it was sent. Old exports write the time of the computer that made
// them, without its zone.
func (r *Reader) moment(e entry) time.Time {
	if e.Unix > 0 {
		return time.Unix(int64(e.Unix), 0).UTC()
	}
	zone := r.Zone
	if zone == nil {
		zone = time.UTC
	}
	at, err := time.ParseInLocation("2006-01-02T15:04:05", e.Date, zone)
	if err != nil {
		return time.Time{}
	}
	return at.UTC()
}

// thread finds the topic of a message, and what it answers. A plain message in a
// topic claims to answer the message that made the topic.
func (r *Reader) thread(e entry, m *intake.Message) {
	if e.ReplyTo == 0 {
		return
	}
	topic, known := r.topics[e.ReplyTo]
	if known {
		r.topics[e.ID] = topic
		m.Topic = strconv.FormatInt(topic, 10)
	}
	if !known || topic != e.ReplyTo {
		m.ReplyTo = strconv.FormatInt(e.ReplyTo, 10)
	}
}

// media finds the photo of a message: a picture, or a file that is one.
func (r *Reader) media(e entry) []intake.Media {
	switch {
	case e.Photo != "":
		return []intake.Media{r.claim(e.Photo, "image/jpeg", false)}
	case e.File != "" && e.Media == "" && picture(e):
		return []intake.Media{r.claim(e.File, e.Mime, true)}
	}
	return nil
}

func picture(e entry) bool {
	if strings.HasPrefix(strings.ToLower(e.Mime), "image/") {
		return true
	}
	switch strings.ToLower(path.Ext(e.File)) {
	case ".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif":
		return true
	}
	return false
}

// claim is a claim check on a file beside the export. What was not exported is named
// by words in brackets, "(File not included. …)".
func (r *Reader) claim(file, mime string, original bool) intake.Media {
	r.count.Photos++
	m := intake.Media{Type: clean(mime), Original: original}
	if name := filepath.FromSlash(file); !strings.HasPrefix(file, "(") && filepath.IsLocal(name) {
		m.Ref = clean(file)
		return m
	}
	r.count.Missing++
	m.Ref = missing
	return m
}

// missing is the claim check on what the export does not hold.
const missing = "(missing)"

// pin reads a position.
func (e entry) pin() *geotag.Pin {
	at := e.Location
	if at == nil || at.Latitude < -90 || at.Latitude > 90 || at.Longitude < -180 || at.Longitude > 180 {
		return nil
	}
	return &geotag.Pin{
		Point: geotag.Point{Lat: at.Latitude, Lon: at.Longitude}, Name: clean(e.PlaceName), Address: clean(e.Address),
	}
}
