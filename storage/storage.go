// Package storage is the cellar: the only place that knows SQL, the job queue
// and files. The two databases below it obey one law, which storagetest holds
// them to.
package storage

import (
	"context"
	"time"

	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/search"
	"snapgrid/intake/stats"
)

// Store is the sum of what the rooms and faces ask of a database. Each of them
// declares the few methods that it needs; this list exists so that both
// databases can be held to all of them.
//
// All times are UTC and come in as parameters; what comes out is UTC, to the
// microsecond. A thing that is not there is an [intake.Error] with
// [intake.CodeNotFound].
type Store interface {
	// InTx runs f in one transaction, carried by the context that f gets: every
	// method called with it takes part. An error or a panic of f undoes all.
	// Inside a transaction InTx just runs f. Under a fence ([intake.UnderFence])
	// a transaction, or a write of its own, that the lease no longer covers is
	// [intake.CodeConflict] and changes nothing.
	InTx(ctx context.Context, f func(ctx context.Context) error) error

	// Enqueue writes jobs into the queue. It fails outside a transaction.
	Enqueue(ctx context.Context, owed ...intake.Owed) error

	Messages
	DeadLetters
	Chats
	Photos
	Findings
	Tickets
	Duplicates
	Posts
	Shortfalls
	Officers
	Access
	Leases
	Areas
	Lists
	Searches
	Originals
	Mutes
	Splits
	Examples
	Aliases
	Subscriptions
	Proofs
	Whistles
	Offers
	Guests
	Figures
	Weeklies
	Tokens
	Webhooks
	Doors
	Members
	Hints
	Traces

	// Ping reports whether the database answers.
	Ping(ctx context.Context) error
	// Close waits for what runs and closes the database.
	Close() error
}

// Hints wake those who show what changes.
type Hints interface {
	// Changes is closed when something was said, heard or done after it was asked
	// for. It is a hint, which may come for nothing, late or never: look from time to
	// time as well.
	Changes() <-chan struct{}
}

// Traces keeps how to go on with what is followed from step to step.
type Traces interface {
	// KeepTraces keeps the trace of each key. One that is known is left as it is.
	KeepTraces(ctx context.Context, traces map[string]string, at time.Time) error
	// Trace finds the trace of a key; "" if there is none.
	Trace(ctx context.Context, key string) (string, error)
	// ForgetTraces deletes up to limit traces from before a time, and counts them.
	ForgetTraces(ctx context.Context, before time.Time, limit int) (int, error)
}

// Messages keeps what was said.
type Messages interface {
	// PutMessages keeps each message once, in order, as open, with its chat
	// (made if unknown; the title follows the newest message) and a pending
	// photo for each of its media. Where the message has masked words they are
	// its text from now on, and the words as typed are kept apart: see
	// [Originals]. A message already kept is left as it is. One with a verdict of
	// small talk becomes chatter with it, unless its sender has anything else
	// open in the chat; all others are open.
	// The answer has an entry for each message that was new, in order, with
	// Number, ChatID, its outcome and the photos' IDs set. Made for batches of 100.
	PutMessages(ctx context.Context, messages []intake.Message, receivedAt time.Time) ([]intake.Heard, error)
	// EditMessage replaces text and pin of a kept message and returns it as it
	// was typed now; changed is false if they were the same.
	EditMessage(ctx context.Context, m intake.Message) (heard intake.Heard, changed bool, err error)
	// OpenMessages lists what a sender said in a chat and nobody has read, as it
	// was typed, oldest first, with photos.
	OpenMessages(ctx context.Context, chat int64, sender string) ([]intake.Heard, error)
	// WaitingBursts lists senders with messages that are open since before the
	// time: their wake-up was lost. At most 100.
	WaitingBursts(ctx context.Context, before time.Time) ([]intake.AssembleBurst, error)
	// TakeMessages gives open messages their outcome. If one of them is not open
	// any more nothing changes and the error has [intake.CodeConflict].
	TakeMessages(ctx context.Context, numbers []int64, outcome intake.Outcome) error
	// Message returns a message by our own number.
	Message(ctx context.Context, number int64) (intake.Heard, error)
	// ReopenMessage makes a message that is unsure, held back or chatter open again, so
	// that it can be given another outcome; one in any other state is a
	// [intake.CodeConflict].
	ReopenMessage(ctx context.Context, number int64) error
	// LastHeard is when somebody last said something in a chat; zero if nobody
	// did. It may miss a message behind which more than 30 others of the chat were
	// changed.
	LastHeard(ctx context.Context, chat int64) (time.Time, error)
	// IdleTalk finds which messages became chatter and are nothing else: no post of ours
	// has the same number, nor has a message of an earlier address of the chat.
	IdleTalk(ctx context.Context, quotes []intake.Quote) (map[intake.Quote]bool, error)
	// TicketMessages lists the messages of a ticket and of those merged into it,
	// which keep their own, oldest first, with photos.
	TicketMessages(ctx context.Context, ticket int64) ([]intake.Heard, error)
	// FindMessage finds a message by the channel's number.
	FindMessage(ctx context.Context, chat int64, id string) (intake.Heard, error)
	// TicketOf finds the ticket that a message or a post of ours in a chat
	// belongs to; 0 if none.
	TicketOf(ctx context.Context, chat int64, messageID string) (int64, error)
	// TicketOfAlbum finds the ticket and part of an album; 0 if none.
	TicketOfAlbum(ctx context.Context, chat int64, album string) (int64, intake.Part, error)
	// LatestTicketBy finds the ticket that a sender's newest message in the chat
	// and topic since the time belongs to, and that message; 0 if none.
	LatestTicketBy(ctx context.Context, chat int64, topic, sender string, since time.Time) (int64, intake.Heard, error)
	// TicketsBy lists the tickets that a sender's messages in the chat and topic
	// since the time belong to, the one spoken of last first. At most 10.
	TicketsBy(ctx context.Context, chat int64, topic, sender string, since time.Time) ([]int64, error)
	// LaidAside lists what a sender said in the chat since the time and triage
	// could not decide, oldest first, with photos.
	LaidAside(ctx context.Context, chat int64, sender string, since time.Time) ([]intake.Heard, error)
	// UnsureMessages is the staff's inbox: what triage could not decide, newest
	// first, below a number (0: from the newest).
	UnsureMessages(ctx context.Context, before int64, limit int) ([]intake.Heard, error)
	// UnsureDangers lists what of it may be an emergency, newest first.
	UnsureDangers(ctx context.Context, limit int) ([]intake.Heard, error)
	// HeldMessages lists what was held back, newest first, below a number (0:
	// from the newest).
	HeldMessages(ctx context.Context, before int64, limit int) ([]intake.Heard, error)
}

