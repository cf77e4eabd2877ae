// Package pipeline is the straight line from a message to a ticket. Its files
// are its steps:
//
//	receive     keep what was heard, and owe a look at it – one transaction
//	aside       what is plain small talk at first sight is done with right there
//	assemble    read what one sender said as one or several statements
//	address     find out which ticket a message is about, if any
//	understand  ask triage what a statement is
//	locate      ask geotag where it was
//	register    hand it to the desk
//	develop     fetch and develop photos, beside the line
//
// Between receive and register nothing is written and no transaction is open:
// read, think, write. The write checks that what was read is still so.
package pipeline

import (
	"context"
	"io"
	"time"

	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/desk"
	"snapgrid/intake/triage"
)

// Store is what the line needs of the database.
type Store interface {
	InTx(ctx context.Context, f func(ctx context.Context) error) error
	Enqueue(ctx context.Context, owed ...intake.Owed) error

	PutMessages(ctx context.Context, messages []intake.Message, receivedAt time.Time) ([]intake.Heard, error)
	EditMessage(ctx context.Context, m intake.Message) (intake.Heard, bool, error)
	OpenMessages(ctx context.Context, chat int64, sender string) ([]intake.Heard, error)
	WaitingBursts(ctx context.Context, before time.Time) ([]intake.AssembleBurst, error)
	TakeMessages(ctx context.Context, numbers []int64, outcome intake.Outcome) error
	TicketMessages(ctx context.Context, ticket int64) ([]intake.Heard, error)
	FindMessage(ctx context.Context, chat int64, id string) (intake.Heard, error)
	TicketOf(ctx context.Context, chat int64, messageID string) (int64, error)
	TicketOfAlbum(ctx context.Context, chat int64, album string) (int64, intake.Part, error)
	LatestTicketBy(ctx context.Context, chat int64, topic, sender string, since time.Time) (int64, intake.Heard, error)
	TicketsBy(ctx context.Context, chat int64, topic, sender string, since time.Time) ([]int64, error)
	LaidAside(ctx context.Context, chat int64, sender string, since time.Time) ([]intake.Heard, error)
	ReopenMessage(ctx context.Context, number int64) error
	Unmask(ctx context.Context, messages []intake.Heard) ([]intake.Heard, error)
	Message(ctx context.Context, number int64) (intake.Heard, error)
	MuteOf(ctx context.Context, channel intake.Channel, sender string, now time.Time) (intake.Mute, error)
	PutRefusal(ctx context.Context, r intake.Refusal) error
	PutMute(ctx context.Context, m intake.Mute) error
	Spend(ctx context.Context, since time.Time, allowances ...intake.Allowance) (over []string, err error)
	ForgetAllowances(ctx context.Context, before time.Time) error
	PutSplit(ctx context.Context, p intake.Split) error
	ForgetOriginals(ctx context.Context, before time.Time, limit int) (int, error)
	ForgetPast(ctx context.Context, before time.Time, limit int) (intake.Past, error)
	ForgetPosts(ctx context.Context, before time.Time, limit int) (int, error)
	PutDeadLetter(ctx context.Context, letter intake.DeadLetter, at time.Time) error
	PostOf(ctx context.Context, chat int64, messageID string) (intake.Post, error)
	Ticket(ctx context.Context, n int64) (intake.Ticket, error)
	Origins(ctx context.Context, ticket int64) ([]intake.Origin, error)
	ListTickets(ctx context.Context, f intake.Filter) ([]intake.Ticket, error)
	IdleTalk(ctx context.Context, quotes []intake.Quote) (map[intake.Quote]bool, error)

	Chat(ctx context.Context, id int64) (intake.Chat, error)
	ChatsAt(ctx context.Context, refs []intake.ChatRef) (map[intake.ChatRef]intake.Chat, error)
	PutChat(ctx context.Context, c intake.Chat) (intake.Chat, error)
	SaveChat(ctx context.Context, c intake.Chat) error
	MoveChat(ctx context.Context, from, to intake.ChatRef) error
	FindOfficer(ctx context.Context, channel intake.Channel, sender string) (intake.Officer, error)

	Photo(ctx context.Context, id int64) (intake.Photo, error)
	PhotoMessage(ctx context.Context, id int64) (intake.Heard, error)
	LockPhotoMessage(ctx context.Context, id int64) (intake.Heard, error)
	SavePhoto(ctx context.Context, p intake.Photo) error
	PendingPhotos(ctx context.Context, before time.Time) ([]int64, error)
}

