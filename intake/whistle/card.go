package whistle

import (
	"context"

	"snapgrid/intake"
	"snapgrid/intake/notice"
)

// choices are the buttons under the card of a part.
func choices(w intake.Whistle, p intake.WhistlePart) []intake.WhistleStep {
	if !Working(w.Status) {
		return nil
	}
	var steps []intake.WhistleStep
	for _, s := range []intake.WhistleStep{intake.StepSign, intake.StepContact, intake.StepArrive, intake.StepDone, intake.StepRefuse} {
		if PartCanBecome(p.Status, leads[s]) {
			steps = append(steps, s)
		}
	}
	return steps
}

// deal puts the card of a part into the chats of its unit. A unit without a chat
// has to be called by phone: the street gets its card, and acts for it.
func (r *Room) deal(ctx context.Context, t intake.Ticket, w intake.Whistle, position int) error {
	chats, f, err := r.table(ctx, t, w, position)
	if err != nil {
		return err
	}
	return r.tell(ctx, chats, "card", notice.WhistleCard, f, choices(w, w.Parts[position-1])...)
}

// redeal changes all cards of a whistle in place after an event: each shows how
// far the others are.
func (r *Room) redeal(ctx context.Context, t intake.Ticket, w intake.Whistle, event int64) error {
	if w.BlownAt.IsZero() {
		return nil
	}
	for _, p := range w.Parts {
		chats, f, err := r.table(ctx, t, w, p.Position)
		if err != nil {
			return err
		}
		if err := r.retell(ctx, chats, "card", event, notice.WhistleCard, f, choices(w, p)...); err != nil {
			return err
		}
	}
	return nil
}

// table is where the card of a part lies, and what it says.
func (r *Room) table(ctx context.Context, t intake.Ticket, w intake.Whistle, position int) ([]intake.Chat, notice.Facts, error) {
	f, err := r.signedFacts(ctx, t, w, position)
	if err != nil {
		return nil, f, err
	}
	chats, deaf, err := r.chatsOf(ctx, t, w.Parts[position-1].Unit)
	f.Whistle.Deaf = deaf
	return chats, f, err
}

// chatsOf lists where a unit is told; deaf if it has no chat, and the street is
// told instead.
func (r *Room) chatsOf(ctx context.Context, t intake.Ticket, code string) (chats []intake.Chat, deaf bool, err error) {
	for _, ref := range r.unit(code).Chats {
		c, err := r.Store.PutChat(ctx, intake.Chat{Ref: ref, Kind: intake.ChatStaff})
		if err != nil {
			return nil, false, err
		}
		if !c.Gone {
			chats = append(chats, c)
		}
	}
	if len(chats) > 0 {
		return chats, false, nil
	}
	chats, err = r.Desk.StreetChats(ctx, t)
	return chats, true, err
}
