package telegram

import (
	"slices"
	"time"

	"github.com/go-telegram/bot/models"

	"snapgrid/intake"
)

// inbounds is what one update means to us: what happened in it, and a dead
// letter if not all of it could be read.
func (h heard) inbounds(me identity, at time.Time) []intake.Inbound {
	found := normalize(me, &h.update)
	if m := messageOf(&h.update); m != nil && h.reason == "" {
		h.reason = missing(m)
	}
	if h.reason != "" {
		found = append(found, intake.Inbound{Dead: h.dead()})
	}
	for i := range found {
		found[i].At = at
	}
	return found
}

// normalize says in our words what happened in an update, without the time at
// which we heard it. Most updates are one thing; some are nothing to us:
// stickers, service messages, and whatever has neither words, photo nor
// position.
func normalize(me identity, u *models.Update) []intake.Inbound {
	switch {
	case u.Message != nil:
		return said(me, u.Message)
	case u.ChannelPost != nil:
		return said(me, u.ChannelPost)
	case u.EditedMessage != nil:
		return edited(me, u.EditedMessage)
	case u.EditedChannelPost != nil:
		return edited(me, u.EditedChannelPost)
	case u.CallbackQuery != nil:
		return pressed(u.CallbackQuery)
	case u.MessageReaction != nil:
		return reacted(u.MessageReaction)
	case u.MyChatMember != nil:
		return []intake.Inbound{{Member: membership(me, u.MyChatMember)}}
	}
	return nil
}

func messageOf(u *models.Update) *models.Message {
	for _, m := range []*models.Message{u.Message, u.ChannelPost, u.EditedMessage, u.EditedChannelPost} {
		if m != nil {
			return m
		}
	}
	return nil
}

func said(me identity, m *models.Message) []intake.Inbound {
	if moved := migration(m); moved != nil {
		return []intake.Inbound{{Moved: moved}}
	}
	if heard, ok := message(me, m); ok {
		return []intake.Inbound{{Said: &heard}}
	}
	return nil
}

func edited(me identity, m *models.Message) []intake.Inbound {
	if heard, ok := message(me, m); ok {
		return []intake.Inbound{{Edited: &heard}}
	}
	return nil
}

// migration reads the service messages by which both the old group and the new
// supergroup tell of the change.
func migration(m *models.Message) *intake.ChatMoved {
	switch {
	case m.Chat.ID == 0:
		return nil
	case m.MigrateToChatID != 0:
		return &intake.ChatMoved{From: chatRef(m.Chat.ID), To: chatRef(m.MigrateToChatID)}
	case m.MigrateFromChatID != 0:
		return &intake.ChatMoved{From: chatRef(m.MigrateFromChatID), To: chatRef(m.Chat.ID)}
	}
	return nil
}

// pressed reads a callback query. The message of the button may be too old for
// the server to show; its number is enough.
func pressed(q *models.CallbackQuery) []intake.Inbound {
	var chat models.Chat
	var id int
	switch {
	case q.Message.Message != nil:
		chat, id = q.Message.Message.Chat, q.Message.Message.ID
	case q.Message.InaccessibleMessage != nil:
		chat, id = q.Message.InaccessibleMessage.Chat, q.Message.InaccessibleMessage.MessageID
	}
	if chat.ID == 0 || id == 0 || q.From.ID == 0 {
		return nil // of an inline message, which we never make
	}
	return []intake.Inbound{{Press: &intake.Press{
		ID:        clean(q.ID),
		Chat:      chatRef(chat.ID),
		MessageID: decimal(int64(id)),
		Sender:    person(&q.From),
		Data:      clean(q.Data),
		Private:   chat.Type == models.ChatTypePrivate,
	}}}
}

// reacted reads a change of reactions. People with several reactions on one
// message changed the one that is new, if there is one.
func reacted(r *models.MessageReactionUpdated) []intake.Inbound {
	if r.Chat.ID == 0 || r.MessageID == 0 {
		return nil
	}
	before, after := emojis(r.OldReaction), emojis(r.NewReaction)
	if len(before) == 0 && len(after) == 0 {
		return nil // custom emojis only: nobody knows what they mean
	}
	found := &intake.Reaction{
		Chat: chatRef(r.Chat.ID), MessageID: decimal(int64(r.MessageID)), At: moment(r.Date),
	}
	if r.User != nil {
		found.Sender = person(r.User)
	} else if r.ActorChat != nil {
		found.Sender = speaker(r.ActorChat, "")
	}
	for _, e := range after {
		if found.Emoji == "" || !slices.Contains(before, e) {
			found.Emoji = e
		}
	}
	return []intake.Inbound{{React: found}}
}

func emojis(reactions []models.ReactionType) []string {
	var found []string
	for _, r := range reactions {
		if r.ReactionTypeEmoji != nil && r.ReactionTypeEmoji.Emoji != "" {
			found = append(found, clean(r.ReactionTypeEmoji.Emoji))
		}
	}
	return found
}

// membership reads what became of us in a chat. In groups Telegram hides most
// messages from a bot in privacy mode that is not an administrator.
func membership(me identity, c *models.ChatMemberUpdated) *intake.Membership {
	found := &intake.Membership{
		Chat:    chatRef(c.Chat.ID),
		Title:   title(&c.Chat),
		Private: c.Chat.Type == models.ChatTypePrivate,
	}
	boss := false
	switch c.NewChatMember.Type {
	case models.ChatMemberTypeOwner, models.ChatMemberTypeAdministrator:
		found.Inside, boss = true, true
	case models.ChatMemberTypeMember:
		found.Inside = true
	case models.ChatMemberTypeRestricted:
		r := c.NewChatMember.Restricted
		found.Inside = r != nil && r.IsMember && r.CanSendMessages
	case models.ChatMemberTypeLeft, models.ChatMemberTypeBanned:
	}
	group := c.Chat.Type == models.ChatTypeGroup || c.Chat.Type == models.ChatTypeSupergroup
	found.Deaf = found.Inside && group && !boss && !me.hearsAll
	return found
}
