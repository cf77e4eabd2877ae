package triage

// Command reports whether the intent is about the bot and not about a ticket.
func (k IntentKind) Command() bool {
	switch k {
	case IntentHelp, IntentStart, IntentMine, IntentLogin, IntentBind, IntentMute, IntentUnmute:
		return true
	case IntentNone, IntentFixed, IntentAccepted, IntentRejected, IntentDuplicate, IntentWhistle,
		IntentSatisfied, IntentDissatisfied, IntentStatus, IntentUrge, IntentThanks, IntentSplit, IntentClass:
	}
	return false
}

// Changes reports whether the intent asks for a change of one ticket; a duplicate
// is one of another.
func (k IntentKind) Changes() bool {
	return k.ByStaff() && k != IntentDuplicate || k == IntentSatisfied || k == IntentDissatisfied ||
		k == IntentSplit || k == IntentClass
}

// ByStaff reports whether the intent is a step of the work, which only staff
// can take.
func (k IntentKind) ByStaff() bool {
	return k == IntentFixed || k == IntentAccepted || k == IntentRejected || k == IntentDuplicate
}
