package pipeline

import (
	"context"

	"snapgrid/geotag"
	"snapgrid/geotag/links"
	"snapgrid/intake"
	"snapgrid/intake/triage"
)

// paperChat stands for the ledger on paper: nobody talks there, so nothing is ever
// said there.
var paperChat = intake.ChatRef{Channel: intake.ChannelPaper, ID: "ledger"}

// Transcribe makes a ticket of an entry of the paper ledger; one that is known
// already adds nothing, and n is the ticket that it became. cell is the area whose
// ledger it is; "" if that is not known. It belongs into a transaction, and the time
// has to be that of the entry.
func (l *Line) Transcribe(ctx context.Context, p intake.Paper, cell string) (n int64, added bool, err error) {
	heard, err := l.Store.PutMessages(ctx, []intake.Message{{
		Chat: paperChat, ChatTitle: "纸质台账", ID: p.Key, Sender: intake.Sender{ID: p.Key, Name: p.Reporter},
		SentAt: p.OpenedAt, Text: triage.MaskForStaff(p.Words), Form: intake.AnyClass,
	}}, l.Now())
	if err != nil {
		return 0, false, err
	}
	if len(heard) == 0 {
		return l.transcribed(ctx, p)
	}
	chat, err := l.Store.Chat(ctx, heard[0].ChatID)
	if err != nil {
		return 0, false, err
	}
	chat.Cell = cell
	r := intake.Report{Chat: chat, Sender: heard[0].Sender, Messages: heard, Verdict: l.judgePaper(p, heard)}
	r.Fix = l.locatePaper(p, chat, heard)
	n, err = l.Desk.Transcribe(ctx, r, p)
	return n, err == nil, err
}

// transcribed finds the ticket of an entry that is known.
func (l *Line) transcribed(ctx context.Context, p intake.Paper) (int64, bool, error) {
	chat, err := l.Store.PutChat(ctx, intake.Chat{Ref: paperChat})
	if err != nil {
		return 0, false, err
	}
	known, err := l.Store.FindMessage(ctx, chat.ID, p.Key)
	return known.Ticket, false, err
}

// judgePaper reads the class and the severity: what stands in a ledger is a report.
func (l *Line) judgePaper(p intake.Paper, messages []intake.Heard) intake.Verdict {
	v := l.Judge.Judge(triage.Statement{Words: p.Words, Kind: intake.ChatResidents, NamesPlace: l.namesPlace(messages, p.Words+" "+p.Address)})
	v.Kind, v.Confidence, v.Reason = intake.IsReport, 1, triage.Mask("copied from the paper ledger; "+v.Reason)
	if p.Category != "" {
		v.Category = p.Category
	}
	if p.Severity != "" {
		v.Severity = p.Severity
	}
	return v
}

// locatePaper finds the place: the coordinates of a ledger of ours as they are, or
// what the words say.
func (l *Line) locatePaper(p intake.Paper, chat intake.Chat, messages []intake.Heard) geotag.Fix {
	clues := Clues(l.Atlas, chat, messages)
	clues.Words = links.Without(p.Address + " " + p.Words)
	if p.Place != nil {
		clues.Written = []geotag.Written{{Point: p.Place.Point, Radius: p.Place.Radius, Source: geotag.SourceTyped, Name: p.Place.Name}}
	}
	fix, _ := l.Atlas.Locate(clues)
	if p.Place != nil {
		fix.Point, fix.Radius = p.Place.Point, p.Place.Radius
	}
	if p.Address != "" {
		fix.Address = p.Address
	}
	return fix
}
