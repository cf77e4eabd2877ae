package postgres

import (
	"time"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// columns are messages and their media turned on their side, an array for each
// column, in the order of the parameters of insertMessages.
type columns struct {
	number, chat, epoch  []int64
	id, topic            []string
	private              []bool
	sender, name         []string
	bot                  []bool
	sent                 []*time.Time
	text                 []string
	pin                  []*string
	album, reply         []string
	language, form       []string
	message              []int64
	position             []int
	ref, key, file, kind []string
	size                 []int64
	original, tooBig     []bool
	typed                []string  // the words as typed, where they differ from text; else ""
	talk                 []*string // the verdict on small talk; null for all else
}

func (c *columns) add(m intake.Message, number int64, seat row.Seat) {
	c.number, c.chat, c.epoch = append(c.number, number), append(c.chat, seat.Chat), append(c.epoch, seat.Epoch)
	c.id, c.topic = append(c.id, m.ID), append(c.topic, m.Topic)
	c.private, c.bot = append(c.private, m.Private), append(c.bot, m.Sender.Bot)
	c.sender, c.name = append(c.sender, m.Sender.ID), append(c.name, m.Sender.Name)
	c.sent, c.pin = append(c.sent, stamp(m.SentAt)), append(c.pin, row.Pin(m.Pin))
	shown, hidden := row.Shown(m)
	typed := ""
	if hidden {
		typed = m.Text
	}
	c.text, c.typed, c.album = append(c.text, shown), append(c.typed, typed), append(c.album, m.Album)
	c.reply, c.language = append(c.reply, m.ReplyTo), append(c.language, m.Language)
	c.form, c.talk = append(c.form, m.Form), append(c.talk, row.Verdict(m.Talk))
	for i, p := range m.Media {
		c.message, c.position = append(c.message, number), append(c.position, i)
		c.ref, c.key = append(c.ref, p.Ref), append(c.key, p.Key)
		c.file, c.kind = append(c.file, p.Name), append(c.kind, p.Type)
		c.size = append(c.size, p.Size)
		c.original, c.tooBig = append(c.original, p.Original), append(c.tooBig, p.TooBig)
	}
}

func (c *columns) args() []any {
	return []any{
		c.number, c.chat, c.epoch, c.id, c.topic, c.private, c.sender, c.name, c.bot, c.sent, c.text, c.pin,
		c.album, c.reply, c.language, c.form,
		c.message, c.position, c.ref, c.key, c.file, c.kind, c.size, c.original, c.tooBig, c.typed, c.talk,
	}
}

// stamp is a time in an array; the zero time is null.
func stamp(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = row.Micro(t)
	return &t
}
