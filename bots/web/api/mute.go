package api

import (
	"context"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"snapgrid/bots/web/page"
	"snapgrid/intake"
)

// muteDesk decides whom we do not answer.
type muteDesk interface {
	Mute(ctx context.Context, o intake.Officer, m intake.Mute) error
	Unmute(ctx context.Context, o intake.Officer, channel intake.Channel, sender string) error
}

// mute holds back what somebody says.
type mute struct {
	Channel string     `json:"channel"`
	Sender  string     `json:"sender" doc:"the channel's own ID of the person"`
	Reason  string     `json:"reason"`
	At      time.Time  `json:"at"`
	Until   *time.Time `json:"until" doc:"null: until somebody lifts it"`
	By      int64      `json:"by" doc:"the officer; 0: the program itself"`
}

// Term is how long somebody is muted, and why.
type Term struct {
	Days   int    `json:"days,omitempty" minimum:"0" maximum:"3650" doc:"0: until somebody lifts it"`
	Reason string `json:"reason,omitempty" maxLength:"200"`
}

type muteIn struct {
	Body struct {
		Channel string `json:"channel" minLength:"1" maxLength:"40"`
		Sender  string `json:"sender" minLength:"1" maxLength:"256"`
		Term
	}
}

type liftIn struct {
	Body struct {
		Channel string `json:"channel"`
		Sender  string `json:"sender"`
	}
}

const mostMutes = 500

func (a *API) mutes() {
	empty := func(o *huma.Operation) { o.DefaultStatus = 204 }
	handle(a, "list-mutes", func(ctx context.Context, c caller, _ *struct{}) (*list[mute], error) {
		found, err := a.options.Store.Mutes(ctx, a.options.Now(), mostMutes)
		return listed(found, 0, nil, func(m intake.Mute) mute {
			return mute{string(m.Channel), m.Sender, m.Reason, m.At, moment(m.Until), m.By}
		}), err
	})
	handle(a, "mute", func(ctx context.Context, c caller, in *muteIn) (*struct{}, error) {
		b := in.Body
		if page.Clean(b.Sender) != b.Sender {
			return nil, huma.Error422UnprocessableEntity("no channel has a sender like this")
		}
		return nil, a.mute(ctx, c, intake.Channel(b.Channel), b.Sender, b.Term)
	}, empty)
	handle(a, "mute-sender", func(ctx context.Context, c caller, in *struct {
		Letter
		Body Term
	}) (*struct{}, error) {
		m, err := a.letter(ctx, c, in.Number)
		if err != nil {
			return nil, err
		}
		if m.Sender.ID == "" {
			return nil, huma.Error409Conflict("it is not known who said it")
		}
		return nil, a.mute(ctx, c, m.Chat.Channel, m.Sender.ID, in.Body)
	}, empty)
	handle(a, "unmute", func(ctx context.Context, c caller, in *liftIn) (*struct{}, error) {
		return nil, a.options.Desk.Unmute(ctx, c.officer, intake.Channel(in.Body.Channel), in.Body.Sender)
	}, empty)
}

func (a *API) mute(ctx context.Context, c caller, channel intake.Channel, sender string, t Term) error {
	m := intake.Mute{Channel: channel, Sender: sender, Reason: page.Clean(t.Reason)}
	if t.Days > 0 {
		m.Until = a.options.Now().AddDate(0, 0, t.Days)
	}
	return a.options.Desk.Mute(ctx, c.officer, m)
}
