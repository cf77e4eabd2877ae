package desk

import (
	"context"

	"snapgrid/intake"
	"snapgrid/intake/notice"
	"snapgrid/intake/triage"
)

// SetWeekly lets a group have the picture of each week, or not any more. It takes the
// right to judge what is said there.
func (d *Desk) SetWeekly(ctx context.Context, o intake.Officer, chat intake.Chat, on bool) error {
	if chat.Kind == intake.ChatPrivate {
		return &intake.Error{Code: intake.CodeInvalid, Message: "a private chat has no week"}
	}
	if err := d.RequireIn(ctx, o, intake.RightScreen, chat); err != nil {
		return err
	}
	return d.wantWeekly(ctx, o, chat, on)
}

func (d *Desk) wantWeekly(ctx context.Context, o intake.Officer, chat intake.Chat, on bool) error {
	if on {
		return d.store.WantWeekly(ctx, chat.ID, o.ID, d.now())
	}
	return d.store.EndWeekly(ctx, chat.ID)
}

// weeklyCommand answers 周报 开 and 周报 关 in the group that it is about.
func (d *Desk) weeklyCommand(ctx context.Context, c Call) error {
	on, understood := triage.OnOff(c.Intent.Rest)
	s := notice.WeeklyOff
	switch {
	case c.Officer.ID == 0 || !d.May(c.Officer, intake.RightScreen, inCell(c.Chat)):
		return d.refuseCommand(ctx, c)
	case c.Chat.Kind == intake.ChatPrivate || !understood:
		return d.answer(ctx, c, c.Key+"/weekly", notice.WeeklyHow, notice.Facts{})
	case on:
		s = notice.WeeklyOn
	}
	if err := d.wantWeekly(ctx, c.Officer, c.Chat, on); err != nil {
		return err
	}
	return d.answer(ctx, c, c.Key+"/weekly", s, notice.Facts{})
}
