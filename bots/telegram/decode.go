package telegram

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"github.com/go-telegram/bot/models"

	"snapgrid/intake"
)

// read turns raw updates into a batch, in their order, and returns the number
// of the last one. It fails only if it cannot learn who we are, or if no update
// has a number.
func (a *Adapter) read(ctx context.Context, raws []json.RawMessage) ([]intake.Inbound, int64, error) {
	updates := make([]heard, len(raws))
	joined, last, numbered := false, int64(0), false
	for i, raw := range raws {
		updates[i] = decode(raw)
		if u := updates[i]; u.numbered {
			last, numbered = u.update.ID, true
		}
		joined = joined || updates[i].update.MyChatMember != nil
	}
	if !numbered {
		return nil, 0, errors.New("no update has a number")
	}
	me, err := a.identity(ctx, joined)
	if err != nil {
		return nil, 0, err
	}
	var batch []intake.Inbound
	at := a.opts.Now().UTC()
	for _, u := range updates {
		batch = append(batch, u.inbounds(me, at)...)
	}
	return batch, last, nil
}

// heard is an update as far as it could be read.
type heard struct {
	update   models.Update
	numbered bool // the update has a number
	raw      []byte
	reason   string // why it could not be read as it was; "" if it could
}

// decode reads one update. If the library cannot, because of a kind of thing
// that is newer than it is, what we need is read without the rest.
func decode(raw []byte) heard {
	h := heard{raw: raw}
	var head struct {
		ID *int64 `json:"update_id"`
	}
	if err := json.Unmarshal(raw, &head); err != nil || head.ID == nil {
		h.reason = "update without a number"
		return h
	}
	h.numbered = true
	err := json.Unmarshal(raw, &h.update)
	if err != nil {
		h.reason = cut(clean(err.Error()))
		h.update = models.Update{}
		if json.Unmarshal(essence(raw), &h.update) != nil {
			h.update = models.Update{}
		}
	}
	h.update.ID = *head.ID
	if h.reason == "" && h.update == (models.Update{ID: h.update.ID}) {
		h.reason = "update of an unknown kind"
	}
	return h
}

// dead keeps the update for people to look at.
func (h heard) dead() *intake.DeadLetter {
	key := strconv.FormatInt(h.update.ID, 10)
	if !h.numbered {
		sum := sha256.Sum256(h.raw)
		key = "sha256:" + hex.EncodeToString(sum[:])
	}
	return &intake.DeadLetter{Channel: Channel, Key: key, Raw: h.raw, Reason: h.reason}
}

// essentials are the fields of a message that we read.
var essentials = []string{
	"message_id", "message_thread_id", "is_topic_message", "is_automatic_forward", "from", "sender_chat",
	"author_signature", "date", "chat", "media_group_id", "text", "entities", "caption", "caption_entities",
	"photo", "document", "location", "venue", "migrate_to_chat_id", "migrate_from_chat_id",
}

// essence reduces the message of an update to what we read of it.
func essence(raw []byte) []byte {
	var update map[string]json.RawMessage
	if json.Unmarshal(raw, &update) != nil {
		return nil
	}
	for _, kind := range []string{"message", "edited_message", "channel_post", "edited_channel_post"} {
		if whole, ok := update[kind]; ok {
			update[kind] = reduced(whole, true)
		}
	}
	short, err := json.Marshal(update)
	if err != nil {
		return nil
	}
	return short
}

func reduced(message json.RawMessage, withReply bool) json.RawMessage {
	var whole map[string]json.RawMessage
	if json.Unmarshal(message, &whole) != nil {
		return message
	}
	few := make(map[string]json.RawMessage, len(whole))
	for _, name := range essentials {
		if v, ok := whole[name]; ok {
			few[name] = v
		}
	}
	if reply, ok := whole["reply_to_message"]; ok && withReply {
		few["reply_to_message"] = reduced(reply, false)
	}
	if v, ok := whole["forum_topic_created"]; ok {
		few["forum_topic_created"] = v
	}
	short, err := json.Marshal(few)
	if err != nil {
		return message
	}
	return short
}

// missing is why a message cannot be used.
func missing(m *models.Message) string {
	switch {
	case m.Chat.ID == 0:
		return "message without a chat"
	case m.ID == 0:
		return fmt.Sprintf("message without a number in chat %d", m.Chat.ID)
	}
	return ""
}
