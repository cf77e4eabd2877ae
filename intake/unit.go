package intake

import "strings"

// Unit is a department, a property company or a co-building unit that can be
// made responsible for a ticket.
type Unit struct {
	Code       string
	Name       string
	Categories []string  // codes or their beginnings: "E04" answers for E0401
	Chats      []ChatRef // where its people are told
}

// AnswersFor reports whether the unit takes tickets of the class, and how many
// characters of the code its entry names: the longer, the more specific.
func (u Unit) AnswersFor(category string) (length int, ok bool) {
	for _, prefix := range u.Categories {
		if strings.HasPrefix(category, prefix) && len(prefix) >= length {
			length, ok = len(prefix), true
		}
	}
	return length, ok
}
