package console

import (
	"net/http"
	"strconv"

	"snapgrid/bots/web/page"
	"snapgrid/geotag"
	"snapgrid/intake"
)

// letter is a message that triage was unsure of.
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
	view := inboxView{}
	if len(heard) == inInbox {
		view.Before = heard[inInbox-1].Number
	}
	chats := map[int64]intake.Chat{}
	for _, m := range heard {
		chat, known := chats[m.ChatID]
		if !known {
			if chat, err = c.store.Chat(r.Context(), m.ChatID); err != nil {
				return err
			}
			chats[m.ChatID] = chat
		}
		if c.concerns(v.Officer, chat) {
			view.Letters = append(view.Letters, letter{m, chat})
		}
	}
	c.show(w, r, v, http.StatusOK, "inbox", "待判断", view)
	return nil
}

// concerns reports whether an officer answers for the area of a chat.
func (c *Console) concerns(o intake.Officer, chat intake.Chat) bool {
	return c.desk.May(o, intake.Ticket{Fix: geotag.Fix{Cell: chat.Cell}})
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
	if err := c.mayRead(r, v, number); err != nil {
		return err
	}
	if err := c.desk.Correct(r.Context(), v.Officer, number, kind == intake.IsReport); err != nil {
		return err
	}
	http.Redirect(w, r, "/desk/inbox", http.StatusSeeOther)
	return nil
}

// mayRead makes sure that the message waits in the inbox, in a chat that the
// officer answers for.
func (c *Console) mayRead(r *http.Request, v page.Visitor, number int64) error {
	heard, err := c.store.UnsureMessages(r.Context(), number+1, 1)
	if err != nil {
		return err
	}
	if len(heard) != 1 || heard[0].Number != number {
		return &intake.Error{Code: intake.CodeConflict, Message: "message " + strconv.FormatInt(number, 10) + " does not wait in the inbox"}
	}
	chat, err := c.store.Chat(r.Context(), heard[0].ChatID)
	if err != nil {
		return err
	}
	if !c.concerns(v.Officer, chat) {
		return &intake.Error{Code: intake.CodeForbidden, Message: "the message is of another area"}
	}
	return nil
}
