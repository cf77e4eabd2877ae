package telegram

import (
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-telegram/bot/models"

	"snapgrid/geotag"
	"snapgrid/intake"
)

// maxDownload is the size up to which Telegram hands files to bots, in bytes.
const maxDownload = 20 << 20

// message reads a message; ok is false if there is nothing in it for us.
func message(me identity, m *models.Message) (found intake.Message, ok bool) {
	if missing(m) != "" {
		return intake.Message{}, false
	}
	found = intake.Message{
		Chat:      chatRef(m.Chat.ID),
		ID:        decimal(int64(m.ID)),
		ChatTitle: title(&m.Chat),
		Private:   m.Chat.Type == models.ChatTypePrivate,
		Sender:    sender(m),
		SentAt:    moment(m.Date),
		Text:      words(me, m),
		Media:     media(m),
		Pin:       pin(m),
		Album:     clean(m.MediaGroupID),
		ReplyTo:   replyTo(m),
	}
	// In other groups the thread is only a chain of answers.
	if m.IsTopicMessage && m.MessageThreadID > 0 {
		found.Topic = decimal(int64(m.MessageThreadID))
	}
	if m.From != nil {
		found.Language = strings.ToLower(clean(m.From.LanguageCode))
	}
	return found, found.Text != "" || len(found.Media) > 0 || found.Pin != nil
}

// words are the text or the caption, with commands as if typed without our
// name. A text that begins with a command for another bot is not for us.
func words(me identity, m *models.Message) string {
	text, entities := m.Text, m.Entities
	if text == "" {
		text, entities = m.Caption, m.CaptionEntities
	}
	return clean(unaddressed(me.username, text, entities))
}

// media finds the photo of a message: a picture in its largest size, or a
// document that is one, whose bytes are as the camera wrote them.
func media(m *models.Message) []intake.Media {
	if len(m.Photo) > 0 {
		largest := slices.MaxFunc(m.Photo, func(a, b models.PhotoSize) int {
			return a.Width*a.Height - b.Width*b.Height
		})
		return []intake.Media{{
			Ref:    clean(largest.FileID),
			Type:   "image/jpeg",
			Size:   int64(largest.FileSize),
			TooBig: largest.FileSize > maxDownload,
		}}
	}
	d := m.Document
	if d == nil || !picture(d) {
		return nil
	}
	return []intake.Media{{
		Ref:      clean(d.FileID),
		Name:     clean(d.FileName),
		Type:     clean(d.MimeType),
		Size:     d.FileSize,
		Original: true,
		TooBig:   d.FileSize > maxDownload,
	}}
}

// picture reports whether a document calls itself a picture, by its type or,
// where the sender's device knew none, by its name.
func picture(d *models.Document) bool {
	if strings.HasPrefix(strings.ToLower(d.MimeType), "image/") {
		return true
	}
	switch strings.ToLower(path.Ext(d.FileName)) {
	case ".jpg", ".jpeg", ".jpe", ".png", ".webp", ".heic", ".heif", ".avif", ".gif", ".bmp", ".tif", ".tiff", ".dng":
		return true
	}
	return false
}

// pin reads a position; that of a live location is where it began.
func pin(m *models.Message) *geotag.Pin {
	at, found := m.Location, geotag.Pin{}
	if m.Venue != nil {
		at = &m.Venue.Location
		found.Name, found.Address = clean(m.Venue.Title), clean(m.Venue.Address)
	}
	if at == nil || at.Latitude < -90 || at.Latitude > 90 || at.Longitude < -180 || at.Longitude > 180 {
		return nil
	}
	found.Point = geotag.Point{Lat: at.Latitude, Lon: at.Longitude}
	found.Radius = at.HorizontalAccuracy
	return &found
}

// replyTo is the number of the message that m answers. A plain message in a
// topic claims to answer the service message that made the topic.
func replyTo(m *models.Message) string {
	r := m.ReplyToMessage
	if r == nil || r.ID == 0 || r.ForumTopicCreated != nil {
		return ""
	}
	if m.IsTopicMessage && r.ID == m.MessageThreadID {
		return ""
	}
	return decimal(int64(r.ID))
}

// sender says who speaks. A chat speaks for itself in channels, and for
// administrators who stay anonymous. What Telegram copies from a channel into
// its discussion group by itself counts as said by a machine: it is heard in
// the channel already, and may even be our own.
func sender(m *models.Message) intake.Sender {
	var found intake.Sender
	switch {
	case m.SenderChat != nil:
		found = speaker(m.SenderChat, m.AuthorSignature)
	case m.From != nil:
		found = person(m.From)
	case m.Chat.Type == models.ChatTypeChannel:
		found = speaker(&m.Chat, m.AuthorSignature)
	}
	found.Bot = found.Bot || m.IsAutomaticForward
	return found
}

func person(u *models.User) intake.Sender {
	return intake.Sender{ID: decimal(u.ID), Name: fullName(u.FirstName, u.LastName), Bot: u.IsBot}
}

func speaker(c *models.Chat, signature string) intake.Sender {
	name := title(c)
	if signature != "" {
		name = clean(signature)
	}
	return intake.Sender{ID: decimal(c.ID), Name: name}
}

func title(c *models.Chat) string {
	if c.Title != "" {
		return clean(c.Title)
	}
	return fullName(c.FirstName, c.LastName)
}

func fullName(first, last string) string { return clean(strings.TrimSpace(first + " " + last)) }

// clean drops the one character that a database cannot keep. All others, such
// as those that turn the direction of writing, are the sender's own.
func clean(s string) string { return strings.ReplaceAll(s, "\x00", "") }

func decimal(n int64) string { return strconv.FormatInt(n, 10) }

// moment reads a time; the zero time if there is none.
func moment(seconds int) time.Time {
	if seconds <= 0 {
		return time.Time{}
	}
	return time.Unix(int64(seconds), 0).UTC()
}
