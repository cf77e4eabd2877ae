package configs

import "snapgrid/intake"

// Chat is an entry of chats: a group that is bound to a kind and a cell. A
// WeChat group has no durable id and is known by its title.
type Chat struct {
	Channel  string `yaml:"channel"`
	ID       string `yaml:"id"`
	Title    string `yaml:"title"`
	Kind     string `yaml:"kind"` // riders, residents or staff
	Cell     string `yaml:"cell"` // any area of the hierarchy
	Language string `yaml:"language"`
	Weekly   *bool  `yaml:"weekly"` // wants a picture of each week; nil leaves it to the chat
}

// Intake translates the entry; the reference has no ID where the chat is known
// by its title only.
func (c Chat) Intake() intake.Chat {
	return intake.Chat{
		Ref:   intake.ChatRef{Channel: intake.Channel(c.Channel), ID: c.ID},
		Title: c.Title, Kind: intake.ChatKind(c.Kind), Cell: c.Cell, Language: c.Language,
	}
}

func (c Chat) check(at string, r *review) {
	r.channel(at+".channel", c.Channel)
	if c.ID == "" && c.Title == "" {
		r.add(at+".id", "want the id of the chat, or on WeChat its title")
	}
	if c.ID == "" && c.Title != "" && c.Channel != "wechat" {
		r.add(at+".id", "want the id of the chat: only WeChat groups are known by their title")
	}
	r.oneOf(at+".kind", c.Kind, "riders", "residents", "staff")
	if c.Language != "" {
		r.oneOf(at+".language", c.Language, languages()...)
	}
}