// DeadLetters keeps what could not be read.
type DeadLetters interface {
	// PutDeadLetter keeps one, once for each key.
	PutDeadLetter(ctx context.Context, letter intake.DeadLetter, at time.Time) error
	CountDeadLetters(ctx context.Context) (int, error)
}

// Chats keeps where people talk.
type Chats interface {
	Chat(ctx context.Context, id int64) (intake.Chat, error)
	// PutChat finds a chat by its reference or makes it.
	PutChat(ctx context.Context, c intake.Chat) (intake.Chat, error)
	// FindChat finds a chat by its reference.
	FindChat(ctx context.Context, ref intake.ChatRef) (intake.Chat, error)
	// FindPrivateChat finds the chat in which a person last talked to us alone.
	FindPrivateChat(ctx context.Context, channel intake.Channel, sender string) (intake.Chat, error)
	// PrivateChatsOf lists the chats in which officers of a role talked to us
	// alone.
	PrivateChatsOf(ctx context.Context, role intake.Role) ([]intake.Chat, error)
	// SaveChat writes kind, cell, language, title and gone of a chat by ID.
	SaveChat(ctx context.Context, c intake.Chat) error
	// MoveChat gives a chat a new reference. If the new one is known already,
	// its messages, posts, origins go over to the old chat's record, whose ID
	// stays; doing it twice changes nothing. Messages of the
	// old address lose nothing but can not be quoted any more: FindMessage and
	// TicketOf go on finding them only if no message of the new chat has the
	// same number.
	MoveChat(ctx context.Context, from, to intake.ChatRef) error
	// Rooms lists the chats of a channel that are there and not private. Its cost does
	// not depend on how many others there are.
	Rooms(ctx context.Context, channel intake.Channel) ([]intake.Chat, error)
	// ChatsOfStaff lists the chats of staff that are there.
	ChatsOfStaff(ctx context.Context) ([]intake.Chat, error)
	// ChatsBy finds chats by their numbers; those that are not there are left out.
	ChatsBy(ctx context.Context, ids []int64) (map[int64]intake.Chat, error)
	// ChatsAt finds chats by their addresses of now; those that are not there are left
	// out.
	ChatsAt(ctx context.Context, refs []intake.ChatRef) (map[intake.ChatRef]intake.Chat, error)
	// GroupChats lists the chats that are no private conversations, by title.
	GroupChats(ctx context.Context) ([]intake.Chat, error)
	// Chats lists all chats of a channel, or of all channels for "".
	Chats(ctx context.Context, channel intake.Channel) ([]intake.Chat, error)
}

// Photos keeps claim checks on pictures.
type Photos interface {
	Photo(ctx context.Context, id int64) (intake.Photo, error)
	// PhotoMessage returns the message that a photo belongs to.
	PhotoMessage(ctx context.Context, id int64) (intake.Heard, error)
	// LockPhotoMessage is PhotoMessage, and keeps others from changing the message's
	// outcome and from adding to its chat until the transaction ends. It fails outside a
	// transaction.
	LockPhotoMessage(ctx context.Context, id int64) (intake.Heard, error)
	// SavePhoto writes everything but MessageID and Position.
	SavePhoto(ctx context.Context, p intake.Photo) error
	// PendingPhotos lists photos that are pending since before the time: their
	// job was lost. At most 100.
	PendingPhotos(ctx context.Context, before time.Time) ([]int64, error)
	// PhotosLike lists the photos of tickets that have the same bytes as p, or
	// look like it ([intake.Look.Like]), without p itself, by ID.
	PhotosLike(ctx context.Context, p intake.Photo) ([]intake.Sighting, error)
	// NeededPhotos lists those of the keys that a photo received since the time
	// has, each once, in no order.
	NeededPhotos(ctx context.Context, keys []string, since time.Time) ([]string, error)
	// PhotoPublished reports whether a photo with the key belongs to a ticket
	// that the public may see (not rejected).
	PhotoPublished(ctx context.Context, key string) (bool, error)
}

