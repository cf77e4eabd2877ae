// Package examine looks at the photos of tickets as a suspicious clerk would: was
// this photo of a report seen before, and is a photo of a repair what it claims to
// be?
//
// What it finds are hints for staff. They are kept with the ticket and shown on its
// page; those of a report also on the dispatch card, and those of a repair in the
// chats of the staff who have the ticket. A photo is never refused for them, and
// nothing is said where the matter was reported.
//
// Examining twice finds nothing twice, so it is done whenever something may have
// changed: when a photo is developed, when it becomes part of a ticket, and before
// a card or a resolution is told.
package examine

import (
	"cmp"
	"context"
	"slices"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/notice"
)

// Store is what examining needs of the database.
type Store interface {
	InTx(ctx context.Context, f func(ctx context.Context) error) error
	Enqueue(ctx context.Context, owed ...intake.Owed) error
	Ticket(ctx context.Context, n int64) (intake.Ticket, error)
	Merged(ctx context.Context, into int64) ([]int64, error)
	TicketMessages(ctx context.Context, ticket int64) ([]intake.Heard, error)
	Events(ctx context.Context, ticket int64) ([]intake.Event, error)
	Origins(ctx context.Context, ticket int64) ([]intake.Origin, error)
	PhotosLike(ctx context.Context, p intake.Photo) ([]intake.Sighting, error)
	PutFinding(ctx context.Context, f intake.Finding) (int64, error)
	Findings(ctx context.Context, ticket int64) ([]intake.Finding, error)
	PutPost(ctx context.Context, p intake.Post) (bool, error)
}

// Desk knows who has to act on a ticket.
type Desk interface {
	StaffChats(ctx context.Context, t intake.Ticket) ([]intake.Chat, error)
}

// Examiner examines photos.
type Examiner struct {
	store  Store
	desk   Desk
	writer *notice.Writer
	now    func() time.Time
}

// New makes an examiner.
func New(store Store, desk Desk, writer *notice.Writer, now func() time.Time) *Examiner {
	return &Examiner{store, desk, writer, now}
}

// Examine examines the photos of a ticket.
func (e *Examiner) Examine(ctx context.Context, job intake.ExaminePhotos) error {
	_, err := e.Findings(ctx, job.Ticket)
	return err
}

// Findings examines the photos of a ticket that are developed, and lists all that
// was ever found on it.
func (e *Examiner) Findings(ctx context.Context, n int64) ([]intake.Finding, error) {
	f, err := e.open(ctx, n)
	if err != nil {
		return nil, err
	}
	found, err := e.examine(ctx, f)
	if err != nil {
		return nil, err
	}
	if err := e.keep(ctx, f, found); err != nil {
		return nil, err
	}
	return e.store.Findings(ctx, n)
}

// file is all that is known of a ticket.
type file struct {
	intake.Ticket
	messages []intake.Heard
	events   []intake.Event
	family   []int64 // all that are one with it, itself included
}

func (e *Examiner) open(ctx context.Context, n int64) (f file, err error) {
	if f.Ticket, err = e.store.Ticket(ctx, n); err != nil {
		return f, err
	}
	if f.messages, err = e.store.TicketMessages(ctx, n); err != nil {
		return f, err
	}
	if f.family, err = e.family(ctx, f.Ticket); err != nil {
		return f, err
	}
	f.events, err = e.store.Events(ctx, n)
	return f, err
}

// family lists the tickets that are one with a ticket.
func (e *Examiner) family(ctx context.Context, t intake.Ticket) ([]int64, error) {
	head := cmp.Or(t.MergedInto, t.N)
	merged, err := e.store.Merged(ctx, head)
	return append(merged, head), err
}

func (e *Examiner) examine(ctx context.Context, f file) ([]intake.Finding, error) {
	var found []intake.Finding
	for _, m := range f.messages {
		for _, p := range m.Photos {
			if p.State != intake.PhotoReady || m.Part != intake.PartReport && m.Part != intake.PartFix {
				continue
			}
			seen, err := e.store.PhotosLike(ctx, p)
			if err != nil {
				return nil, err
			}
			found = append(found, f.findings(m, p, f.asOne(seen))...)
		}
	}
	return found, nil
}

// asOne takes what was seen on a ticket that is one with this for seen on this.
func (f file) asOne(seen []intake.Sighting) []intake.Sighting {
	seen = slices.Clone(seen)
	for i, s := range seen {
		if slices.Contains(f.family, s.Ticket) {
			seen[i].Ticket = f.N
		}
	}
	return seen
}

// keep keeps what is new, and tells staff of what is new about a repair.
func (e *Examiner) keep(ctx context.Context, f file, found []intake.Finding) error {
	if len(found) == 0 {
		return nil
	}
	return e.store.InTx(ctx, func(ctx context.Context) error {
		var news []intake.Finding
		for _, finding := range found {
			finding.At = e.now()
			id, err := e.store.PutFinding(ctx, finding)
			if err != nil {
				return err
			}
			if finding.ID = id; id != 0 && finding.Kind != intake.FindingKnown {
				news = append(news, finding)
			}
		}
		return e.tell(ctx, f.Ticket, news)
	})
}
