package console

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

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
	Before  int64  // number for the next page; 0 if there is none
	Done    letter // what was judged just now
	Classes intake.Categories
	After   int64 // number of the newest event
}

const inInbox = 50

// inbox shows what triage could not decide, of the areas that the officer
// answers for; on top what may be an emergency, however old it is.
func (c *Console) inbox(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	view, err := c.inboxPage(r.Context(), v, after(r))
	if err != nil {
		return err
	}
	if view.Done, err = c.judged(r, v); err != nil {
		return err
	}
	view.Classes = c.pages.Categories()
	if view.After, err = c.news.newest(r.Context(), c.store); err != nil {
		return err
	}
	c.show(w, r, v, http.StatusOK, "inbox", "待判断", view)
	return nil
}

// inboxPage are the letters of a page. The first begins with the dangers; those of
// them that are on it are not there twice.
func (c *Console) inboxPage(ctx context.Context, v page.Visitor, before int64) (inboxView, error) {
	heard, err := c.store.UnsureMessages(ctx, before, inInbox)
	if err != nil {
		return inboxView{}, err
	}
	view, err := c.letters(ctx, v, heard)
	if err != nil || before > 0 {
		return view, err
	}
	dangers, err := c.store.UnsureDangers(ctx, inInbox)
	if err != nil {
		return view, err
	}
	top, err := c.letters(ctx, v, dangers)
	if err != nil {
		return view, err
	}
	view.Letters = slices.DeleteFunc(view.Letters, func(l letter) bool { return l.Verdict.Severity == intake.Emergency })
	view.Letters = append(top.Letters, view.Letters...)
	return view, nil
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

// judged is the message that the visitor judged just now; the zero letter if the
// page was not opened by that.
func (c *Console) judged(r *http.Request, v page.Visitor) (letter, error) {
	number, err := strconv.ParseInt(r.URL.Query().Get("done"), 10, 64)
	if err != nil {
		return letter{}, nil
	}
	m, err := c.store.Message(r.Context(), number)
	if intake.CodeOf(err) == intake.CodeNotFound {
		return letter{}, nil
	}
	if err != nil {
		return letter{}, err
	}
	chat, err := c.store.Chat(r.Context(), m.ChatID)
	if err != nil || !c.concerns(v.Officer, chat) {
		return letter{}, err
	}
	return letter{m, chat}, nil
}

// correct takes the officer's word on a message, and goes on with the next one.
func (c *Console) correct(w http.ResponseWriter, r *http.Request, v page.Visitor) error {
	number, err := numberOf(r, "number")
	if err != nil {
		return err
	}
	right := intake.Verdict{Kind: intake.VerdictKind(r.PostFormValue("kind"))}
	if class, of := strings.CutPrefix(string(right.Kind), "class:"); of {
		right = intake.Verdict{Kind: intake.IsReport, Category: class}
	} else if right.Kind == "class" {
		right = intake.Verdict{Kind: intake.IsReport, Category: r.PostFormValue("category")}
	}
	if _, known := c.pages.Categories().Lookup(right.Category); right.Category != "" && !known {
		return invalid("没有这个类别，请再选一次")
	}
	if !slices.Contains([]intake.VerdictKind{intake.IsReport, intake.IsChatter, intake.IsUnsure}, right.Kind) {
		return invalid("请点一个按钮：是反映，或是闲聊")
	}
	l, err := c.letterFor(r.Context(), v, number, right.Kind == intake.IsUnsure)
	if err != nil {
		return err
	}
	if err := c.desk.Correct(r.Context(), v.Officer, number, right); err != nil {
		return err
	}
	http.Redirect(w, r, afterward(r, l, right), http.StatusSeeOther)
	return nil
}

// afterward is where the officer goes on.
func afterward(r *http.Request, l letter, right intake.Verdict) string {
	if l.State == intake.MessageHeld {
		return "/desk/held"
	}
	if right.Kind == intake.IsUnsure {
		return "/desk/inbox#letter-" + strconv.FormatInt(l.Number, 10)
	}
	back := "/desk/inbox?done=" + strconv.FormatInt(l.Number, 10)
	if next, err := strconv.ParseInt(r.PostFormValue("next"), 10, 64); err == nil {
		back += "#letter-" + strconv.FormatInt(next, 10)
	}
	return back
}

// letterFor finds a message that was laid aside, in a chat that the officer
// answers for, or one that was found to be chatter.
func (c *Console) letterFor(ctx context.Context, v page.Visitor, number int64, chatter bool) (letter, error) {
	m, err := c.store.Message(ctx, number)
	aside := m.State == intake.MessageUnsure || m.State == intake.MessageHeld
	switch {
	case intake.CodeOf(err) == intake.CodeNotFound, err == nil && aside == chatter, err == nil && chatter && m.State != intake.MessageChatter:
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

// Next is the number of the letter after one.
func (v inboxView) Next(number int64) int64 {
	i := slices.IndexFunc(v.Letters, func(l letter) bool { return l.Number == number })
	if i+1 < len(v.Letters) {
		return v.Letters[i+1].Number
	}
	return 0
}