// Findings keeps what staff should know of photos.
type Findings interface {
	// PutFinding numbers a finding and keeps it, once for each photo, kind and
	// other ticket; id is 0 if it was known.
	PutFinding(ctx context.Context, f intake.Finding) (id int64, err error)
	// Findings lists what was found on a ticket, oldest first.
	Findings(ctx context.Context, ticket int64) ([]intake.Finding, error)
}

// Tickets keeps what is done about matters.
type Tickets interface {
	// OpenTicket numbers a ticket and keeps it. Numbers start at 1, rise by one
	// in the order of commit, and are never used again.
	OpenTicket(ctx context.Context, t intake.Ticket) (n int64, err error)
	Ticket(ctx context.Context, n int64) (intake.Ticket, error)
	// LockTicket reads a ticket and keeps others from changing it until the
	// transaction ends. It fails outside a transaction.
	LockTicket(ctx context.Context, n int64) (intake.Ticket, error)
	SaveTicket(ctx context.Context, t intake.Ticket) error
	// DueTickets numbers the tickets whose clocks have to be looked at by now, the
	// most overdue first. Its cost does not depend on how many others there are.
	DueTickets(ctx context.Context, now time.Time, limit int) ([]int64, error)
	// FollowUps numbers the tickets whose reporters are to hear of them by now, the
	// longest due first. Its cost does not depend on how many others there are.
	FollowUps(ctx context.Context, now time.Time, limit int) ([]int64, error)
	// PutOrigin keeps whom to answer; one for each ticket, chat and message.
	PutOrigin(ctx context.Context, o intake.Origin) error
	// Origins lists the origins of a ticket and of those merged into it, which
	// keep their own, in the order in which they came.
	Origins(ctx context.Context, ticket int64) ([]intake.Origin, error)
	// PutEvent numbers an event and keeps it.
	PutEvent(ctx context.Context, e intake.Event) (id int64, err error)
	// Events lists a ticket's events, oldest first.
	Events(ctx context.Context, ticket int64) ([]intake.Event, error)
	// EventsIn lists events of all tickets, oldest first.
	EventsIn(ctx context.Context, f intake.EventFilter) ([]intake.Event, error)
	// Event returns an event.
	Event(ctx context.Context, id int64) (intake.Event, error)
	// RisingTickets lists the open tickets whose time in their tier is over, but
	// for those whose clocks stand still; the most overdue first.
	RisingTickets(ctx context.Context, now time.Time, limit int) ([]int64, error)
	// PutRefusal writes the audit.
	PutRefusal(ctx context.Context, r intake.Refusal) error
	// Refusals lists the audit, newest first.
	Refusals(ctx context.Context, limit int) ([]intake.Refusal, error)
}

// Duplicates keeps what is reported several times together.
type Duplicates interface {
	// Near lists what the open tickets around a point are about, the nearest first.
	// The area of a chat is no point, but a ticket that knows no better place is
	// found in the middle of it.
	Near(ctx context.Context, q intake.Nearby) ([]intake.Matter, error)
	// Merged lists the tickets that were merged into one, by number.
	Merged(ctx context.Context, into int64) ([]int64, error)
	// PutVoice keeps that somebody met with the trouble of a ticket; one for each
	// ticket, channel and sender.
	PutVoice(ctx context.Context, v intake.Voice) error
	// CountVoices counts the different people of a ticket and of those merged
	// into it.
	CountVoices(ctx context.Context, ticket int64) (int, error)
}

