package row

import "snapgrid/intake"

// Original is the words of a message as they were typed.
type Original struct {
	Message int64
	Text    string
}

// ScanOriginal scans message and text.
func ScanOriginal(r Scanner) (Original, error) {
	var o Original
	err := r.Scan(&o.Message, &o.Text)
	return o, err
}

// Hidden lists the numbers of the messages whose text is masked.
func Hidden(messages []intake.Heard) []int64 {
	var numbers []int64
	for _, m := range messages {
		if m.Hidden {
			numbers = append(numbers, m.Number)
		}
	}
	return numbers
}

// Unmask gives messages their words as typed.
func Unmask(messages []intake.Heard, originals []Original) []intake.Heard {
	typed := make(map[int64]string, len(originals))
	for _, o := range originals {
		typed[o.Message] = o.Text
	}
	for i, m := range messages {
		if text, ok := typed[m.Number]; ok {
			messages[i].Text, messages[i].Masked, messages[i].Hidden = text, m.Text, false
		}
	}
	return messages
}

// DisclosureColumns are the columns of [Disclosure].
const DisclosureColumns = `at, officer, ticket, message, photo, alias`

// Disclosure scans [DisclosureColumns].
func Disclosure(r Scanner) (intake.Disclosure, error) {
	var d intake.Disclosure
	err := r.Scan(Time(&d.At), &d.Officer, &d.Ticket, &d.Message, &d.Photo, &d.Alias)
	return d, err
}
