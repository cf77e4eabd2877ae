package intake

import "time"

// Wait is why a ticket can not go on now, and until when. Its clocks stand still
// meanwhile.
type Wait struct {
	For   WaitKind
	Until time.Time // when somebody looks at it again: never a dead end
}

// WaitKind is what a ticket waits for.
type WaitKind string

// What a ticket can wait for; the empty one means that it does not wait.
const (
	WaitFacts    WaitKind = "facts"    // something that nobody here knows yet
	WaitMeeting  WaitKind = "meeting"  // people who have to agree
	WaitRegister WaitKind = "register" // 登记入册: a long matter, kept in the register with a next date
)
