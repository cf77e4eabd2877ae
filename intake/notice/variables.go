package notice

// variable is something that a sentence may speak of.
type variable struct {
	name    string
	meaning string
	// public is set for what may be told to anybody about a ticket: every sentence
	// that names one by its number may use it. The others are read only where our own
	// words read them. So what a group must not hear, such as the words as the reporter
	// wrote them, can not get into a sentence for a group by an edit.
	public bool
}

// variables lists all of them: the fields of the view.
var variables = []variable{
	{"N", "the ticket's number, written #{{.N}}", true},
	{"What", "the trouble: its class, or the reporter's first words, masked", true},
	{"Where", "the place; empty if it is not known", true},
	{"Opaque", "true if the reporter sent a map link that does not say where", true},
	{"Who", "the unit that has it; empty if none has", true},
	{"Doer", "the unit that did it", true},
	{"Until", "by when it is promised", true},
	{"Back", "the day on which somebody looks at a ticket that waits", true},
	{"Took", "how long it took", true},
	{"Outcome", "what was done, or why not, in the officer's words, masked", true},
	{"State", "where it stands, or how it ended", true},
	{"Emergency", "true if it is an emergency", true},
	{"Urgent", "true if it can not wait", true},
	{"Advice", "what to do at once about a trouble of this class; empty for what is always right", true},
	{"Officer", "who has it, or is on duty; for staff", false},
	{"First", "the unit that signed for it first; for staff", false},
	{"Handed", "which units sent it back, and why; for staff", false},
	{"Frozen", "true while only the street may give it to a unit", false},
	{"Silent", "true if its unit has no chat to be told in; for staff", false},
	{"Screened", "true if the grid found it to be true; for staff", false},
	{"Waits", "true while it is on hold", false},
	{"Open", "true while somebody still has to act", true},
	{"For", "what it waits for; empty if it does not wait", true},
	{"Overdue", "true if it was promised for an earlier time", false},
	{"Rider", "true if a rider reads it, who is asked nothing on the way", false},
	{"Tier", "on which tier it is settled, with .Name, .Number, .Consult (true if by a meeting) and .Rises (when it rises by itself; empty: never)", true},
	{"Order", "an order, with .Units, .Words, .Until, .State (open, taken, withdrawn, expired) and .Taker", false},
	{"Guest", "a handler without an account, with .Unit, .Until and .Said", false},
	{"Voices", "how many people reported it or meet with it", true},
	{"Into", "the number under which it goes on; 0 if it was not merged", true},
	{"Pair", "true if the picture shows before and after", false},
	{"Words", "the report as it was written, personal numbers hidden; for staff", false},
	{"Second", "another trouble that the words may tell of; for staff", false},
	{"Known", "a list of numbers: tickets with a photo that looks alike; for staff", false},
	{"Suspects", "a list: open tickets that may be the same, with .N, .Far and .Photo; for staff", false},
	{"Findings", "a list: what is odd about a photo, with .Kind, .Other (a ticket) and .Far; for staff", false},
	{"Alias", "by which name staff know the rider; empty if the reporter has none", false},
	{"Names", "a list of who stands behind aliases, with .Alias and .Name; for one role only", false},
	{"Stopped", "when a rider stopped to report", false},
	{"Stayed", "for how long", false},
	{"Tickets", "a list of tickets, each with what is told of a ticket", false},
	{"Name", "of a person or thing that was named", false},
	{"Quote", "the beginning of what a reporter said", false},
	{"Link", "an address to open", false},
	{"Code", "a one-time code; for administrators", false},
	{"Role", "what somebody is on the staff", false},
	{"People", "a list of staff, each with .ID, .Name and .Role; for administrators", false},
	{"Channel", "the name of a chat service", false},
	{"Whistle", "a whistle, with .N, .Kind, .Reason, .State, .Parts (each with .Name, .State, .SignBy, .ComeBy, .Late), .Unit (the part that it is about), .By, .Why", false},
	{"Week", "a week that is over, with .Days, .Received, .Solved, .OnTime and .Content (both empty where nothing is to be told)", false},
	{"Trouble", "of the chat service: scan, confirm, logout, silent or failing; empty if all is well", false},
	{"Clock", "the promise that is due: sign, contact, solve or verify; for staff", false},
	{"By", "until when that was promised; for staff", false},
	{"Late", "how long ago that was; for staff", false},
}

// isPublic reports whether a variable may be told to anybody.
func isPublic(name string) bool {
	for _, v := range variables {
		if v.name == name {
			return v.public
		}
	}
	return false
}
