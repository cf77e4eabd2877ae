package pipeline

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/desk"
)

// MaxPhoto is how many bytes a photo may have.
const MaxPhoto = 25 << 20

// patience is how often the bytes of a photo are asked for before it is taken
// for missing. With the queue's growing pauses this is about a day.
const patience = 24 * time.Hour

// freshness is how long after it was sent a photo goes before others: whoever
// sent an older one, which was imported or waited for us to come back, does not
// stand beside the road any more.
const freshness = time.Hour

// Develop fetches the bytes of a photo, keeps them, and makes the renditions.
// What it learns of the place wakes up the burst or improves the ticket.
func (l *Line) Develop(ctx context.Context, job intake.DevelopPhoto) (err error) {
	began := l.Now()
	p, err := l.Store.Photo(ctx, job.Photo)
	if err != nil || p.State != intake.PhotoPending {
		return err
	}
	m, err := l.Store.PhotoMessage(ctx, p.ID)
	if err != nil {
		return err
	}
	ctx, done := l.trace(ctx, "develop", m)
	defer func() { done(err) }()
	if p, err = l.darkroom(ctx, p, m); err != nil {
		return err
	}
	if err := l.shelve(ctx, p); err != nil {
		return err
	}
	l.Meter.Developed(l.Now().Sub(began))
	return nil
}

// darkroom brings a photo into its final state. An error means: try again.
func (l *Line) darkroom(ctx context.Context, p intake.Photo, m intake.Heard) (intake.Photo, error) {
	if p.Media.TooBig {
		p.State, p.Reason = intake.PhotoMissing, intake.RefusedSize
		return p, nil
	}
	data, err := l.bytes(ctx, &p, m)
	switch code := intake.CodeOf(err); {
	case code == intake.CodeInvalid:
		p.State, p.Reason = intake.PhotoRefused, intake.RefusedSize
		return p, nil
	case code == intake.CodeNever, err != nil && l.Now().Sub(m.ReceivedAt) > patience:
		p.State = intake.PhotoMissing
		return p, nil
	case err != nil:
		return p, err
	}
	d, err := l.Darkroom.Develop(ctx, data, l.Now().Sub(m.SentAt) > freshness)
	switch {
	case err != nil && l.Now().Sub(m.ReceivedAt) > patience:
		p.State, p.Reason = intake.PhotoRefused, intake.RefusedOther
		return p, nil
	case err != nil:
		return p, err
	}
	p.Width, p.Height, p.At, p.TakenAt, p.Look, p.Flaw = d.Width, d.Height, d.At, d.TakenAt, d.Look, d.Flaw
	if d.Refused != "" {
		p.State, p.Reason = intake.PhotoRefused, d.Refused
		return p, nil
	}
	for size, jpeg := range d.Renditions {
		if err := l.Shelf.Put(ctx, intake.RenditionName(p.Media.Key, size), jpeg); err != nil {
			return p, fmt.Errorf("keep the rendition of photo %d: %w", p.ID, err)
		}
	}
	p.State = intake.PhotoReady
	if d.Partial {
		p.Reason = intake.Partial
	}
	return p, nil
}

// bytes reads a photo, fetching it from its channel if it is not on the shelf.
func (l *Line) bytes(ctx context.Context, p *intake.Photo, m intake.Heard) ([]byte, error) {
	if p.Media.Key == "" {
		r, err := l.Fetcher.Fetch(ctx, m.Chat.Channel, p.Media)
		if err != nil {
			return nil, err
		}
		key, _, err := l.Shelf.Create(ctx, r, MaxPhoto)
		if err := errors.Join(err, r.Close()); err != nil {
			return nil, err
		}
		p.Media.Key = key
	}
	r, err := l.Shelf.OpenOriginal(ctx, p.Media.Key)
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(r, MaxPhoto+1))
	return data, errors.Join(err, r.Close())
}

// shelve writes what became of a photo, and what follows from it. The message's
// chat may have become another one meanwhile: a group that moved.
func (l *Line) shelve(ctx context.Context, p intake.Photo) error {
	return l.Store.InTx(ctx, func(ctx context.Context) error {
		now, err := l.Store.LockPhotoMessage(ctx, p.ID)
		if err != nil {
			return err
		}
		before, err := l.Store.Photo(ctx, p.ID)
		if err != nil || before.State != intake.PhotoPending { // another worker was faster
			return err
		}
		if err := l.Store.SavePhoto(ctx, p); err != nil {
			return err
		}
		switch now.State {
		case intake.MessageOpen:
			look := intake.AssembleBurst{Chat: now.ChatID, Sender: now.Sender.ID}
			return l.Store.Enqueue(ctx, intake.Owed{Job: look})
		case intake.MessageTicket:
			chat, err := l.Store.Chat(ctx, now.ChatID)
			if err != nil {
				return err
			}
			return errors.Join(l.Desk.ComplainOfPhoto(ctx, chat, now, p), l.improve(ctx, chat, now, p),
				l.Store.Enqueue(ctx, intake.Owed{Job: intake.ExaminePhotos{Ticket: now.Ticket}}))
		case intake.MessageChatter, intake.MessageUnsure, intake.MessageCommand:
		}
		return nil
	})
}

// improve tells the desk where it was, now that a reporter's photo says it.
func (l *Line) improve(ctx context.Context, chat intake.Chat, m intake.Heard, p intake.Photo) error {
	if p.At == nil || m.Part != intake.PartReport {
		return nil
	}
	said, err := l.Store.TicketMessages(ctx, m.Ticket)
	if err != nil {
		return err
	}
	if said, err = l.Store.Unmask(ctx, ofReport(said, m)); err != nil || len(said) == 0 {
		return err
	}
	fix, ok := l.Atlas.Locate(Clues(l.Atlas, chat, said))
	if !ok {
		return nil
	}
	return l.Desk.Join(ctx, m.Ticket, desk.Addition{Part: intake.PartReport, Sender: m.Sender, Fix: fix})
}