// Posts keeps what we say.
type Posts interface {
	// PutPost keeps a post as waiting; a post whose key is known is left as it
	// is and added is false.
	PutPost(ctx context.Context, p intake.Post) (added bool, err error)
	// ClaimPost claims the oldest post of a chat that is neither sent nor dead,
	// until the time given: a claim that ran out may be taken again, the outcome
	// of the first attempt being unknown. Attempts counts this attempt already;
	// State is what it was before: sending if an earlier attempt's outcome is
	// unknown, else waiting.
	// If the oldest post is claimed by someone else, or none is left, ok is
	// false. If it is not due yet, ok is false and due says when.
	ClaimPost(ctx context.Context, chat int64, now, until time.Time) (p intake.Post, ok bool, due time.Time, err error)
	// SavePost writes state, attempts, not-before, sent-at, sent-as, failure,
	// chat, topic, reply-to of a post, and ends its claim. A post that is sent
	// appears among the lines of its chat; one that edits an earlier post and
	// became the same message puts its words and buttons into that one instead,
	// and a reaction goes to the message that it is on.
	// That it was sent is noted whoever says so. Everything else is refused, as
	// [intake.CodeConflict], to who claimed the post and lost the claim: a worker
	// that was frozen must not make a post wait that another one has sent.
	SavePost(ctx context.Context, p intake.Post) error
	// OldestPosts tells for each channel how long the oldest post waits that should
	// have been said by now.
	OldestPosts(ctx context.Context, now time.Time) (map[intake.Channel]time.Duration, error)
	// FindPost finds a post by its key.
	FindPost(ctx context.Context, key string) (intake.Post, error)
	// PostOf finds the post that became a message of a chat.
	PostOf(ctx context.Context, chat int64, messageID string) (intake.Post, error)
	// CardsOf lists the cards and alarms of a ticket with their edits, oldest first.
	CardsOf(ctx context.Context, ticket int64) ([]intake.Post, error)
	// DropEdits counts the edits of a ticket's card that were not said yet as said,
	// since a later one says more. card is the key of the card.
	DropEdits(ctx context.Context, ticket int64, card string) error
	// WaitingChats lists chats with posts that wait and are due before the time.
	WaitingChats(ctx context.Context, before time.Time) ([]int64, error)
	// HeldChats lists chats with posts that were held until a time before now.
	HeldChats(ctx context.Context, now time.Time) ([]int64, error)
	// HeldPosts lists those posts of a chat, oldest first. Within a transaction
	// nobody else gets them until the end of it.
	HeldPosts(ctx context.Context, chat int64, now time.Time) ([]intake.Post, error)
	// CountWaiting counts the posts of a chat that are not said yet.
	CountWaiting(ctx context.Context, chat int64) (int, error)
	// PostsOf lists what was or is to be said of a ticket, oldest first.
	PostsOf(ctx context.Context, ticket int64) ([]intake.Post, error)
	// DeadPosts lists undeliverable posts, newest first; DeadPost finds one.
	DeadPosts(ctx context.Context, f intake.DeadFilter) ([]intake.Post, error)
	DeadPost(ctx context.Context, id int64) (intake.Post, error)
	// Backlogs lists the chats in which posts wait, the longest waiting first.
	Backlogs(ctx context.Context, limit int) ([]intake.Backlog, error)
	// RevivePost makes a dead post wait again.
	RevivePost(ctx context.Context, id int64) error
	// FreeClaims ends all claims: what a single process does when it starts. The
	// posts count as sending still, since nobody knows whether they went out.
	FreeClaims(ctx context.Context) error
}

// Shortfalls keeps what channels could not do of what posts asked for.
type Shortfalls interface {
	// PutShortfalls notes, once for each, where a post fell short.
	PutShortfalls(ctx context.Context, post int64, at time.Time, short ...intake.Shortfall) error
	// ShortPosts lists the posts that were sent and fell short, the newest post
	// first, each with all its shortfalls.
	ShortPosts(ctx context.Context, f intake.ShortFilter, limit int) ([]intake.ShortPost, error)
	// CountShortfalls counts them by channel and code since the time.
	CountShortfalls(ctx context.Context, since time.Time) ([]intake.ShortCount, error)
}

// Officers keeps the staff.
type Officers interface {
	// FindOfficer finds the officer behind a sender of a channel.
	FindOfficer(ctx context.Context, channel intake.Channel, sender string) (intake.Officer, error)
	// PutOfficer keeps an officer, by channel and sender if Sender is set, else
	// by name among those without one and those who are listed, and returns the ID.
	PutOfficer(ctx context.Context, o intake.Officer) (int64, error)
	// Officer returns one who is or was on the staff.
	Officer(ctx context.Context, id int64) (intake.Officer, error)
	// Officers lists those who are on the staff.
	Officers(ctx context.Context) ([]intake.Officer, error)
	// OfficerNames are the names of all who are or were on the staff, by number.
	OfficerNames(ctx context.Context) (map[int64]string, error)
	// SaveOfficer writes name and offices of one who is on the staff, by ID.
	SaveOfficer(ctx context.Context, o intake.Officer) error
	// OfficerChannels lists the channels on which officers are known, by number.
	OfficerChannels(ctx context.Context) (map[int64][]intake.Channel, error)
	// PutAppointment writes the audit: who changed who is on the staff.
	PutAppointment(ctx context.Context, a intake.Appointment) error
	// DismissOfficer takes an officer off the staff: no channel knows them any
	// more, and their sessions end. One who left already is not found.
	DismissOfficer(ctx context.Context, id int64, at time.Time) error
	// AddOfficerIdentity makes a sender of a channel the same officer. An
	// officer can have several; [intake.Officer] then carries the one asked for.
	AddOfficerIdentity(ctx context.Context, officer int64, channel intake.Channel, sender string) error
}

// Access keeps one-time codes and sessions. Both are kept as SHA-256 sums only.
type Access interface {
	PutClaim(ctx context.Context, code string, c intake.Claim) error
	// UseClaim returns the claim behind a code and ends it. An unknown, used or
	// expired code is [intake.CodeNotFound].
	UseClaim(ctx context.Context, code string, now time.Time) (intake.Claim, error)
	// Claims lists the codes for officers and chats that nobody used yet, the first
	// to expire first.
	Claims(ctx context.Context, now time.Time, limit int) ([]intake.Claim, error)
	// PeekClaim is UseClaim without ending it.
	PeekClaim(ctx context.Context, code string, now time.Time) (intake.Claim, error)
	PutSession(ctx context.Context, token string, s intake.Session) error
	Session(ctx context.Context, token string, now time.Time) (intake.Session, error)
	EndSession(ctx context.Context, token string) error
}

