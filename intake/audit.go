package intake

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// AuditKind sorts the entries of the audit.
type AuditKind string

// The kinds, in the order in which entries of the same moment are listed.
const (
	AuditAppointment AuditKind = "appointment" // rights were given or taken
	AuditDisclosure  AuditKind = "disclosure"  // somebody looked at words, photos or names as they were sent
	AuditDispute     AuditKind = "dispute"     // a reporter objected, or a unit sent a ticket back
	AuditRefusal     AuditKind = "refusal"     // somebody tried what they may not do
)

// AuditKinds lists them.
func AuditKinds() []AuditKind {
	return []AuditKind{AuditAppointment, AuditDisclosure, AuditDispute, AuditRefusal}
}

// AuditEntry is one line of the audit, of whatever kind; what a kind does not have
// is zero.
type AuditEntry struct {
	Kind    AuditKind
	ID      int64 // rising within a kind
	At      time.Time
	Officer int64   // who did it, or tried
	Subject int64   // of an appointment: the officer whom it is about
	Name    string  // of the subject, or of who was refused, as they were called then
	Channel Channel // on which the sender is known
	Sender  string
	ChatID  int64
	Ticket  int64
	Photo   int64
	Alias   int64
	What    string // the command that was refused, the kind of the appointment or of the event
	Words   string // of an event
	Office  Office // of an appointment
}

// Place names the place of the entry in the list, so that a next page can begin there.
func (e AuditEntry) Place() string {
	return fmt.Sprintf("%d-%s-%d", e.At.UnixMicro(), e.Kind, e.ID)
}

// AuditAt is the entry whose place is named, by Kind, ID and At; anything else is the
// beginning of the list.
func AuditAt(place string) AuditEntry {
	parts := strings.Split(place, "-")
	if len(parts) != 3 {
		return AuditEntry{}
	}
	at, atErr := strconv.ParseInt(parts[0], 10, 64)
	id, idErr := strconv.ParseInt(parts[2], 10, 64)
	if atErr != nil || idErr != nil {
		return AuditEntry{}
	}
	return AuditEntry{At: time.UnixMicro(at).UTC(), Kind: AuditKind(parts[1]), ID: id}
}

// AuditFilter chooses entries; zero fields do not filter.
type AuditFilter struct {
	Kind    AuditKind
	Officer int64
	Ticket  int64
	Before  AuditEntry // the next page: what comes after this one in the list; by Kind, ID and At
	Limit   int        // at most 1000; 0 means 50
}
