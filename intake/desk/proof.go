package desk

import (
	"context"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/notice"
)

// Attester signs what we attest about a stop.
type Attester interface {
	// Attest keeps a proof and returns the code under which it can be looked up.
	Attest(ctx context.Context, p intake.Proof) (code string, err error)
}

// attest gives a reporter the proof that they stopped to report: whoever was kept
// waiting can look it up. It names nobody.
func (d *Desk) attest(ctx context.Context, c Call, t intake.Ticket) error {
	if err := d.take(ctx, c, commanded); err != nil {
		return err
	}
	facts := notice.Facts{Ticket: t}
	mine, err := d.reported(ctx, c, t.N)
	if err != nil {
		return err
	}
	if !mine || d.attester == nil {
		return d.answer(ctx, c, c.Key+"/noproof", notice.NoProof, facts)
	}
	if facts.Proof, err = d.stop(ctx, c, t); err != nil {
		return err
	}
	code, err := d.attester.Attest(ctx, facts.Proof)
	if err != nil {
		return err
	}
	facts.Link = d.rules.PublicURL() + "/p/" + code
	alone, ok, err := d.inPrivate(ctx, c)
	if err != nil {
		return err
	}
	if !ok {
		alone = c.Chat
	}
	return d.answerAlone(ctx, c, alone, c.Key+"/proof", notice.Proof, facts)
}

// oursToWait is how much of the time until a ticket is open may be ours: what is more
// is no stop of the reporter, but the program was away.
const oursToWait = 3 * time.Minute

// stop is how long the caller's report took them: from their first message to the
// ticket, or to their last message if it came in later.
func (d *Desk) stop(ctx context.Context, c Call, t intake.Ticket) (intake.Proof, error) {
	p := intake.Proof{Ticket: t.N, Cell: t.Fix.Cell}
	messages, err := d.store.TicketMessages(ctx, t.N)
	if err != nil {
		return p, err
	}
	for _, m := range messages {
		if m.Sender.ID != c.Sender.ID || m.Part != intake.PartReport || !p.Stopped.IsZero() && m.ReceivedAt.After(t.OpenedAt) {
			continue
		}
		said := sentAt(m)
		if p.Stopped.IsZero() {
			p.Stopped = said
			chat, err := d.store.Chat(ctx, m.ChatID)
			if err != nil {
				return p, err
			}
			if p.Alias, err = d.Alias(ctx, chat, m.Sender.ID); err != nil {
				return p, err
			}
		}
		p.Done = said
	}
	if opened := t.OpenedAt; opened.After(p.Done) && opened.Sub(p.Done) < oursToWait {
		p.Done = opened
	}
	return p, nil
}

// sentAt is when a message was sent, by the service's clock where that is sane.
func sentAt(m intake.Heard) time.Time {
	if m.SentAt.IsZero() || m.SentAt.After(m.ReceivedAt) {
		return m.ReceivedAt
	}
	return m.SentAt
}