// Leases says which node may do what only one may do.
type Leases interface {
	// TakeLease takes a lease that is free or ran out, or renews one that holder
	// has, for a time from now. ok is false while another holder has it. The token
	// rises whenever the holder changes. A zero now stands for the clock of the
	// database, the only one that all nodes share.
	TakeLease(ctx context.Context, name, holder string, now time.Time, ttl time.Duration) (fence intake.Fence, ok bool, err error)
	// LeaseLeft tells for how long a lease is taken yet; 0 if it is free.
	LeaseLeft(ctx context.Context, name string, now time.Time) (time.Duration, error)
	// CheckFence fails with [intake.CodeConflict] if the lease has a newer
	// token; inside a transaction it also keeps the lease from changing hands
	// until the end of it.
	CheckFence(ctx context.Context, f intake.Fence) error
	// GiveLease frees a lease that holder has.
	GiveLease(ctx context.Context, name, holder string) error
	// HeldLeases lists the leases by name, those that ran out as well.
	HeldLeases(ctx context.Context) ([]intake.Lease, error)
}

// Areas keeps cells and places.
type Areas interface {
	// PutCells adds and changes cells by code.
	PutCells(ctx context.Context, cells []geotag.Cell) (added, changed int, err error)
	// Cells lists all cells by code.
	Cells(ctx context.Context) ([]geotag.Cell, error)
	// PutPlaces adds and changes places by name, kind and cell.
	PutPlaces(ctx context.Context, places []geotag.Place) (added, changed int, err error)
	// Places lists all places by name.
	Places(ctx context.Context) ([]geotag.Place, error)
	// AreasVersion changes whenever cells or places did.
	AreasVersion(ctx context.Context) (int64, error)

	// Learn confirms a name of an area for a spot, as [geotag.Learnt.Confirm]
	// says.
	Learn(ctx context.Context, name, cell string, p geotag.Point, at time.Time) error
	// SaveLearnt keeps a learnt name as it is given.
	SaveLearnt(ctx context.Context, l geotag.Learnt) error
	// Learnt lists all learnt names by name and area.
	Learnt(ctx context.Context) ([]geotag.Learnt, error)
	// LearntVersion changes whenever a learnt name did.
	LearntVersion(ctx context.Context) (int64, error)
}

// Lists answers what pages show.
type Lists interface {
	// ListTickets lists tickets, newest first.
	ListTickets(ctx context.Context, f intake.Filter) ([]intake.Ticket, error)
	// LatestTickets is ListTickets for what everybody may ask: it looks at
	// categories, statuses, cells, Box, Near, Before and Limit alone, newest first,
	// and finds what there is along an index, however many tickets there are.
	LatestTickets(ctx context.Context, f intake.Filter) ([]intake.Ticket, error)
	// TallyTickets counts the tickets opened since the time by cell, status, ending,
	// and whether they were promised for a time before now.
	TallyTickets(ctx context.Context, since, now time.Time) ([]intake.Tally, error)
	// Covers finds the pictures that stand for tickets; one without any is left out.
	Covers(ctx context.Context, tickets []int64) (map[int64]intake.Cover, error)
	// Shots finds the photos of tickets that can be shown; a ticket without any is left
	// out.
	Shots(ctx context.Context, tickets []int64) (map[int64]intake.Shots, error)
	// Reports counts the messages by which tickets, and those merged into them, were
	// reported, without what came by a [intake.Door]; a ticket without any is left out.
	Reports(ctx context.Context, tickets []int64) (map[int64]int, error)
	// EventsOf lists the events of tickets, each ticket's oldest first.
	EventsOf(ctx context.Context, tickets []int64) (map[int64][]intake.Event, error)
	// CountTickets counts tickets by status.
	CountTickets(ctx context.Context) (map[intake.Status]int, error)
	// Waiting counts what waits for staff.
	Waiting(ctx context.Context) (intake.Waiting, error)
	// Audit lists entries of the audit, the newest first.
	Audit(ctx context.Context, f intake.AuditFilter) ([]intake.AuditEntry, error)
	// ChatLines lists entries of a chat with Seq above after, oldest first; with
	// after = 0 the newest limit entries. Messages appear when received, posts
	// when sent.
	ChatLines(ctx context.Context, chat int64, after int64, limit int) ([]intake.Line, error)
	// ChangeSeq is the newest Seq of any chat, and the number of the newest
	// event: pages that show changes live compare them. Within a chat a Seq is
	// never seen before a lower one. Over all chats, and among events, it can be
	// on PostgreSQL, by the time between two commits.
	ChangeSeq(ctx context.Context) (lines, events int64, err error)
}

