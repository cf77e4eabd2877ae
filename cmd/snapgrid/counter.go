package main

import (
	"context"
	"fmt"
	"time"

	"snapgrid/bots/web/channel"
	"snapgrid/bots/web/console"
	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/desk"
	"snapgrid/intake/triage"
	"snapgrid/storage"
)

// counter lets the console work at the desk. What an officer does on a page is
// kept as something said in a private chat with us, so that it takes the same
// way as an answer in a group, with its photos.
type counter struct {
	desk  *desk.Desk
	db    storage.Database
	atlas *geotag.Atlas
	judge *triage.Classifier
}

// May reports whether an officer may handle a ticket.
func (c counter) May(o intake.Officer, t intake.Ticket) bool { return c.desk.May(o, t) }

// deeds are what an officer can do, as the desk calls it, and where it leads.
var deeds = map[console.Deed]struct {
	intent triage.IntentKind
	next   intake.Status
}{
	console.Accept:  {triage.IntentAccepted, intake.StatusInProgress},
	console.Resolve: {triage.IntentFixed, intake.StatusResolved},
	console.Reject:  {triage.IntentRejected, intake.StatusReported},
}

// Act changes a ticket.
func (c counter) Act(ctx context.Context, a console.Act) error {
	deed, known := deeds[a.Deed]
	if !known {
		return &intake.Error{Code: intake.CodeInvalid, Message: fmt.Sprintf("there is no deed %q", a.Deed)}
	}
	return c.db.InTx(ctx, func(ctx context.Context) error {
		t, err := c.db.LockTicket(ctx, a.Ticket)
		if err != nil {
			return err
		}
		switch {
		case !c.desk.May(a.Officer, t):
			return &intake.Error{Code: intake.CodeForbidden, Message: "this ticket belongs to others"}
		case !t.Status.CanBecome(deed.next):
			return &intake.Error{Code: intake.CodeConflict, Message: "the ticket is " + string(t.Status) + " now"}
		}
		intent := triage.Intent{Kind: deed.intent, N: a.Ticket, Rest: a.Words, Explicit: true}
		return c.say(ctx, a, intent)
	})
}

// say keeps the act as a message and hands it to the desk.
func (c counter) say(ctx context.Context, a console.Act, intent triage.Intent) error {
	sender := intake.Sender{ID: channel.OfficerSender(a.Officer), Name: a.Officer.Name}
	heard, err := c.db.PutMessages(ctx, []intake.Message{{
		Chat:    intake.ChatRef{Channel: channel.Channel, ID: fmt.Sprintf("desk-%d", a.Officer.ID)},
		Private: true, ID: a.Key, Sender: sender, SentAt: time.Now(), Text: a.Words, Media: a.Photos,
	}}, time.Now())
	if err != nil || len(heard) == 0 {
		return err // nothing new: the act was done already
	}
	for _, p := range heard[0].Photos {
		if err := c.db.Enqueue(ctx, intake.Owed{Job: intake.DevelopPhoto{Photo: p.ID}}); err != nil {
			return err
		}
	}
	chat, err := c.db.Chat(ctx, heard[0].ChatID)
	if err != nil {
		return err
	}
	return c.desk.Handle(ctx, desk.Call{
		Intent: intent, Ticket: a.Ticket, Chat: chat, MessageID: a.Key, Key: "act/" + a.Key,
		Sender: sender, Officer: a.Officer, Messages: heard,
	})
}

// Correct says what a message is that triage was unsure of.
func (c counter) Correct(ctx context.Context, _ intake.Officer, message int64, isReport bool) error {
	return c.db.InTx(ctx, func(ctx context.Context) error {
		m, err := c.db.Message(ctx, message)
		if err != nil {
			return err
		}
		if err := c.db.ReopenMessage(ctx, message); err != nil {
			return err
		}
		if !isReport {
			return c.db.TakeMessages(ctx, []int64{message}, intake.Outcome{State: intake.MessageChatter, Verdict: m.Verdict})
		}
		return c.open(ctx, m)
	})
}

// open makes a ticket of a message by the word of staff.
func (c counter) open(ctx context.Context, m intake.Heard) error {
	chat, err := c.db.Chat(ctx, m.ChatID)
	if err != nil {
		return err
	}
	v := c.judge.Judge(triage.Statement{Words: m.Text, Photos: len(m.Photos), Kind: chat.Kind, NamesPlace: true})
	v.Kind, v.Confidence, v.Reason = intake.IsReport, 1, "staff said so; triage: "+v.Reason
	r := intake.Report{Chat: chat, Sender: m.Sender, Messages: []intake.Heard{m}, Verdict: v}
	clues := geotag.Clues{Pin: m.Pin, Words: m.Text, Cell: chat.Cell, At: m.ReceivedAt}
	for _, p := range m.Photos {
		if p.At != nil {
			clues.Photos = append(clues.Photos, geotag.PhotoPosition{Point: *p.At, TakenAt: p.TakenAt})
		}
	}
	r.Fix, _ = c.atlas.Locate(clues)
	_, err = c.desk.Open(ctx, r)
	return err
}
