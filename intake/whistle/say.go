package whistle

import (
	"context"
	"fmt"

	"snapgrid/intake"
	"snapgrid/intake/notice"
)

// post keeps posts and owes their delivery.
func (r *Room) post(ctx context.Context, posts ...intake.Post) error {
	for _, p := range posts {
		p.CreatedAt = r.Now()
		added, err := r.Store.PutPost(ctx, p)
		if err != nil {
			return err
		}
		if !added {
			continue
		}
		if err := r.Store.Enqueue(ctx, intake.Owed{Job: intake.DeliverPosts{Chat: p.ChatID}}); err != nil {
			return err
		}
	}
	return nil
}

// facts is what the sentences about a whistle may speak of.
func (r *Room) facts(t intake.Ticket, w intake.Whistle, part int) notice.Facts {
	k := r.Config.kind(w.Kind)
	f := notice.Facts{Ticket: t, Whistle: notice.WhistleFacts{
		Whistle: w, Part: part, Kind: k.Name, KindEn: k.NameEn, Overdue: map[int]bool{},
	}}
	for _, p := range w.Parts {
		f.Whistle.Overdue[p.Position] = Working(w.Status) && Overdue(p, r.Now())
	}
	return f
}

// answer replies to a call. The key makes an answer unique: the same call, or
// another with the same key, is answered once. What it is about is kept in the
// key, so that an answer to the answer is understood.
func (r *Room) answer(ctx context.Context, c Call, about string, s notice.Sentence, f notice.Facts) error {
	key, kind := intake.WhistleKey(f.Whistle.N, f.Whistle.Part, about), intake.PostWhistle
	if f.Whistle.N == 0 { // there is nothing yet that an answer could be about
		key, kind = "whistle/"+about, intake.PostAnswer
	}
	p := intake.Post{
		Key: key, ChatID: c.Chat.ID, Topic: c.Topic, ReplyTo: c.MessageID,
		Ticket: f.Ticket.N, Kind: kind, Text: r.Writer.Write(c.Chat.Language, s, f),
	}
	if c.held != nil {
		*c.held = p
		return nil
	}
	return r.post(ctx, p)
}

