package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"snapgrid/bots/web/channel"
	"snapgrid/bots/web/console"
	"snapgrid/bots/web/page"
	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/desk"
	"snapgrid/intake/learn"
	"snapgrid/intake/pipeline"
	"snapgrid/intake/triage"
	"snapgrid/intake/whistle"
	"snapgrid/storage"
)

// counter lets the console work at the desk. What an officer does on a page is
// kept as something said in a private chat with us, so that it takes the same
// way as an answer in a group, with its photos.
type counter struct {
	*desk.Desk
	db       storage.Database
	atlas    *geotag.Atlas
	judge    *learn.Learner
	whistles *whistle.Room
	program  *program // has the rooms that are made after the pages
}

// Opinions lists what the report of a ticket tells about where it was.
func (c counter) Opinions(ctx context.Context, t intake.Ticket, said []intake.Heard) ([]geotag.Opinion, error) {
	reported := slices.DeleteFunc(slices.Clone(said), func(m intake.Heard) bool { return m.Part != intake.PartReport })
	if len(reported) == 0 {
		return nil, nil
	}
	chat, err := c.db.Chat(ctx, reported[0].ChatID)
	if err != nil {
		return nil, err
	}
	return c.atlas.Weigh(pipeline.Clues(c.atlas, chat, reported)), nil
}

// Choices lists the places that the words of a ticket may mean.
func (c counter) Choices(ctx context.Context, _ intake.Ticket, said []intake.Heard) ([]geotag.Fix, error) {
	reported := slices.DeleteFunc(slices.Clone(said), func(m intake.Heard) bool { return m.Part != intake.PartReport })
	if len(reported) == 0 {
		return nil, nil
	}
	chat, err := c.db.Chat(ctx, reported[0].ChatID)
	if err != nil {
		return nil, err
	}
	return c.atlas.Choices(intake.Report{Messages: reported}.Words(), chat.Cell), nil
}

// Scope is which tickets an officer may see.
func (c counter) Scope(o intake.Officer) intake.Scope {
	return o.Scope(intake.RightSee, c.atlas.Grid().Under)
}

// Under lists the codes of a cell, by its code or name, and of all below it.
func (c counter) Under(cell string) []string {
	grid := c.atlas.Grid()
	if _, known := grid.Cell(cell); !known {
		if i := slices.IndexFunc(grid.Cells(), func(known geotag.Cell) bool { return known.Name == cell }); i >= 0 {
			cell = grid.Cells()[i].Code
		}
	}
	return grid.Under(cell)
}

// deeds are what an officer can do, as the desk calls it.
var deeds = map[console.Deed]triage.IntentKind{
	console.Screen:   triage.IntentScreened,
	console.Accept:   triage.IntentAccepted,
	console.Begin:    triage.IntentBegun,
	console.Resume:   triage.IntentResume,
	console.Hold:     triage.IntentHold,
	console.Register: triage.IntentRegister,
	console.Resolve:  triage.IntentFixed,
	console.Verify:   triage.IntentVerified,
	console.Explain:  triage.IntentExplained,
	console.Reject:   triage.IntentRejected,
	console.Refuse:   triage.IntentRefused,
	console.Move:     triage.IntentMoved,
	console.Dispatch: triage.IntentDispatch,
	console.Split:    triage.IntentSplit,
	console.Class:    triage.IntentClass,
	console.Untrue:   triage.IntentUntrue,
	console.Merge:    triage.IntentDuplicate,
	console.Unmerge:  triage.IntentUnmerge,
	console.Rise:     triage.IntentRise,
	console.Lower:    triage.IntentLower,
	console.Offer:    triage.IntentOffer,
	console.Withdraw: triage.IntentWithdraw,
	console.Invite:   triage.IntentGuest,
	console.Uninvite: triage.IntentUnguest,
}

// Allows reports whether an officer may do a deed to a ticket as it is now.
func (c counter) Allows(o intake.Officer, d console.Deed, t intake.Ticket) bool {
	return c.Desk.Allows(o, deeds[d], t) == nil
}

// Act changes a ticket. Done twice, such as by two clicks, it changes it once. A
// refusal is written into the audit.
func (c counter) Act(ctx context.Context, a console.Act) (answer string, err error) {
	return c.act(ctx, a, nil)
}

// act is Act; seen, if given, may refuse the ticket as it is while nobody changes it.
func (c counter) act(ctx context.Context, a console.Act, seen func(intake.Ticket) error) (answer string, err error) {
	deed, known := deeds[a.Deed]
	if !known {
		return "", &intake.Error{Code: intake.CodeInvalid, Message: fmt.Sprintf("there is no deed %q", a.Deed)}
	}
	if err := c.RequireStep(ctx, a.Officer, deed, a.Ticket); err != nil {
		return "", err
	}
	err = c.db.InTx(ctx, func(ctx context.Context) error {
		heard, err := c.keep(ctx, c.said(a))
		if err != nil || len(heard) == 0 {
			return err // nothing new: the act was done already
		}
		t, err := c.db.LockTicket(ctx, a.Ticket)
		if err != nil {
			return err
		}
		if seen != nil {
			if err := seen(t); err != nil {
				return err
			}
		}
		if err := c.Desk.Allows(a.Officer, deed, t); err != nil {
			return err
		}
		intent := triage.Intent{Kind: deed, N: a.Ticket, Rest: a.Words, Explicit: true}
		if a.Other != 0 {
			intent.More = []int64{a.Other}
		}
		answer, err = c.say(ctx, a, intent, heard)
		return err
	})
	return answer, err
}

