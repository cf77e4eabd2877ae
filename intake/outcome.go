package intake

// Outcome is what became of messages.
type Outcome struct {
	State   MessageState
	Ticket  int64   // with MessageTicket
	Part    Part    // with MessageTicket
	Verdict Verdict // of triage, if it was asked
}
