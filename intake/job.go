package intake

import "time"

// Job is work owed. A job is a plain struct whose fields are its JSON form; its
// row is written in the transaction that makes the work necessary. Every job
// may run more than once.
type Job interface{ Kind() string }

// Owed is a job and when it is due.
type Owed struct {
	Job   Job
	At    time.Time // zero: as soon as possible
	Trace string    // how to go on with the trace that it is a step of; "" in none
}

// AssembleBurst asks whether a sender is done talking, and if so makes
// something of what was said.
type AssembleBurst struct {
	Chat   int64  `json:"chat"`
	Sender string `json:"sender"`
}

// DevelopPhoto fetches the bytes of a photo and makes its renditions.
type DevelopPhoto struct {
	Photo int64 `json:"photo"`
}

// ExaminePhotos compares the photos of a ticket with all others, and with what the
// ticket says.
type ExaminePhotos struct {
	Ticket int64 `json:"ticket"`
}

// Announce tells those concerned of an event that needs pictures: the unit of a
// dispatch, the chats of origin of a resolution. It waits until the pictures
// are developed, but not for ever.
type Announce struct {
	Ticket int64 `json:"ticket"`
	Event  int64 `json:"event"`
}

// ReadAgain takes over what an edited message of a ticket says now.
type ReadAgain struct {
	Ticket  int64 `json:"ticket"`
	Message int64 `json:"message"`
}

// HandlePress answers a button.
type HandlePress struct {
	Press Press `json:"press"`
}

// HandleReaction takes an emoji for a word.
type HandleReaction struct {
	Reaction Reaction `json:"reaction"`
}

// SeekAdvice asks a model about messages that triage was unsure of.
type SeekAdvice struct {
	Messages []int64 `json:"messages"`
}

// CloseTicket closes a resolved ticket to which nobody objected. Event is the
// resolution it belongs to: after a later one it does nothing.
type CloseTicket struct {
	Ticket int64 `json:"ticket"`
	Event  int64 `json:"event"`
}

// DeliverPosts delivers the posts that wait in one chat.
type DeliverPosts struct {
	Chat int64 `json:"chat"`
}

// Kind names the job in the queue.
func (AssembleBurst) Kind() string { return "assemble_burst" }

// Kind names the job in the queue.
func (DevelopPhoto) Kind() string { return "develop_photo" }

// Kind names the job in the queue.
func (ExaminePhotos) Kind() string { return "examine_photos" }

// Kind names the job in the queue.
func (Announce) Kind() string { return "announce" }

// Kind names the job in the queue.
func (ReadAgain) Kind() string { return "read_again" }

// Kind names the job in the queue.
func (HandlePress) Kind() string { return "handle_press" }

// Kind names the job in the queue.
func (HandleReaction) Kind() string { return "handle_reaction" }

// Kind names the job in the queue.
func (CloseTicket) Kind() string { return "close_ticket" }

// Kind names the job in the queue.
func (DeliverPosts) Kind() string { return "deliver_posts" }

// Kind names the job in the queue.
func (SeekAdvice) Kind() string { return "seek_advice" }

// TellWebhooks writes a call for each program that wants to hear of an event.
type TellWebhooks struct {
	Event int64 `json:"event"`
}

// CallWebhook makes one attempt at a call.
type CallWebhook struct {
	Call int64 `json:"call"`
}

// Kind names the job in the queue.
func (TellWebhooks) Kind() string { return "tell_webhooks" }

// Kind names the job in the queue.
func (CallWebhook) Kind() string { return "call_webhook" }