// said is the message that an act is kept as.
func (c counter) said(a console.Act) intake.Message {
	return intake.Message{
		Chat: page.DeskChat(a.Officer), ID: a.Key,
		Sender: intake.Sender{ID: channel.OfficerSender(a.Officer), Name: a.Officer.Name}, Text: a.Words, Media: a.Photos,
	}
}

// keep keeps what was done on a page as a message that was said to us alone;
// nothing comes back if it was kept before.
func (c counter) keep(ctx context.Context, m intake.Message) ([]intake.Heard, error) {
	now := time.Now()
	m.Private, m.SentAt, m.Masked = true, now, triage.Mask(m.Text)
	heard, err := c.db.PutMessages(ctx, []intake.Message{m}, now)
	if err != nil || len(heard) == 0 {
		return nil, err
	}
	for _, p := range heard[0].Photos {
		if err := c.db.Enqueue(ctx, intake.Owed{Job: intake.DevelopPhoto{Photo: p.ID}}); err != nil {
			return nil, err
		}
	}
	return heard, nil
}

// say hands the act to the desk, and returns what it answers.
func (c counter) say(ctx context.Context, a console.Act, intent triage.Intent, heard []intake.Heard) (string, error) {
	chat, err := c.deskChat(ctx, a, heard)
	if err != nil {
		return "", err
	}
	call := desk.Call{
		Intent: intent, Ticket: a.Ticket, Chat: chat, MessageID: a.Key, Key: "act/" + a.Key,
		Sender: heard[0].Sender, Officer: a.Officer, Messages: heard,
	}
	if a.Deed == console.Offer {
		call.Offer = &intake.Offer{Units: a.Units, Words: a.Words}
	}
	answer, err := c.Desk.Press(ctx, call)
	return answer.Text, err
}

// deskChat is the private chat in which the officer works, in the language of the
// page that they look at.
func (c counter) deskChat(ctx context.Context, a console.Act, heard []intake.Heard) (intake.Chat, error) {
	chat, err := c.db.Chat(ctx, heard[0].ChatID)
	if a.Language != "" {
		chat.Language = a.Language
	}
	return chat, err
}

// Correct says what a message is that was laid aside. Chatter can be made unsure
// again: nobody was answered.
func (c counter) Correct(ctx context.Context, o intake.Officer, message int64, right intake.Verdict) error {
	laid, err := c.db.Message(ctx, message)
	if err != nil {
		return err
	}
	chat, err := c.db.Chat(ctx, laid.ChatID)
	if err != nil {
		return err
	}
	if err := c.RequireIn(ctx, o, intake.RightScreen, chat); err != nil {
		return err
	}
	return c.db.InTx(ctx, func(ctx context.Context) error {
		m, err := c.db.Message(ctx, message)
		if err != nil {
			return err
		}
		if right.Kind == intake.IsUnsure {
			return c.doubt(ctx, m)
		}
		if err := c.db.ReopenMessage(ctx, message); err != nil {
			return err
		}
		if err := c.teach(ctx, o, m, right); err != nil {
			return err
		}
		if right.Kind == intake.IsChatter {
			return c.db.TakeMessages(ctx, []int64{message}, intake.Outcome{State: intake.MessageChatter, Verdict: m.Verdict})
		}
		typed, err := c.db.Unmask(ctx, []intake.Heard{m})
		if err != nil {
			return err
		}
		return c.open(ctx, typed[0], right.Category)
	})
}

// doubt lays a message aside again that staff took for chatter.
func (c counter) doubt(ctx context.Context, m intake.Heard) error {
	if _, err := c.db.ExampleOf(ctx, 0, m.Number); err != nil {
		return err
	}
	if err := c.db.ReopenMessage(ctx, m.Number); err != nil {
		return err
	}
	return c.db.TakeMessages(ctx, []int64{m.Number}, intake.Outcome{State: intake.MessageUnsure, Verdict: m.Verdict})
}

// teach keeps the staff's word on a message as an example for triage.
func (c counter) teach(ctx context.Context, o intake.Officer, m intake.Heard, right intake.Verdict) error {
	chat, err := c.db.Chat(ctx, m.ChatID)
	if err != nil {
		return err
	}
	said := intake.Verdict{Kind: m.Verdict.Kind, Category: m.Verdict.Category, Severity: m.Verdict.Severity}
	return c.db.PutExample(ctx, intake.Example{
		At: time.Now(), Officer: o.ID, Message: m.Number, Words: triage.Mask(m.Text), Photos: len(m.Photos), Chat: chat.Kind,
		Said: said, Right: intake.Verdict{Kind: right.Kind, Category: right.Category},
	})
}

// Learning tells how well triage has learned.
func (c counter) Learning(ctx context.Context) (learn.Report, error) { return c.judge.Report(ctx) }

// open makes a ticket of a message by the word of staff, who may have named its class.
func (c counter) open(ctx context.Context, m intake.Heard, class string) error {
	chat, err := c.db.Chat(ctx, m.ChatID)
	if err != nil {
		return err
	}
	v := c.judge.Judge(triage.Statement{Words: m.Text, Photos: len(m.Photos), Kind: chat.Kind, NamesPlace: true})
	v.Kind, v.Confidence, v.Reason = intake.IsReport, 1, "staff said so; triage: "+v.Reason
	v.Category = cmp.Or(class, v.Category)
	r := intake.Report{Chat: chat, Sender: m.Sender, Messages: []intake.Heard{m}, Verdict: v}
	r.Fix, _ = c.atlas.Locate(pipeline.Clues(c.atlas, chat, r.Messages))
	_, err = c.Desk.Open(ctx, r)
	return err
}
