package telegramtest

import "encoding/json"

// What follows is the JSON of the Bot API, as far as the double speaks it.

type wireUser struct {
	ID           int64  `json:"id"`
	IsBot        bool   `json:"is_bot"`
	FirstName    string `json:"first_name"`
	LastName     string `json:"last_name,omitempty"`
	Username     string `json:"username,omitempty"`
	LanguageCode string `json:"language_code,omitempty"`
}

type wireMe struct {
	wireUser
	CanJoinGroups bool `json:"can_join_groups"`
	CanReadAll    bool `json:"can_read_all_group_messages"`
	Inline        bool `json:"supports_inline_queries"`
}

type wireChat struct {
	ID        int64  `json:"id"`
	Type      string `json:"type"`
	Title     string `json:"title,omitempty"`
	FirstName string `json:"first_name,omitempty"`
	LastName  string `json:"last_name,omitempty"`
	IsForum   bool   `json:"is_forum,omitempty"`
}

type wireEntity struct {
	Type   string `json:"type"`
	Offset int    `json:"offset"`
	Length int    `json:"length"`
}

type wirePhoto struct {
	FileID   string `json:"file_id"`
	UniqueID string `json:"file_unique_id"`
	Width    int    `json:"width"`
	Height   int    `json:"height"`
	Size     int    `json:"file_size,omitempty"`
}

type wireFile struct {
	FileID   string `json:"file_id"`
	UniqueID string `json:"file_unique_id"`
	Name     string `json:"file_name,omitempty"`
	Type     string `json:"mime_type,omitempty"`
	Size     int    `json:"file_size,omitempty"`
	Path     string `json:"file_path,omitempty"`
}

type wireSticker struct {
	wireFile
	Kind     string `json:"type"`
	Width    int    `json:"width"`
	Height   int    `json:"height"`
	Animated bool   `json:"is_animated"`
	Video    bool   `json:"is_video"`
	Emoji    string `json:"emoji,omitempty"`
}

type wireVideo struct {
	wireFile
	Width    int `json:"width"`
	Height   int `json:"height"`
	Duration int `json:"duration"`
}

type wireLocation struct {
	Lat      float64 `json:"latitude"`
	Lon      float64 `json:"longitude"`
	Accuracy float64 `json:"horizontal_accuracy,omitempty"`
	Live     int     `json:"live_period,omitempty"`
}

type wireVenue struct {
	Location wireLocation `json:"location"`
	Title    string       `json:"title"`
	Address  string       `json:"address"`
}

type wireTopic struct {
	Name  string `json:"name"`
	Color int    `json:"icon_color"`
}

type wireKeyboard struct {
	Rows [][]wireButton `json:"inline_keyboard"`
}

type wireButton struct {
	Text string `json:"text"`
	Data string `json:"callback_data,omitempty"`
}

type wireMessage struct {
	ID              int             `json:"message_id"`
	Thread          int             `json:"message_thread_id,omitempty"`
	From            *wireUser       `json:"from,omitempty"`
	SenderChat      *wireChat       `json:"sender_chat,omitempty"`
	Date            int64           `json:"date"`
	Chat            wireChat        `json:"chat"`
	ForwardOrigin   json.RawMessage `json:"forward_origin,omitempty"`
	IsTopic         bool            `json:"is_topic_message,omitempty"`
	IsAutoForward   bool            `json:"is_automatic_forward,omitempty"`
	ReplyTo         *wireMessage    `json:"reply_to_message,omitempty"`
	EditDate        int64           `json:"edit_date,omitempty"`
	Album           string          `json:"media_group_id,omitempty"`
	Signature       string          `json:"author_signature,omitempty"`
	Text            string          `json:"text,omitempty"`
	Entities        []wireEntity    `json:"entities,omitempty"`
	Photo           []wirePhoto     `json:"photo,omitempty"`
	Document        *wireFile       `json:"document,omitempty"`
	Sticker         *wireSticker    `json:"sticker,omitempty"`
	Video           *wireVideo      `json:"video,omitempty"`
	Caption         string          `json:"caption,omitempty"`
	CaptionEntities []wireEntity    `json:"caption_entities,omitempty"`
	Venue           *wireVenue      `json:"venue,omitempty"`
	Location        *wireLocation   `json:"location,omitempty"`
	MigrateTo       int64           `json:"migrate_to_chat_id,omitempty"`
	MigrateFrom     int64           `json:"migrate_from_chat_id,omitempty"`
	TopicCreated    *wireTopic      `json:"forum_topic_created,omitempty"`
	ReplyMarkup     *wireKeyboard   `json:"reply_markup,omitempty"`
}

type wireUpdate struct {
	ID                int64         `json:"update_id"`
	Message           *wireMessage  `json:"message,omitempty"`
	EditedMessage     *wireMessage  `json:"edited_message,omitempty"`
	ChannelPost       *wireMessage  `json:"channel_post,omitempty"`
	EditedChannelPost *wireMessage  `json:"edited_channel_post,omitempty"`
	CallbackQuery     *wirePress    `json:"callback_query,omitempty"`
	MessageReaction   *wireReaction `json:"message_reaction,omitempty"`
	MyChatMember      *wireMember   `json:"my_chat_member,omitempty"`
}

type wirePress struct {
	ID           string       `json:"id"`
	From         wireUser     `json:"from"`
	Message      *wireMessage `json:"message,omitempty"`
	ChatInstance string       `json:"chat_instance"`
	Data         string       `json:"data,omitempty"`
}

type wireEmoji struct {
	Type  string `json:"type"`
	Emoji string `json:"emoji,omitempty"`
}

type wireReaction struct {
	Chat  wireChat    `json:"chat"`
	ID    int         `json:"message_id"`
	User  *wireUser   `json:"user,omitempty"`
	Date  int64       `json:"date"`
	Old   []wireEmoji `json:"old_reaction"`
	Fresh []wireEmoji `json:"new_reaction"`
}

type wireStatus struct {
	Status   string   `json:"status"`
	User     wireUser `json:"user"`
	IsMember *bool    `json:"is_member,omitempty"`
	CanSend  *bool    `json:"can_send_messages,omitempty"`
	Until    *int     `json:"until_date,omitempty"`
}

type wireMember struct {
	Chat  wireChat   `json:"chat"`
	From  wireUser   `json:"from"`
	Date  int64      `json:"date"`
	Old   wireStatus `json:"old_chat_member"`
	Fresh wireStatus `json:"new_chat_member"`
}

type wireHook struct {
	URL         string   `json:"url"`
	Certificate bool     `json:"has_custom_certificate"`
	Pending     int      `json:"pending_update_count"`
	ErrorDate   int64    `json:"last_error_date,omitempty"`
	Error       string   `json:"last_error_message,omitempty"`
	Connections int      `json:"max_connections,omitempty"`
	Allowed     []string `json:"allowed_updates,omitempty"`
}
