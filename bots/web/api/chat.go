package api

import (
	"context"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"snapgrid/intake"
)

// chat is where people talk with us around. Private chats are nobody else's.
type chat struct {
	ID       int64  `json:"id"`
	Channel  string `json:"channel"`
	Title    string `json:"title"`
	Kind     string `json:"kind"`
	Cell     string `json:"cell"`
	Language string `json:"language"`
	Gone     bool   `json:"gone"`
}

type codeOut struct {
	Body struct {
		Code string `json:"code" doc:"to be written in the chat within 7 days: /bind CODE"`
	}
}

// person is somebody on the staff.
type person struct {
	ID      int64    `json:"id"`
	Name    string   `json:"name"`
	Channel string   `json:"channel" doc:"on which they are known first; api: a program"`
	Offices []office `json:"offices"`
}

func (a *API) chats() {
	handle(a, "list-chats", func(ctx context.Context, c caller, _ *struct{}) (*list[chat], error) {
		if err := a.options.Desk.Require(ctx, c.officer, intake.RightLead); err != nil {
			return nil, err
		}
		found, err := a.options.Store.Chats(ctx, "")
		found = slices.DeleteFunc(found, func(c intake.Chat) bool { return c.Kind == intake.ChatPrivate })
		return listed(found, 0, nil, func(c intake.Chat) chat {
			return chat{c.ID, string(c.Ref.Channel), c.Title, string(c.Kind), c.Cell, c.Language, c.Gone}
		}), err
	})
	handle(a, "make-chat-code", func(ctx context.Context, c caller, in *Identified) (*codeOut, error) {
		found, err := a.options.Store.Chat(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		out := &codeOut{}
		out.Body.Code, err = a.options.Desk.ChatCode(ctx, c.officer, found)
		return out, err
	}, func(o *huma.Operation) { o.DefaultStatus = 201 })
	handle(a, "list-people", func(ctx context.Context, c caller, _ *struct{}) (*list[person], error) {
		if err := a.options.Desk.Require(ctx, c.officer, intake.RightPeople); err != nil {
			return nil, err
		}
		found, err := a.options.Store.Officers(ctx)
		return listed(found, 0, nil, func(o intake.Officer) person {
			return person{o.ID, o.Name, string(o.Channel), officesOf(o)}
		}), err
	})
}
