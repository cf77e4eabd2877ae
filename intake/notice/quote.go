package notice

import (
	"context"

	"snapgrid/intake"
)

// Speech is what a quoter needs of the database.
type Speech interface {
	FindMessage(ctx context.Context, chat int64, id string) (intake.Heard, error)
}

// Quoter words who is answered, and what they said, for channels that cannot
// show it.
type Quoter struct {
	speech Speech
	writer *Writer
	mask   func(string) string
}

// NewQuoter makes a quoter. What it repeats of somebody's words passes through
// mask, which hides personal numbers.
func NewQuoter(speech Speech, writer *Writer, mask func(string) string) *Quoter {
	return &Quoter{speech, writer, mask}
}

// Quote is one line with the sender's name and first words; "" if we never
// heard the message, as with our own.
func (q *Quoter) Quote(ctx context.Context, chat intake.Chat, messageID string) (string, error) {
	heard, err := q.speech.FindMessage(ctx, chat.ID, messageID)
	if intake.CodeOf(err) == intake.CodeNotFound || err == nil && heard.Sender.Name == "" {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return q.writer.Write(chat.Language, Quoted, Facts{Name: heard.Sender.Name, Quote: q.mask(heard.Text)}), nil
}
