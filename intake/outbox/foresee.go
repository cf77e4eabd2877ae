package outbox

import (
	"context"

	"snapgrid/intake"
)

// Foreseen is how a post would be said.
type Foreseen struct {
	Post   intake.Post
	Chat   intake.Chat // where it would be said; the alternate if the other one is gone
	Pieces []string    // the words of each message; "" for one of pictures alone
	Short  []intake.Shortfall
	Lost   bool // its chat is gone, and nobody can be told instead
}

// Foresee tells how a post would be said now, and says nothing. Its photos need not
// exist yet: their names are enough.
func (o *Outbox) Foresee(ctx context.Context, p intake.Post) (Foreseen, error) {
	f := Foreseen{Post: p}
	var err error
	if f.Chat, err = o.store.Chat(ctx, p.ChatID); err != nil {
		return f, err
	}
	if f.Chat.Gone {
		if f.Lost = p.Alternate == 0 || p.Alternate == p.ChatID; f.Lost {
			return f, nil
		}
		f.Post.ReplyTo, f.Post.Topic = "", ""
		f.Short = []intake.Shortfall{intake.ShortChat}
		if f.Chat, err = o.store.Chat(ctx, p.Alternate); err != nil {
			return f, err
		}
	}
	d := intake.Delivery{
		Key: p.Key, Kind: p.Kind, To: f.Chat.Ref, Private: f.Chat.Kind == intake.ChatPrivate, Topic: f.Post.Topic,
		ReplyTo: f.Post.ReplyTo, Text: p.Text, Buttons: p.Buttons,
	}
	short, err := o.repeat(ctx, &d, f.Chat)
	if err != nil {
		return f, err
	}
	for _, name := range p.Photos {
		d.Pictures = append(d.Pictures, intake.Picture{Name: name})
	}
	var more []intake.Shortfall
	f.Pieces, more = o.poster.Foresee(d)
	f.Short = append(append(f.Short, short...), more...)
	return f, nil
}
