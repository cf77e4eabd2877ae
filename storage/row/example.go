package row

import "snapgrid/intake"

// ExampleColumns are the columns of [Example].
const ExampleColumns = `id, at, officer, ticket, message, words, photos, chat, said, meant`

// Example scans [ExampleColumns].
func Example(r Scanner) (intake.Example, error) {
	var e intake.Example
	var said, meant verdictForm
	err := r.Scan(&e.ID, Time(&e.At), &e.Officer, &e.Ticket, &e.Message, &e.Words, &e.Photos, &e.Chat, fromJSON(&said), fromJSON(&meant))
	e.Said, e.Right = intake.Verdict(said), intake.Verdict(meant)
	return e, err
}

// LearnedColumns are the columns of [Learned].
const LearnedColumns = `version, at, data`

// Learned scans [LearnedColumns].
func Learned(r Scanner) (intake.Learned, error) {
	var l intake.Learned
	err := r.Scan(&l.Version, Time(&l.At), &l.Data)
	return l, err
}