// Searches finds tickets. Every ticket can be found as it is from the moment it is
// kept or saved, but for those that were kept before there was a search.
type Searches interface {
	// FindTickets finds tickets by what they tell and what they are, in the order
	// that the query says.
	FindTickets(ctx context.Context, q search.Query) ([]intake.Ticket, error)
	// Unsearched is the number of the newest ticket that was kept before there was a
	// search and may not be found yet: it is so from when it is next saved. 0 means
	// that all can be found.
	Unsearched(ctx context.Context) (int64, error)
	// SetUnsearched notes that the tickets above a number can be found.
	SetUnsearched(ctx context.Context, n int64) error
	// EventsAfter lists the events of all tickets with IDs above one, oldest first.
	EventsAfter(ctx context.Context, after int64, limit int) ([]intake.Event, error)
}

// Originals keeps words as they were typed, apart from the masked ones that
// everything else reads, and who looked at them.
type Originals interface {
	// Unmask gives messages their words as typed, where they are still kept. It
	// may change the list itself.
	Unmask(ctx context.Context, messages []intake.Heard) ([]intake.Heard, error)
	// ForgetOriginals deletes what was typed before the time: words of messages
	// and tickets that differ from the masked ones, and dead letters. It goes on
	// for about limit of each and says how many it deleted.
	ForgetOriginals(ctx context.Context, before time.Time, limit int) (int, error)
	// ForgetPast deletes messages received before the time that led to nothing, with
	// their photos and words: those of the next part, of limit messages, that was
	// never looked at.
	ForgetPast(ctx context.Context, before time.Time, limit int) (intake.Past, error)
	// ForgetPosts deletes posts that were said before the time and are about no
	// ticket, at most limit of them.
	ForgetPosts(ctx context.Context, before time.Time, limit int) (dropped int, err error)
	// PutDisclosure writes the audit.
	PutDisclosure(ctx context.Context, d intake.Disclosure) error
	// Disclosures lists who looked, newest first.
	Disclosures(ctx context.Context, limit int) ([]intake.Disclosure, error)
}

// Mutes keeps whom we do not answer, and how often we may still answer.
type Mutes interface {
	// PutMute mutes somebody, in place of an earlier mute. The program's own
	// mutes do not replace one of staff that holds.
	PutMute(ctx context.Context, m intake.Mute) error
	// LiftMute ends a mute.
	LiftMute(ctx context.Context, channel intake.Channel, sender string) error
	// MuteOf finds the mute of a person that holds.
	MuteOf(ctx context.Context, channel intake.Channel, sender string, now time.Time) (intake.Mute, error)
	// Mutes lists the mutes that hold, newest first.
	Mutes(ctx context.Context, now time.Time, limit int) ([]intake.Mute, error)
	// Spend takes one of each allowance of the period that began at since, as often as
	// it is listed, and names those that are used up by more than that: each once, in the order of the list.
	Spend(ctx context.Context, since time.Time, allowances ...intake.Allowance) (over []string, err error)
	// ForgetAllowances deletes the counts of periods that began before the time.
	ForgetAllowances(ctx context.Context, before time.Time) error
}

// Splits keeps proposals to make two tickets of one.
type Splits interface {
	// PutSplit keeps a proposal, or what became of it.
	PutSplit(ctx context.Context, p intake.Split) error
	// SplitOf finds the proposal for a ticket.
	SplitOf(ctx context.Context, ticket int64) (intake.Split, error)
}

// Offers keeps tickets that are held out as orders.
type Offers interface {
	// PutOffer numbers an offer and keeps it. A ticket has at most one that is open:
	// a second is [intake.CodeConflict].
	PutOffer(ctx context.Context, o intake.Offer) (id int64, err error)
	// EndOffer writes state, unit and end of an offer.
	EndOffer(ctx context.Context, o intake.Offer) error
	// OfferOf finds the newest offer of a ticket.
	OfferOf(ctx context.Context, ticket int64) (intake.Offer, error)
	// DueOffers lists the tickets whose open offer ran out, or that are not open
	// any more, in the order of the offers.
	DueOffers(ctx context.Context, now time.Time, limit int) ([]int64, error)
}

// Doors keeps the links by which people report from a group.
type Doors interface {
	// PutDoor keeps a door; a code that is known is a [intake.CodeConflict].
	PutDoor(ctx context.Context, d intake.Door) error
	// Door finds one by its code, open or not.
	Door(ctx context.Context, code string) (intake.Door, error)
	// Doors lists the open ones of a chat, or of all chats for 0, oldest first.
	Doors(ctx context.Context, chat int64) ([]intake.Door, error)
	// EndDoor withdraws an open door; any other is not found.
	EndDoor(ctx context.Context, code string, at time.Time) error
}

// Members keeps who was invited to a room.
type Members interface {
	// PutMember keeps a member, by chat and guest: a later invitation replaces the name.
	PutMember(ctx context.Context, m intake.Member) error
	// MemberOf finds the member that a browser is in a chat.
	MemberOf(ctx context.Context, chat int64, guest string) (intake.Member, error)
	// Members lists those of a chat, oldest first.
	Members(ctx context.Context, chat int64) ([]intake.Member, error)
}

