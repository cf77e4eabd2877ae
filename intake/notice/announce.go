package notice

import (
	"context"
	"io"
	"slices"
	"time"

	"snapgrid/intake"
)

// Store is what announcing needs of the database.
type Store interface {
	InTx(ctx context.Context, f func(ctx context.Context) error) error
	Enqueue(ctx context.Context, owed ...intake.Owed) error
	Ticket(ctx context.Context, n int64) (intake.Ticket, error)
	Events(ctx context.Context, ticket int64) ([]intake.Event, error)
	Origins(ctx context.Context, ticket int64) ([]intake.Origin, error)
	TicketMessages(ctx context.Context, ticket int64) ([]intake.Heard, error)
	Chat(ctx context.Context, id int64) (intake.Chat, error)
	FindPrivateChat(ctx context.Context, channel intake.Channel, sender string) (intake.Chat, error)
	Subscribers(ctx context.Context, ticket int64) ([]intake.Subscription, error)
	PutPost(ctx context.Context, p intake.Post) (bool, error)
}

// Desk knows who has to act on a ticket.
type Desk interface {
	// Draw shows a ticket to them after an event, with a picture if there is one.
	Draw(ctx context.Context, ticket, event int64, photo string) error
	// DrawElsewhere is Draw for those who have no card of it yet.
	DrawElsewhere(ctx context.Context, ticket, event int64, photo string) error
	// VerifyChats lists where those are who look at repairs.
	VerifyChats(ctx context.Context, t intake.Ticket) ([]intake.Chat, error)
}

// Examiner knows what staff should know of photos.
type Examiner interface {
	// Findings examines the photos of a ticket, and lists what was found so far.
	Findings(ctx context.Context, ticket int64) ([]intake.Finding, error)
}

// Shelf keeps pictures by name.
type Shelf interface {
	Open(ctx context.Context, name string) (io.ReadCloser, error)
	Put(ctx context.Context, name string, data []byte) error
}

// Pair puts two JPEG pictures side by side: before and after.
type Pair func(ctx context.Context, before, after []byte) ([]byte, error)

// Needs is what an announcer is made of.
type Needs struct {
	Store    Store
	Desk     Desk
	Examiner Examiner
	Shelf    Shelf
	Pair     Pair
	Writer   *Writer
	Pages    func() string // where the pages are, without a slash at the end
	Now      func() time.Time
}

// Announcer tells those concerned of events that need pictures.
type Announcer struct {
	Needs
	began time.Time
}

// NewAnnouncer makes an announcer.
func NewAnnouncer(n Needs) *Announcer { return &Announcer{Needs: n, began: n.Now()} }

const (
	patience = time.Minute     // how long an announcement waits for its pictures
	pause    = time.Second / 4 // until it looks again
)

// matter is all that an announcement is made of.
type matter struct {
	ticket   intake.Ticket
	event    intake.Event
	since    time.Time // of the last reopening before the event; zero if none
	messages []intake.Heard
	findings []intake.Finding
	outdated bool // a later event says otherwise
}

// Announce tells of one event. While its pictures are not developed the error
// has [intake.CodeAgain].
func (a *Announcer) Announce(ctx context.Context, job intake.Announce) error {
	m, err := a.read(ctx, job)
	if err != nil || m.outdated {
		return err
	}
	if m.pending() && !a.late(m) {
		return &intake.Error{Code: intake.CodeAgain, Message: "the photos are not developed yet", RetryAfter: pause}
	}
	if m.findings, err = a.Examiner.Findings(ctx, job.Ticket); err != nil {
		return err
	}
	if left := m.unseen(a.Now()); left > 0 {
		return a.askToLook(ctx, m, left)
	}
	switch m.event.Kind {
	case intake.EventResolved:
		return a.resolution(ctx, m)
	case intake.EventExplained, intake.EventRejected, intake.EventUntrue, intake.EventMoved:
		return a.ending(ctx, m)
	case intake.EventDispatched, intake.EventReturned:
		return a.Desk.Draw(ctx, m.ticket.N, m.event.ID, m.scene())
	case intake.EventUnpostable:
		return a.Desk.DrawElsewhere(ctx, m.ticket.N, m.event.ID, m.scene())
	}
	return nil
}

// late reports whether the pictures were waited for long enough. The time when no
// program ran does not count: nothing was developed then.
func (a *Announcer) late(m matter) bool {
	return a.Now().Sub(m.event.At) >= patience && a.Now().Sub(a.began) >= patience
}

func (a *Announcer) read(ctx context.Context, job intake.Announce) (matter, error) {
	t, err := a.Store.Ticket(ctx, job.Ticket)
	if err != nil {
		return matter{}, err
	}
	events, err := a.Store.Events(ctx, job.Ticket)
	if err != nil {
		return matter{}, err
	}
	m := matter{ticket: t}
	for _, e := range events {
		switch {
		case e.ID == job.Event:
			m.event = e
		case e.Kind == intake.EventReopened && e.ID < job.Event:
			m.since = e.At
		case m.event.ID != 0 && overtakes(e, m.event):
			m.outdated = true
		}
	}
	m.messages, err = a.Store.TicketMessages(ctx, job.Ticket)
	return m, err
}

// overtakes reports whether a later event makes it wrong to tell of an earlier one.
func overtakes(later, e intake.Event) bool {
	switch e.Kind {
	case intake.EventResolved, intake.EventExplained, intake.EventRejected, intake.EventUntrue, intake.EventMoved:
		return later.Kind == intake.EventReopened
	case intake.EventDispatched, intake.EventReturned:
		return later.Kind == intake.EventDispatched || later.Kind == intake.EventReturned
	}
	return false
}

// pending reports whether photos that the announcement shows are still in the
// darkroom.
func (m matter) pending() bool {
	for _, heard := range m.messages {
		for _, p := range heard.Photos {
			if p.State == intake.PhotoPending && (heard.Part == intake.PartReport || m.event.Kind == intake.EventResolved) {
				return true
			}
		}
	}
	return false
}

// photos lists the developed photos of a part, oldest first.
func (m matter) photos(part intake.Part) []intake.Photo {
	var ready []intake.Photo
	for _, heard := range m.messages {
		for _, p := range heard.Photos {
			if heard.Part == part && p.State == intake.PhotoReady {
				ready = append(ready, p)
			}
		}
	}
	return ready
}

// scene is the picture of the matter that a card shows; "" if there is none.
func (m matter) scene() string {
	before := m.photos(intake.PartReport)
	if len(before) == 0 {
		return ""
	}
	return intake.RenditionName(before[0].Media.Key, intake.SizeLarge)
}

// reportedIn reports whether a chat is where the matter came from.
func reportedIn(chat int64, origins []intake.Origin) bool {
	return slices.ContainsFunc(origins, func(o intake.Origin) bool { return o.ChatID == chat })
}

func (a *Announcer) put(ctx context.Context, posts []intake.Post) error {
	return a.Store.InTx(ctx, func(ctx context.Context) error {
		for _, p := range posts {
			p.CreatedAt = a.Now()
			added, err := a.Store.PutPost(ctx, p)
			if err != nil {
				return err
			}
			if !added {
				continue
			}
			if err := a.Store.Enqueue(ctx, intake.Owed{Job: intake.DeliverPosts{Chat: p.ChatID}}); err != nil {
				return err
			}
		}
		return nil
	})
}
