package telegramtest

import (
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"snapgrid/intake/photo"
)

// editable finds a message of the bot's own.
func (s *Server) editable(q *request) (*Chat, *stored, *refusal) {
	c, no := s.open(q)
	if no != nil {
		return nil, nil, no
	}
	m := c.message(int(q.number("message_id", 0)))
	switch {
	case m == nil:
		return nil, nil, badRequest("message to edit not found")
	case !m.ours:
		return nil, nil, badRequest("message can't be edited")
	}
	return c, m, nil
}

func (s *Server) editMessageText(q *request) (any, *refusal) {
	text, no := wording(q.text("text"), 4096, "message is too long")
	if no != nil {
		return nil, no
	}
	return s.rewrite(q, func(m *wireMessage) *refusal {
		switch {
		case m.Text == "":
			return badRequest("there is no text in the message to edit")
		case text == "":
			return badRequest("message text is empty")
		}
		m.Text, m.Entities = text, entities(text)
		return nil
	})
}

func (s *Server) editMessageCaption(q *request) (any, *refusal) {
	text, no := wording(q.text("caption"), 1024, "message caption is too long")
	if no != nil {
		return nil, no
	}
	return s.rewrite(q, func(m *wireMessage) *refusal {
		if len(m.Photo) == 0 {
			return badRequest("there is no caption in the message to edit")
		}
		m.Caption, m.CaptionEntities = text, entities(text)
		return nil
	})
}

func (s *Server) editMessageReplyMarkup(q *request) (any, *refusal) {
	return s.rewrite(q, func(*wireMessage) *refusal { return nil })
}

// rewrite changes a message of the bot and its buttons: those that the request
// does not name are gone.
func (s *Server) rewrite(q *request, change func(*wireMessage) *refusal) (any, *refusal) {
	c, kept, no := s.editable(q)
	if no != nil {
		return nil, no
	}
	m := kept.wire
	m.ReplyMarkup = nil
	if no := markup(q, &m); no != nil {
		return nil, no
	}
	if no := change(&m); no != nil {
		return nil, no
	}
	if m.Text == kept.wire.Text && m.Caption == kept.wire.Caption && reflect.DeepEqual(m.ReplyMarkup, kept.wire.ReplyMarkup) {
		return nil, badRequest("message is not modified: specified new message content and reply markup " +
			"are exactly the same as a current content and reply markup of the message")
	}
	m.EditDate = s.now().Unix()
	kept.wire = m
	c.did(Sent{Kind: Edit, ID: m.ID, Text: m.Text + m.Caption, Buttons: buttons(m.ReplyMarkup)})
	return &kept.wire, nil
}

func (s *Server) deleteMessage(q *request) (any, *refusal) {
	c, no := s.open(q)
	if no != nil {
		return nil, no
	}
	m := c.message(int(q.number("message_id", 0)))
	switch {
	case m == nil:
		return nil, badRequest("message to delete not found")
	case !m.ours && c.bot != "administrator":
		return nil, badRequest("message can't be deleted")
	}
	m.deleted = true
	c.did(Sent{Kind: Deletion, ID: m.wire.ID})
	return true, nil
}

// standard are the emojis that bots may react with.
var standard = strings.Fields("❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ " +
	"🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡")

func (s *Server) setMessageReaction(q *request) (any, *refusal) {
	c, no := s.open(q)
	if no != nil {
		return nil, no
	}
	m := c.message(int(q.number("message_id", 0)))
	if m == nil {
		return nil, badRequest("message to react not found")
	}
	var list []wireEmoji
	q.object("reaction", &list)
	if len(list) > 1 {
		return nil, badRequest("REACTIONS_TOO_MANY")
	}
	emoji := ""
	if len(list) == 1 {
		emoji = list[0].Emoji
		if !slices.Contains(standard, emoji) || (c.reactions != nil && !slices.Contains(c.reactions, emoji)) {
			return nil, badRequest("REACTION_INVALID")
		}
	}
	m.emoji = emoji
	c.did(Sent{Kind: Reaction, ID: m.wire.ID, Emoji: emoji})
	return true, nil
}

// maxToast is how many characters the answer to a press may have.
const maxToast = 200

func (s *Server) answerCallbackQuery(q *request) (any, *refusal) {
	p := s.presses[q.text("callback_query_id")]
	if p == nil || p.answered {
		return nil, badRequest("query is too old and response timeout expired or query ID is invalid")
	}
	p.answered, p.text, p.alert = true, q.text("text"), q.text("show_alert") == "true"
	if utf8.RuneCountInString(p.text) > maxToast {
		return nil, badRequest("MESSAGE_TOO_LONG")
	}
	s.notify()
	return true, nil
}

func (s *Server) getChat(q *request) (any, *refusal) {
	c := s.chats[q.number("chat_id", 0)]
	if c == nil || c.bot == "" {
		return nil, badRequest("chat not found")
	}
	return c.wire, nil
}

func (s *Server) getChatMember(q *request) (any, *refusal) {
	c, no := s.open(q)
	if no != nil {
		return nil, no
	}
	if q.number("user_id", 0) == s.botID {
		return s.status(c.bot), nil
	}
	u := s.users[q.number("user_id", 0)]
	if u == nil {
		return nil, badRequest("user not found")
	}
	return wireStatus{Status: "member", User: u.wire()}, nil
}

func (s *Server) leaveChat(q *request) (any, *refusal) {
	c, no := s.open(q)
	if no != nil {
		return nil, no
	}
	c.become("left")
	return true, nil
}

func (s *Server) sendChatAction(q *request) (any, *refusal) {
	if _, no := s.open(q); no != nil {
		return nil, no
	}
	if q.text("action") == "" {
		return nil, &refusal{Code: http.StatusBadRequest, Description: "Bad Request: wrong parameter action in request"}
	}
	return true, nil
}

// dimensions refuses what the real server cannot show as a photo.
func (s *Server) dimensions(content []byte) *refusal {
	info, err := photo.Inspect(content)
	if err != nil {
		return badRequest("IMAGE_PROCESS_FAILED")
	}
	long, short := max(info.Width, info.Height), min(info.Width, info.Height)
	if long+short > 10_000 || short == 0 || long > 20*short {
		return badRequest("PHOTO_INVALID_DIMENSIONS")
	}
	return nil
}

// String prints the number of a message.
func (m *Message) String() string { return strconv.Itoa(m.ID) }