// Guests keeps handlers without an account. Their codes are kept as SHA-256 sums only.
type Guests interface {
	// PutGuest numbers a guest and keeps it under a code.
	PutGuest(ctx context.Context, code string, g intake.Guest) (id int64, err error)
	// FindGuest finds the guest behind a code, whether it is still good or not.
	FindGuest(ctx context.Context, code string) (intake.Guest, error)
	Guest(ctx context.Context, id int64) (intake.Guest, error)
	// Guests lists those of a ticket, oldest first.
	Guests(ctx context.Context, ticket int64) ([]intake.Guest, error)
	// EndGuests takes the good links of a ticket back, those of one unit or of all
	// for "", and says how many there were.
	EndGuests(ctx context.Context, ticket int64, unit string, at time.Time) (int, error)
}

// Figures keeps what statistics are counted from.
type Figures interface {
	// Facts lists the facts of the tickets that were opened in a time, by number.
	Facts(ctx context.Context, from, to time.Time) ([]stats.Fact, error)
	// Blown lists the whistles that were blown in a time, by number.
	Blown(ctx context.Context, from, to time.Time) ([]stats.Blown, error)
	// FirstTicket is when the oldest ticket was opened; zero without one.
	FirstTicket(ctx context.Context) (time.Time, error)
	// ChangedSince tells what happened to tickets since an event, that one left out.
	ChangedSince(ctx context.Context, event int64) (stats.Change, error)
	// PutSheet keeps a sheet, in place of that of the same day.
	PutSheet(ctx context.Context, s stats.Sheet, at time.Time) error
	// Written lists the sheets of the days from one to another, the last not
	// included, by day, without their facts. A day without a sheet is left out.
	Written(ctx context.Context, from, to time.Time) ([]stats.Sheet, error)
	// Sheets lists the same with their facts.
	Sheets(ctx context.Context, from, to time.Time) ([]stats.Sheet, error)
	// OldestSheet is the day whose sheet was written longest ago, if before the
	// time.
	OldestSheet(ctx context.Context, before time.Time) (day time.Time, ok bool, err error)
	// Progress is how far the sheets follow the tickets.
	Progress(ctx context.Context) (stats.Progress, error)
	SaveProgress(ctx context.Context, p stats.Progress) error
}

// Weeklies keeps which chats want the weekly report.
type Weeklies interface {
	// WantWeekly notes it, once for each chat.
	WantWeekly(ctx context.Context, chat, officer int64, at time.Time) error
	// EndWeekly notes that a chat does not want it any more.
	EndWeekly(ctx context.Context, chat int64) error
	// Weeklies lists the chats that want it, by ID.
	Weeklies(ctx context.Context) ([]int64, error)
}

// Examples keeps what triage learns from, and what it learned.
type Examples interface {
	// PutExample keeps the staff's word on a ticket, or on a message without one,
	// in place of an earlier word on the same, under a new ID.
	PutExample(ctx context.Context, e intake.Example) error
	// ExampleOf finds the staff's word on a ticket or a message.
	ExampleOf(ctx context.Context, ticket, message int64) (intake.Example, error)
	// Examples lists them, newest first.
	Examples(ctx context.Context, limit int) ([]intake.Example, error)
	// LastExample is the ID of the newest; 0 if there is none.
	LastExample(ctx context.Context) (int64, error)
	// PutLearned keeps a model in place of older ones; one of the same version is
	// left as it is.
	PutLearned(ctx context.Context, l intake.Learned) error
	// Learned returns the newest model.
	Learned(ctx context.Context) (intake.Learned, error)
	// LearnedVersion is the version of the newest model; 0 if there is none.
	LearnedVersion(ctx context.Context) (int64, error)
}

// Aliases keeps by which names staff know riders.
type Aliases interface {
	// GiveAlias finds the alias of a person in a district, or gives them the next
	// number there.
	GiveAlias(ctx context.Context, district string, channel intake.Channel, sender string, at time.Time) (intake.Alias, error)
	// Aliases lists the aliases of a person in all districts, oldest first.
	Aliases(ctx context.Context, channel intake.Channel, sender string) ([]intake.Alias, error)
}

// Subscriptions keeps who wants to be told how a ticket ends.
type Subscriptions interface {
	// Subscribe keeps a subscription, once for each person and ticket.
	Subscribe(ctx context.Context, s intake.Subscription) (added bool, err error)
	// Unsubscribe ends one.
	Unsubscribe(ctx context.Context, s intake.Subscription) error
	// Subscribers lists who follows a ticket, or one merged into it, oldest first.
	Subscribers(ctx context.Context, ticket int64) ([]intake.Subscription, error)
	// SubscriptionsOf lists the tickets that a person follows and that are not
	// done, by number.
	SubscriptionsOf(ctx context.Context, channel intake.Channel, sender string) ([]int64, error)
}

// Proofs keeps what we attest, and the keys with which we do.
type Proofs interface {
	// PutProof keeps a proof, once for each code.
	PutProof(ctx context.Context, p intake.Proof) error
	// Proof finds a proof by its code.
	Proof(ctx context.Context, code string) (intake.Proof, error)
	// Secret returns the secret kept under a name. The first one that anybody
	// offers is kept, and all later calls return it.
	Secret(ctx context.Context, name string, offered []byte) ([]byte, error)
}

