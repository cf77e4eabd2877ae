package notice

import (
	"context"
	"slices"

	"snapgrid/intake"
)

// List tells of several tickets at once.
const List Sentence = "list"

// Tickets is what a lister needs of the database.
type Tickets interface {
	ListTickets(ctx context.Context, f intake.Filter) ([]intake.Ticket, error)
}

// Lister words what became of several tickets in one post.
type Lister struct {
	tickets Tickets
	writer  *Writer
	pages   func() string // where the pages are, without a slash at the end
}

// NewLister makes a lister.
func NewLister(tickets Tickets, writer *Writer, pages func() string) *Lister {
	return &Lister{tickets, writer, pages}
}

// List names each ticket once, in the order given, with how it stands now and
// where more of it is to be seen.
func (l *Lister) List(ctx context.Context, chat intake.Chat, numbers []int64) (string, error) {
	tickets, err := l.tickets.ListTickets(ctx, intake.Filter{Numbers: numbers, Limit: len(numbers)})
	if err != nil {
		return "", err
	}
	slices.SortFunc(tickets, func(a, b intake.Ticket) int {
		return slices.Index(numbers, a.N) - slices.Index(numbers, b.N)
	})
	return l.writer.Write(chat.Language, List, Facts{Tickets: tickets, Link: l.pages()}), nil
}
