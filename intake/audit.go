package intake

import "time"

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

// AuditFilter chooses entries; zero fields do not filter.
type AuditFilter struct {
	Kind    AuditKind
	Officer int64
	Ticket  int64
	Before  AuditEntry // the next page: what comes after this one in the list; by Kind, ID and At
	Limit   int        // at most 1000; 0 means 50
}
