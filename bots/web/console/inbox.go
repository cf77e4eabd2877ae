package console

import (
	"context"
	"net/http"
	"strconv"

	"snapgrid/bots/web/page"
	"snapgrid/geotag"
	"snapgrid/intake"
)

// letter is a message that was laid aside: triage was unsure of it, or it was
// held back.
type letter struct {
	intake.Heard
	Chat intake.Chat
}

type inboxView struct {
	Letters []letter
	Before  int64 // number for the next page; 0 if there is none
}

const inInbox = 50

// inbox shows what triage could not decide, of the areas that the officer
// answers for.
func (c *Console) inbox(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	heard, err := c.store.UnsureMessages(r.Context(), after(r), inInbox)
	if err != nil {
		return err
	}
	view, err := c.letters(r.Context(), v, heard)
	if err != nil {
		return err
	}
	c.show(w, r, v, http.StatusOK, "inbox", "待判断", view)
	return nil
}

// held shows what was held back: from who is muted, or too much at once.
func (c *Console) held(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	heard, err := c.store.HeldMessages(r.Context(), after(r), inInbox)
	if err != nil {
		return err
	}
	view, err := c.letters(r.Context(), v, heard)
	if err != nil {
		return err
	}
	c.show(w, r, v, http.StatusOK, "held", "先放着的", view)
	return nil
}

// letters are the messages of the areas that the visitor answers for.
func (c *Console) letters(ctx context.Context, v page.Visitor, heard []intake.Heard) (view inboxView, err error) {
	if len(heard) == inInbox {
		view.Before = heard[inInbox-1].Number
	}
	if _, err := c.veil(ctx, v, heard); err != nil {
		return view, err
	}
	chats := map[int64]intake.Chat{}
	for _, m := range heard {
		chat, known := chats[m.ChatID]
		if !known {
			if chat, err = c.store.Chat(ctx, m.ChatID); err != nil {
				return view, err
			}
			chats[m.ChatID] = chat
		}
		if c.concerns(v.Officer, chat) {
			view.Letters = append(view.Letters, letter{m, chat})
		}
	}
	return view, nil
}

// concerns reports whether an officer answers for the area of a chat.
func (c *Console) concerns(o intake.Officer, chat intake.Chat) bool {
	return c.desk.May(o, intake.RightScreen, intake.Ticket{Fix: geotag.Fix{Cell: chat.Cell}})
}

// correct takes the officer's word on a message.
func (c *Console) correct(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	number, err := numberOf(r, "number")
	if err != nil {
		return err
	}
	kind := intake.VerdictKind(r.PostFormValue("kind"))
	if kind != intake.IsReport && kind != intake.IsChatter {
		return &intake.Error{Code: intake.CodeInvalid, Message: "请点一个按钮：是反映，或是闲聊"}
	}
	l, err := c.letterFor(r.Context(), v, number)
	if err != nil {
		return err
	}
	if err := c.desk.Correct(r.Context(), v.Officer, number, kind == intake.IsReport); err != nil {
		return err
	}
	back := "/desk/inbox"
	if l.State == intake.MessageHeld {
		back = "/desk/held"
	}
	http.Redirect(w, r, back, http.StatusSeeOther)
	return nil
}

// letterFor finds a message that was laid aside, in a chat that the officer
// answers for.
func (c *Console) letterFor(ctx context.Context, v page.Visitor, number int64) (letter, error) {
	m, err := c.store.Message(ctx, number)
	switch {
	case intake.CodeOf(err) == intake.CodeNotFound, err == nil && m.State != intake.MessageUnsure && m.State != intake.MessageHeld:
		return letter{}, &intake.Error{Code: intake.CodeConflict, Message: "message " + strconv.FormatInt(number, 10) + " does not wait in the inbox"}
	case err != nil:
		return letter{}, err
	}
	chat, err := c.store.Chat(ctx, m.ChatID)
	if err != nil {
		return letter{}, err
	}
	if !c.concerns(v.Officer, chat) {
		return letter{}, &intake.Error{Code: intake.CodeForbidden, Message: "the message is of another area"}
	}
	return letter{m, chat}, nil
}
