package notice

import (
	"context"
	"fmt"

	"snapgrid/intake"
)

// tellFollowers tells in private how a ticket ended, to those who asked for it. Who
// reported it hears of it anyway.
func (a *Announcer) tellFollowers(ctx context.Context, m matter, origins []intake.Origin, pictures []string) error {
	followers, err := a.Store.Subscribers(ctx, m.ticket.N)
	if err != nil {
		return err
	}
	var posts []intake.Post
	for _, f := range followers {
		chat, err := a.Store.FindPrivateChat(ctx, f.Channel, f.Sender)
		switch {
		case intake.CodeOf(err) == intake.CodeNotFound:
			continue
		case err != nil:
			return err
		case chat.Gone || reportedIn(chat.ID, origins):
			continue
		}
		over := m.ticket
		if over.Ending == intake.EndingSolved { // nobody waits for this reader's word
			over.Status = intake.StatusClosed
		}
		facts := Facts{Ticket: over, Link: fmt.Sprintf("%s/tickets/%d", a.Pages(), m.ticket.N)}
		posts = append(posts, intake.Post{
			Key: fmt.Sprintf("followed/%d/%d", m.event.ID, chat.ID), ChatID: chat.ID, Ticket: m.ticket.N,
			Kind: intake.PostNews, Text: a.Writer.Write(chat.Language, Followed, facts), Photos: pictures,
		})
	}
	return a.put(ctx, posts)
}
