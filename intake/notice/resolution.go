package notice

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/rs/zerolog"

	"snapgrid/intake"
)

// resolution tells every chat that the matter was reported from how it ended,
// as an answer to the reporter's own message.
func (a *Announcer) resolution(ctx context.Context, m matter) error {
	pictures, paired, err := a.pictures(ctx, m)
	if err != nil {
		return err
	}
	return a.tellAll(ctx, m, Resolution, paired, pictures)
}

// endings are the words to the reporters of a ticket that ended otherwise than by
// a repair.
var endings = map[intake.EventKind]Sentence{
	intake.EventExplained: Explained,
	intake.EventRejected:  Refused,
	intake.EventUntrue:    Untrue,
	intake.EventMoved:     Moved,
}

// ending tells every chat that the matter was reported from why nothing is
// repaired.
func (a *Announcer) ending(ctx context.Context, m matter) error {
	return a.tellAll(ctx, m, endings[m.event.Kind], false, nil)
}

// tellAll tells every chat that the matter was reported from how it ended, once in each:
// an answer to who reported it first there. Who reported it after them in the same chat
// reads it, too.
func (a *Announcer) tellAll(ctx context.Context, m matter, s Sentence, paired bool, pictures []string) error {
	posts, origins, err := a.toEach(ctx, m, s, paired, pictures)
	if err != nil {
		return err
	}
	if err := a.put(ctx, posts); err != nil {
		return err
	}
	return a.tellFollowers(ctx, m, origins, pictures)
}

// toEach words it for every chat that the matter was reported from.
func (a *Announcer) toEach(ctx context.Context, m matter, s Sentence, paired bool, pictures []string) (posts []intake.Post, origins []intake.Origin, err error) {
	if origins, err = a.Store.Origins(ctx, m.ticket.N); err != nil {
		return nil, nil, err
	}
	told := map[int64]bool{}
	for _, o := range origins {
		if told[o.ChatID] {
			continue
		}
		told[o.ChatID] = true
		p, err := a.tell(ctx, m, o, s, paired)
		if err != nil {
			return nil, nil, err
		}
		p.Key, p.Photos = fmt.Sprintf("%s/%d/%d", s, m.event.ID, o.ChatID), pictures
		if len(pictures) > 1 { // no room for them under several pictures
			p.Buttons = nil
		}
		posts = append(posts, p)
	}
	return posts, origins, nil
}

// asReported is the ticket as an origin knows it: by the number, the words and the time
// of its own report. Who reported what was merged learns nothing of the other reports.
func (a *Announcer) asReported(ctx context.Context, m matter, o intake.Origin) (intake.Ticket, error) {
	if o.Ticket == m.ticket.N {
		return m.ticket, nil
	}
	own, err := a.Store.Ticket(ctx, o.Ticket)
	return own.Under(m.ticket), err
}

// tell words how it ended for one origin. If the numbers of the chat's old
// messages are void, the reporter's own words stand in for the quote.
func (a *Announcer) tell(ctx context.Context, m matter, o intake.Origin, s Sentence, paired bool) (intake.Post, error) {
	chat, err := a.Store.Chat(ctx, o.ChatID)
	if err != nil {
		return intake.Post{}, err
	}
	t, err := a.asReported(ctx, m, o)
	if err != nil {
		return intake.Post{}, err
	}
	p := intake.Post{
		ChatID: o.ChatID, Topic: o.Topic, ReplyTo: o.MessageID, Ticket: t.N, Kind: intake.PostResolution,
		Text: a.Writer.Write(chat.Language, s, Facts{Ticket: t, Pair: paired}),
	}
	if s == Resolution && !o.ByDoor() { // the reporter is not there
		p.Buttons = a.Writer.RatingButtons(chat.Language, t)
	}
	if o.MessageID == "" {
		p.Text = a.Writer.Write(chat.Language, Unreplied, Facts{Name: o.Sender.Name, Quote: t.Masked}) + "\n" + p.Text
	}
	if chat.Kind == intake.ChatPrivate || o.ByDoor() {
		return p, nil
	}
	private, err := a.Store.FindPrivateChat(ctx, chat.Ref.Channel, o.Sender.ID)
	if err != nil && intake.CodeOf(err) != intake.CodeNotFound {
		return p, err
	}
	p.Alternate = private.ID
	return p, nil
}

// mostPictures is how many pictures a resolution shows: more would fill a
// group's screen.
const mostPictures = 4

// pictures makes before and after side by side, followed by further photos of
// the repair. Without a photo of how it was, the repair is shown alone.
func (a *Announcer) pictures(ctx context.Context, m matter) (names []string, paired bool, err error) {
	before, after := m.photos(intake.PartReport), m.latestFix()
	for _, p := range after {
		names = append(names, intake.RenditionName(p.Media.Key, intake.SizeLarge))
	}
	names = names[:min(len(names), mostPictures)]
	if len(before) == 0 || len(after) == 0 {
		return names, false, nil
	}
	first := intake.RenditionName(before[0].Media.Key, intake.SizeLarge)
	pair := intake.PairName(m.ticket.N, m.event.ID)
	switch err := a.develop(ctx, first, names[0], pair); {
	case err != nil && (lost(err) || a.late(m)):
		zerolog.Ctx(ctx).Error().Err(err).Int64("ticket", m.ticket.N).Msg("before and after can not be paired; the repair is shown alone")
		return names, false, nil
	case err != nil:
		return nil, false, err
	}
	return append([]string{pair}, names[1:]...), true, nil
}

// lost reports whether a picture can not be had, however often.
func lost(err error) bool {
	code := intake.CodeOf(err)
	return code == intake.CodeInvalid || code == intake.CodeNotFound
}

// latestFix lists the photos of the repair that this event tells of: those of
// an earlier repair, which the reporter did not accept, or which was of a ticket
// before it was merged, are left out.
func (m matter) latestFix() []intake.Photo {
	all := m.photos(intake.PartFix)
	var newest []intake.Photo
	for _, p := range all {
		if !m.shownBefore(p) {
			newest = append(newest, p)
		}
	}
	return newest
}

func (m matter) shownBefore(p intake.Photo) bool {
	for _, heard := range m.messages {
		if heard.Number == p.MessageID {
			return heard.Ticket != m.ticket.N || heard.ReceivedAt.Before(m.since)
		}
	}
	return false
}

// develop makes the pair and keeps it under a name.
func (a *Announcer) develop(ctx context.Context, before, after, name string) error {
	left, leftErr := a.load(ctx, before)
	right, rightErr := a.load(ctx, after)
	if err := errors.Join(leftErr, rightErr); err != nil {
		return err
	}
	both, err := a.Pair(ctx, left, right)
	if err != nil {
		return fmt.Errorf("put %s and %s side by side: %w", before, after, err)
	}
	return a.Shelf.Put(ctx, name, both)
}

func (a *Announcer) load(ctx context.Context, name string) ([]byte, error) {
	r, err := a.Shelf.Open(ctx, name)
	if err != nil {
		return nil, fmt.Errorf("open the picture %s: %w", name, err)
	}
	defer r.Close()
	return io.ReadAll(r)
}
