package main

import (
	"snapgrid/bots/telegram/telegramtest"
	"snapgrid/bots/wechat/wechattest"
)

// room is a group of the demonstration, on the double of some chat service.
type room interface {
	title() string
	// say lets a person speak; answer makes it an answer to the first thing that
	// the bot said there, where the service can do that.
	say(who, words string, picture []byte, answer bool)
	// heard lists what the bot said, oldest first.
	heard() []heard
}

// heard is one thing that the bot said.
type heard struct {
	text    string
	picture bool
}

// telegramRoom is a group on the double of Telegram.
type telegramRoom struct {
	chat   *telegramtest.Chat
	people map[string]*telegramtest.User
}

func (r telegramRoom) title() string { return r.chat.Title() + "（Telegram）" }

func (r telegramRoom) say(who, words string, picture []byte, answer bool) {
	var options []telegramtest.Option
	if said := r.chat.Heard(); answer && len(said) > 0 {
		options = append(options, telegramtest.ReplyTo(said[0].ID))
	}
	if picture != nil {
		r.people[who].SendPhoto(r.chat, picture, words, options...)
		return
	}
	r.people[who].Say(r.chat, words, options...)
}

func (r telegramRoom) heard() []heard {
	var all []heard
	for _, sent := range r.chat.Heard() {
		h := heard{text: sent.Text, picture: sent.Kind == telegramtest.Photo}
		switch sent.Kind {
		case telegramtest.Reaction:
			h.text = sent.Emoji
		case telegramtest.Edit:
			h.text = "（更正）" + sent.Text
		case telegramtest.Text, telegramtest.Photo, telegramtest.Deletion:
		}
		all = append(all, h)
	}
	return all
}

// wechatRoom is a group on the double of web WeChat, which has no captions:
// words follow a picture.
type wechatRoom struct{ chat *wechattest.Chat }

func (r wechatRoom) title() string { return wechatTitle + "（微信）" }

func (r wechatRoom) say(who, words string, picture []byte, _ bool) {
	if picture != nil {
		r.chat.SendPhoto(who, picture)
	}
	if words != "" {
		r.chat.Say(who, words)
	}
}

func (r wechatRoom) heard() []heard {
	var all []heard
	for _, said := range r.chat.Heard() {
		all = append(all, heard{text: said.Text, picture: len(said.Picture) > 0})
	}
	return all
}