// Judge says what a statement is; triage.Classifier is one.
type Judge interface {
	Judge(s triage.Statement) intake.Verdict
	// Advertises reports whether words try to sell something.
	Advertises(words string) bool
}

// Atlas says where things are; geotag.Atlas is one.
type Atlas interface {
	Areas
	// NamesPlace reports whether words speak of a place, known or not.
	NamesPlace(words string) bool
}

// Geocoder asks an online service where an address is; geocode.Client is one.
type Geocoder interface {
	// Ask returns nil where the service does not know.
	Ask(ctx context.Context, address string) (*geotag.Pin, error)
}

// Desk changes tickets; desk.Desk is one.
type Desk interface {
	// Twin finds the ticket that a report is surely about; 0 if there is none.
	Twin(ctx context.Context, r intake.Report) (int64, error)
	Open(ctx context.Context, r intake.Report) (int64, error)
	Transcribe(ctx context.Context, r intake.Report, p intake.Paper) (int64, error)
	Join(ctx context.Context, n int64, a desk.Addition) error
	Handle(ctx context.Context, c desk.Call) error
	Press(ctx context.Context, c desk.Call) (answer intake.Post, err error)
	Say(ctx context.Context, p intake.Post) error
	AskWhich(ctx context.Context, c desk.Call) error
	AskForMore(ctx context.Context, r intake.Report) error
	WarnOfDeafness(ctx context.Context, chat intake.Chat) error
	ComplainOfPhoto(ctx context.Context, chat intake.Chat, m intake.Heard, p intake.Photo) error
}

// Darkroom turns the bytes of a photo into its renditions.
type Darkroom interface {
	// Develop returns what is known of the photo and its renditions by size. A
	// photo that can not be shown is an [intake.Error] with CodeInvalid. What is
	// wanted later gives way to other photos.
	Develop(ctx context.Context, data []byte, later bool) (Developed, error)
}

// Developed is a photo that came out of the darkroom.
type Developed struct {
	Width, Height int
	At            *geotag.Point
	TakenAt       time.Time
	Look          intake.Look
	Flaw          intake.Flaw
	Renditions    map[int][]byte // JPEG by size of the longer side
	Partial       bool           // a part of it never arrived, and is grey
	Refused       string         // one of the intake.Refused… words; "" if it came out
}

// Fetcher opens the bytes of a photo at its channel; bots.Host is one.
type Fetcher interface {
	Fetch(ctx context.Context, channel intake.Channel, m intake.Media) (io.ReadCloser, error)
}

// Toaster answers a press to the presser alone, where the channel can; bots.Host
// is one.
type Toaster interface {
	Toast(ctx context.Context, p intake.Press, text string) error
}

// Shelf keeps bytes.
type Shelf interface {
	Create(ctx context.Context, r io.Reader, limit int64) (key string, size int64, err error)
	Put(ctx context.Context, name string, data []byte) error
	OpenOriginal(ctx context.Context, key string) (io.ReadCloser, error)
	Open(ctx context.Context, name string) (io.ReadCloser, error)
}

// Meter measures the line.
type Meter interface {
	Received(channel intake.Channel, messages int, took time.Duration)
	Opened(channel intake.Channel)
	Developed(took time.Duration)
	Forgotten(what string, n int)
}

// Tracer follows messages from step to step.
type Tracer interface {
	// FollowMessages begins a step of what came of the messages; done ends it.
	FollowMessages(ctx context.Context, step string, messages []intake.Heard) (within context.Context, done func(error))
}

// Needs is what a line is made of.
type Needs struct {
	Config   Config
	Store    Store
	Judge    Judge
	Atlas    Atlas
	Geocoder Geocoder // nil asks nobody
	Adviser  Adviser  // nil if there is nobody to ask
	Desk     Desk
	Whistles Whistles
	Darkroom Darkroom
	Fetcher  Fetcher
	Toaster  Toaster // nil: what a press is answered is said in the chat
	Shelf    Shelf
	Meter    Meter
	Tracer   Tracer // nil follows nothing
	Now      func() time.Time
}

// Line carries messages to the desk.
type Line struct {
	Needs
	threshold threshold
}

// trace is Tracer.FollowMessages, if there is a tracer.
func (l *Line) trace(ctx context.Context, step string, messages ...intake.Heard) (within context.Context, done func(error)) {
	if l.Tracer == nil {
		return ctx, func(error) {}
	}
	return l.Tracer.FollowMessages(ctx, step, messages)
}

// New makes a line.
func New(n Needs) *Line { return &Line{Needs: n} }
