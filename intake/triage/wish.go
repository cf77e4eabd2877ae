package triage

// sort says what sort of wish an intent is; it can be of several.
type sort uint8

const (
	ofBot   sort = 1 << iota // about the bot and not about a ticket
	ofStaff                  // a step of the work, which only staff can take
	ofOne                    // a change of one ticket
	order                    // given by a line that begins with it
	person                   // about what a person may say
	button                   // can stand under a post
)

// sorts is the table. An intent that is not in it asks for nothing, or only for news.
var sorts = map[IntentKind]sort{
	IntentFixed:        ofStaff | ofOne | button,
	IntentAccepted:     ofStaff | ofOne | button,
	IntentRejected:     ofStaff | ofOne | button,
	IntentDuplicate:    ofStaff | order | button,
	IntentUnmerge:      ofStaff | ofOne | order | button,
	IntentMeToo:        button,
	IntentScreened:     ofStaff | ofOne | order | button,
	IntentUntrue:       ofStaff | ofOne | order | button,
	IntentBegun:        ofStaff | ofOne | order | button,
	IntentHold:         ofStaff | ofOne | order,
	IntentRegister:     ofStaff | ofOne | order,
	IntentResume:       ofStaff | ofOne | order | button,
	IntentExplained:    ofStaff | ofOne | order,
	IntentRefused:      ofStaff | ofOne | order,
	IntentMoved:        ofStaff | ofOne | order,
	IntentVerified:     ofStaff | ofOne | order | button,
	IntentDispatch:     ofStaff | ofOne | order,
	IntentWhistle:      ofOne | order,
	IntentWhistleStep:  order,
	IntentRise:         ofStaff | ofOne | order,
	IntentLower:        ofStaff | ofOne | order,
	IntentOffer:        ofStaff | ofOne | order,
	IntentWithdraw:     ofStaff | ofOne | order,
	IntentTake:         ofStaff | ofOne | button,
	IntentGuest:        ofStaff | ofOne | order,
	IntentUnguest:      ofStaff | ofOne | order,
	IntentSplit:        ofOne | order | button,
	IntentClass:        ofOne | order,
	IntentSatisfied:    ofOne | button,
	IntentFair:         ofOne | button,
	IntentDissatisfied: ofOne | button,
	IntentFollow:       button,
	IntentUnfollow:     button,
	IntentReveal:       order,
	IntentStatus:       button,
	IntentUrge:         button,
	IntentHelp:         ofBot,
	IntentStart:        ofBot,
	IntentMine:         ofBot,
	IntentLogin:        ofBot,
	IntentBind:         ofBot,
	IntentMute:         ofBot | order | person,
	IntentUnmute:       ofBot | order | person,
	IntentInvite:       ofBot | order,
	IntentDismiss:      ofBot | order,
	IntentDoor:         ofBot,
	IntentWeekly:       ofBot,
}

// Command reports whether the intent is about the bot and not about a ticket.
func (k IntentKind) Command() bool { return sorts[k]&ofBot != 0 }

// Changes reports whether the intent asks for a change of one ticket; a duplicate
// is one of another.
func (k IntentKind) Changes() bool { return sorts[k]&ofOne != 0 }

// ByStaff reports whether the intent is a step of the work, which only staff
// can take.
func (k IntentKind) ByStaff() bool { return sorts[k]&ofStaff != 0 }

// Mutes reports whether the intent is about what a person may say.
func (k IntentKind) Mutes() bool { return sorts[k]&person != 0 }

// Orders reports whether the intent is an order that only staff can give.
func (k IntentKind) Orders() bool { return sorts[k]&order != 0 }

// Presses reports whether the intent can stand on a button.
func (k IntentKind) Presses() bool { return sorts[k]&button != 0 }
