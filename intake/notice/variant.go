package notice

import (
	"strings"

	"snapgrid/intake"
)

// extension is how the names of the files of sentences end.
const extension = ".tmpl"

// Variant is what a file of sentences is for: a sentence, and the class and state
// of a ticket that it is kept for. The file of resolution.E04.refused is read for a
// ticket of any class that begins with E04 and was refused; without class and
// state it is the sentence wherever no other file fits better.
type Variant struct {
	Sentence Sentence
	Class    string // code of a class, or its beginning; "" for any
	State    string // ending or status; "" for any
}

// String is the variant as the name of its file, without the extension.
func (v Variant) String() string {
	parts := []string{string(v.Sentence)}
	for _, part := range []string{v.Class, v.State} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ".")
}

// variantOf reads the name of a file. A code begins with a capital letter, a state
// with a small one; ok is false if the name is not of that form.
func variantOf(file string) (v Variant, ok bool) {
	parts := strings.Split(strings.TrimSuffix(file, extension), ".")
	v.Sentence = Sentence(parts[0])
	for _, part := range parts[1:] {
		switch {
		case part == "":
			return v, false
		case isCode(part) && v.Class == "" && v.State == "":
			v.Class = part
		case !isCode(part) && v.State == "":
			v.State = part
		default:
			return v, false
		}
	}
	return v, strings.HasSuffix(file, extension) && v.Sentence != ""
}

func isCode(part string) bool { return part[0] >= 'A' && part[0] <= 'Z' }

// candidates lists the variants of a sentence that fit a ticket, the one that says
// most first. How it stands weighs more than what it is: words made for a class in
// general never speak over those that say that it was refused.
func candidates(s Sentence, t intake.Ticket) []Variant {
	var all []Variant
	for _, state := range statesOf(t) {
		for n := len(t.Category); n > 0; n-- {
			all = append(all, Variant{s, t.Category[:n], state})
		}
		all = append(all, Variant{Sentence: s, State: state})
	}
	return all
}

// statesOf lists how a ticket ended, how it stands, and "" for whatever it is.
func statesOf(t intake.Ticket) []string {
	var all []string
	for _, state := range []string{string(t.Ending), string(t.Status)} {
		if state != "" {
			all = append(all, state)
		}
	}
	return append(all, "")
}

// states lists the words that a variant can name as a state.
func states() []string {
	var all []string
	for _, e := range intake.Endings() {
		all = append(all, string(e))
	}
	for _, s := range intake.Statuses() {
		all = append(all, string(s))
	}
	return all
}