// Whistles keeps calls of units to come.
type Whistles interface {
	// OpenWhistle numbers a whistle and keeps it with its parts, without their
	// proofs. Numbers start at 1, rise by one in the order of commit, and are
	// never used again.
	OpenWhistle(ctx context.Context, w intake.Whistle) (n int64, err error)
	// Whistle returns a whistle with its parts and their proofs.
	Whistle(ctx context.Context, n int64) (intake.Whistle, error)
	// LockWhistle reads a whistle and keeps others from changing it until the
	// transaction ends. It fails outside a transaction.
	LockWhistle(ctx context.Context, n int64) (intake.Whistle, error)
	// SaveWhistle writes a whistle and its parts, without their proofs.
	SaveWhistle(ctx context.Context, w intake.Whistle) error
	// ListWhistles lists whistles with their parts, without proofs, the newest first.
	ListWhistles(ctx context.Context, f intake.WhistleFilter) ([]intake.Whistle, error)
	// WhistlesOf lists the whistles of a ticket, oldest first.
	WhistlesOf(ctx context.Context, ticket int64) ([]intake.Whistle, error)
	// PutWhistleProof keeps what shows that the unit of a part was there, once for
	// each message.
	PutWhistleProof(ctx context.Context, n int64, part int, p intake.WhistleProof) error
	// PutWhistleEvent numbers an event and keeps it for good: the database itself
	// refuses to change or delete one.
	PutWhistleEvent(ctx context.Context, e intake.WhistleEvent) (id int64, err error)
	// WhistleEvents lists the events of a whistle, oldest first.
	WhistleEvents(ctx context.Context, n int64) ([]intake.WhistleEvent, error)
	// DueWhistles lists whistles with a promise that has to be looked at by now,
	// the longest due first.
	DueWhistles(ctx context.Context, now time.Time, limit int) ([]int64, error)
	// WhistleRates counts, by the cell of the ticket, the whistles blown and the
	// tickets opened in a time, from inclusive, to exclusive; cells with neither
	// are left out.
	WhistleRates(ctx context.Context, from, to time.Time) ([]intake.WhistleRate, error)
}

// Tokens keeps what lets other programs in, as SHA-256 sums only, and what they were
// answered.
type Tokens interface {
	// PutToken numbers a token and keeps it under a key.
	PutToken(ctx context.Context, key string, t intake.Token) (id int64, err error)
	// FindToken finds the token behind a key, whether it is still good or not.
	FindToken(ctx context.Context, key string) (intake.Token, error)
	// Tokens lists all tokens, oldest first, those that ended too.
	Tokens(ctx context.Context) ([]intake.Token, error)
	// TouchToken notes the day on which a token was used.
	TouchToken(ctx context.Context, id int64, day time.Time) error
	// EndToken ends a token that is good; any other is not found.
	EndToken(ctx context.Context, id int64, at time.Time) error

	// BeginAnswer keeps that a request is being answered. If one was made under the
	// same key before, that one comes back and began is false, unless it is the same
	// and nobody answered it since before gone: then one of those who ask answers it.
	BeginAnswer(ctx context.Context, a intake.Answer, gone time.Time) (known intake.Answer, began bool, err error)
	// EndAnswer keeps what was answered to a request that is being answered since its time.
	EndAnswer(ctx context.Context, a intake.Answer) error
	// DropAnswer forgets a request that is being answered since its time and came to nothing.
	DropAnswer(ctx context.Context, a intake.Answer) error
	// ForgetAnswers deletes what was answered before the time.
	ForgetAnswers(ctx context.Context, before time.Time) error
}

// Webhooks keeps who is told of events, and how that went.
type Webhooks interface {
	// PutWebhook numbers a webhook and keeps it.
	PutWebhook(ctx context.Context, w intake.Webhook) (id int64, err error)
	// SaveWebhook writes all of a webhook but who made it and when.
	SaveWebhook(ctx context.Context, w intake.Webhook) error
	// Webhook returns a webhook, one that was taken away too.
	Webhook(ctx context.Context, id int64) (intake.Webhook, error)
	// Webhooks lists those that were not taken away, oldest first.
	Webhooks(ctx context.Context) ([]intake.Webhook, error)
	// PutWebhookCall numbers a call and keeps it, once for each webhook and event; id is
	// 0 if it was known.
	PutWebhookCall(ctx context.Context, c intake.WebhookCall) (id int64, err error)
	// SaveWebhookCall writes how far a call has come.
	SaveWebhookCall(ctx context.Context, c intake.WebhookCall) error
	// WebhookCall returns a call.
	WebhookCall(ctx context.Context, id int64) (intake.WebhookCall, error)
	// WebhookCalls lists the calls of a webhook, newest first, below a number (0: from
	// the newest).
	WebhookCalls(ctx context.Context, webhook, before int64, limit int) ([]intake.WebhookCall, error)
	// ForgetWebhookCalls deletes calls that were made before the time.
	ForgetWebhookCalls(ctx context.Context, before time.Time) error
}