// tell says something in chats; what names it in each.
func (r *Room) tell(ctx context.Context, chats []intake.Chat, about string, s notice.Sentence, f notice.Facts, choices ...intake.WhistleStep) error {
	for _, c := range chats {
		err := r.post(ctx, intake.Post{
			Key: intake.WhistleKey(f.Whistle.N, f.Whistle.Part, fmt.Sprintf("%s/%d", about, c.ID)), ChatID: c.ID, Ticket: f.Ticket.N,
			Kind: intake.PostWhistle, Text: r.Writer.Write(c.Language, s, f), Buttons: r.Writer.WhistleButtons(c.Language, f.Whistle.N, f.Whistle.Part, choices),
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// retell puts other words, and other choices, into what was told in chats under a
// name; event names the change.
func (r *Room) retell(ctx context.Context, chats []intake.Chat, about string, event int64, s notice.Sentence, f notice.Facts, choices ...intake.WhistleStep) error {
	for _, c := range chats {
		key := intake.WhistleKey(f.Whistle.N, f.Whistle.Part, fmt.Sprintf("%s/%d", about, c.ID))
		err := r.post(ctx, intake.Post{
			Key: fmt.Sprintf("%s/%d", key, event), Edits: key, ChatID: c.ID, Ticket: f.Ticket.N,
			Kind: intake.PostWhistle, Text: r.Writer.Write(c.Language, s, f), Buttons: r.Writer.WhistleButtons(c.Language, f.Whistle.N, f.Whistle.Part, choices),
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// tellWhistler answers who whistled, where they did.
func (r *Room) tellWhistler(ctx context.Context, about string, s notice.Sentence, f notice.Facts, choices ...intake.WhistleStep) error {
	w := f.Whistle.Whistle
	chat, err := r.Store.Chat(ctx, w.ChatID)
	if err != nil {
		return err
	}
	p := intake.Post{
		Key: intake.WhistleKey(w.N, f.Whistle.Part, about), ChatID: chat.ID, Topic: w.Topic, ReplyTo: w.MessageID, Ticket: w.Ticket,
		Kind: intake.PostWhistle, Text: r.Writer.Write(chat.Language, s, f), Buttons: r.Writer.WhistleButtons(chat.Language, w.N, f.Whistle.Part, choices),
		Photos: f.Whistle.Photos,
	}
	if chat.Kind != intake.ChatPrivate {
		if p.Alternate, err = r.alone(ctx, w.By, chat.Ref.Channel); err != nil {
			return err
		}
	}
	return r.post(ctx, p)
}

// alone is the chat in which an officer talked to us alone on a channel; 0 if none.
func (r *Room) alone(ctx context.Context, officer int64, channel intake.Channel) (int64, error) {
	o, err := r.Store.Officer(ctx, officer)
	if err == nil && o.Channel == channel {
		var chat intake.Chat
		chat, err = r.Store.FindPrivateChat(ctx, channel, o.Sender)
		if err == nil {
			return chat.ID, nil
		}
	}
	if intake.CodeOf(err) == intake.CodeNotFound {
		err = nil
	}
	return 0, err
}

// hear reads the ticket of a whistle, and gives it the messages of a call.
func (r *Room) hear(ctx context.Context, c Call, w intake.Whistle) (intake.Ticket, error) {
	t, err := r.Store.Ticket(ctx, w.Ticket)
	if err != nil {
		return t, err
	}
	return t, r.take(ctx, c, t.N)
}

// take gives the messages of a call to the whistle's ticket.
func (r *Room) take(ctx context.Context, c Call, ticket int64) error {
	if len(c.Messages) == 0 {
		return nil
	}
	return r.Store.TakeMessages(ctx, intake.Numbers(c.Messages), intake.Outcome{
		State: intake.MessageTicket, Ticket: ticket, Part: intake.PartNote,
	})
}

// nod puts an emoji on the last message of a call instead of words.
func (r *Room) nod(ctx context.Context, c Call, ticket int64) error {
	if len(c.Messages) == 0 {
		return nil
	}
	m := c.Messages[len(c.Messages)-1]
	return r.post(ctx, intake.Post{
		Key: fmt.Sprintf("nod/%d", m.Number), ChatID: c.Chat.ID, Topic: m.Topic, ReplyTo: m.ID,
		Ticket: ticket, Kind: intake.PostReaction, Reaction: "👌",
	})
}

// unknown answers that there is no such whistle.
func (r *Room) unknown(ctx context.Context, c Call) error {
	if len(c.Messages) > 0 {
		outcome := intake.Outcome{State: intake.MessageCommand}
		if err := r.Store.TakeMessages(ctx, intake.Numbers(c.Messages), outcome); err != nil {
			return err
		}
	}
	return r.post(ctx, intake.Post{
		Key: c.Key + "/whistle", ChatID: c.Chat.ID, Topic: c.Topic, ReplyTo: c.MessageID, Kind: intake.PostAnswer,
		Text: r.Writer.Write(c.Chat.Language, notice.WhistleUnknown, notice.Facts{Whistle: notice.WhistleFacts{Whistle: intake.Whistle{N: c.Whistle}}}),
	})
}

// refuse answers once that this person may not do it, and writes the audit.
func (r *Room) refuse(ctx context.Context, c Call, f notice.Facts) error {
	err := r.Store.PutRefusal(ctx, intake.Refusal{
		At: r.Now(), ChatID: c.Chat.ID, Channel: c.Chat.Ref.Channel, Sender: c.Sender.ID, Officer: c.Officer.ID, Name: c.Sender.Name,
		Ticket: f.Ticket.N, What: "whistle " + string(c.Step), Why: intake.CodeForbidden,
	})
	if err != nil {
		return err
	}
	about := fmt.Sprintf("forbidden/%d/%s/%s", f.Ticket.N, c.Chat.Ref.Channel, c.Sender.ID)
	return r.answer(ctx, c, about, notice.WhistleForbidden, f)
}

// stands answers that the state of the whistle, or of the part, does not allow
// it.
func (r *Room) stands(ctx context.Context, c Call, f notice.Facts) error {
	return r.answer(ctx, c, "stands/"+c.Key, notice.WhistleStands, f)
}
