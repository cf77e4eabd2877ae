package api

import (
	"context"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"snapgrid/bots/web/page"
	"snapgrid/intake"
)

// chatDesk looks after chats.
type chatDesk interface {
	ChatCode(ctx context.Context, o intake.Officer, chat intake.Chat) (string, error)
	OpenDoor(ctx context.Context, o intake.Officer, chat intake.Chat) (intake.Door, error)
	CloseDoor(ctx context.Context, o intake.Officer, code string) error
	SetWeekly(ctx context.Context, o intake.Officer, chat intake.Chat, on bool) error
	InviteMember(ctx context.Context, by intake.Officer, room intake.Chat, name string) (code string, err error)
}

// chat is where people talk with us around. Private chats are nobody else's.
type chat struct {
	ID       int64  `json:"id"`
	Channel  string `json:"channel"`
	Title    string `json:"title"`
	Kind     string `json:"kind"`
	Cell     string `json:"cell"`
	Language string `json:"language"`
	Gone     bool   `json:"gone"`
	Weekly   bool   `json:"weekly" doc:"it has the picture of each week"`
}

type codeOut struct {
	Body struct {
		Code string `json:"code" doc:"to be written in the chat within 7 days: /bind CODE"`
	}
}

// door is a link by which people report from a group.
type door struct {
	Code string    `json:"code"`
	Link string    `json:"link" doc:"the report form of the group: make a QR code of it"`
	At   time.Time `json:"at"`
}

type doorOut struct{ Body door }

func (a *API) viewDoor(d intake.Door) door { return door{d.Code, a.options.PublicURL + d.Path(), d.At} }

// Coded is the path of a thing with a code.
type Coded struct {
	Code string `path:"code" maxLength:"80"`
}

type weeklyIn struct {
	Identified
	Body struct {
		On bool `json:"on"`
	}
}

type memberIn struct {
	Identified
	Body struct {
		Name string `json:"name" minLength:"1" maxLength:"80" doc:"under which the room knows them"`
	}
}

type memberOut struct {
	Body struct {
		Link string `json:"link" doc:"lets in whoever opens it, once, within 7 days"`
	}
}

func (a *API) chats() {
	handle(a, "list-chats", func(ctx context.Context, _ caller, _ *struct{}) (*list[chat], error) {
		weekly, err := a.options.Store.Weeklies(ctx)
		if err != nil {
			return nil, err
		}
		found, err := a.options.Store.Chats(ctx, "")
		found = slices.DeleteFunc(found, func(c intake.Chat) bool { return c.Kind == intake.ChatPrivate })
		return listed(found, 0, nil, func(c intake.Chat) chat {
			return chat{c.ID, string(c.Ref.Channel), c.Title, string(c.Kind), c.Cell, c.Language, c.Gone, slices.Contains(weekly, c.ID)}
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
	handle(a, "set-weekly", func(ctx context.Context, c caller, in *weeklyIn) (*struct{}, error) {
		chat, err := a.group(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		return nil, a.options.Desk.SetWeekly(ctx, c.officer, chat, in.Body.On)
	}, func(o *huma.Operation) { o.DefaultStatus = 204 })
	handle(a, "list-doors", func(ctx context.Context, _ caller, in *Identified) (*list[door], error) {
		chat, err := a.group(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		found, err := a.options.Store.Doors(ctx, chat.ID)
		return listed(found, 0, nil, a.viewDoor), err
	})
	handle(a, "open-door", func(ctx context.Context, c caller, in *Identified) (*doorOut, error) {
		chat, err := a.group(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		d, err := a.options.Desk.OpenDoor(ctx, c.officer, chat)
		return &doorOut{a.viewDoor(d)}, err
	}, func(o *huma.Operation) { o.DefaultStatus = 201 })
	handle(a, "close-door", func(ctx context.Context, c caller, in *Coded) (*struct{}, error) {
		return nil, a.options.Desk.CloseDoor(ctx, c.officer, in.Code)
	}, func(o *huma.Operation) { o.DefaultStatus = 204 })
	handle(a, "list-members", func(ctx context.Context, _ caller, in *Identified) (*list[string], error) {
		chat, err := a.group(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		found, err := a.options.Store.Members(ctx, chat.ID)
		return listed(found, 0, nil, func(m intake.Member) string { return m.Name }), err
	})
	handle(a, "invite-member", a.inviteMember, func(o *huma.Operation) { o.DefaultStatus = 201 })
}

// group is a chat that is no private one.
func (a *API) group(ctx context.Context, id int64) (intake.Chat, error) {
	chat, err := a.options.Store.Chat(ctx, id)
	if err == nil && chat.Kind == intake.ChatPrivate {
		err = huma.Error404NotFound("there is no such group")
	}
	return chat, err
}

// inviteMember makes a link by which somebody speaks in a room of ours under a name.
func (a *API) inviteMember(ctx context.Context, c caller, in *memberIn) (*memberOut, error) {
	chat, err := a.group(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	room := page.RoomPath(chat)
	if room == "" {
		return nil, huma.Error409Conflict("the chat is of another service: invite people there")
	}
	code, err := a.options.Desk.InviteMember(ctx, c.officer, chat, page.CleanName(in.Body.Name, page.MaxName))
	out := &memberOut{}
	out.Body.Link = a.options.PublicURL + room + "/join?code=" + code
	return out, err
}
