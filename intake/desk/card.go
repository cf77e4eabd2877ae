package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"snapgrid/geotag"
	"snapgrid/intake"
	"snapgrid/intake/notice"
)

// A ticket has one card in each chat of those who have to act. It is brought up to
// date where it stands, so that it always shows who has the ticket and until when;
// a new one comes only when somebody new has to act.

// hand is all that the cards of a ticket are drawn from.
type hand struct {
	ticket  intake.Ticket
	facts   notice.Facts
	readers []reader
	origins []intake.Origin
	dealt   []intake.Post // cards and their edits, oldest first
}

// reader is a chat in which a ticket's card belongs.
type reader struct {
	chat intake.Chat
	side notice.Side
}

// Draw shows a ticket to those who have to act, after an event that concerns them.
// photo is the name of a picture of it; "" if there is none. Done twice for an
// event it is done once.
func (d *Desk) Draw(ctx context.Context, n, event int64, photo string) error {
	return d.draw(ctx, n, event, photo, func(standing) bool { return true })
}

// DrawElsewhere is Draw for those who have no card of the ticket: after a chat turned
// out to be gone, somebody else has to act.
func (d *Desk) DrawElsewhere(ctx context.Context, n, event int64, photo string) error {
	return d.draw(ctx, n, event, photo, func(s standing) bool { return s.card.ID == 0 })
}

// draw deals cards in the chats for whose standing card, if any, it is wanted.
func (d *Desk) draw(ctx context.Context, n, event int64, photo string, wanted func(standing) bool) error {
	return d.store.InTx(ctx, func(ctx context.Context) error {
		t, err := d.store.LockTicket(ctx, n)
		if err != nil || !t.Status.Open() {
			return err
		}
		h, err := d.pickUp(ctx, t)
		if err != nil {
			return err
		}
		cards := h.standing()
		for _, r := range h.readers {
			if !wanted(cards[r.chat.ID]) {
				continue
			}
			if err := d.deal(ctx, h, r, event, photo); err != nil {
				return err
			}
		}
		return nil
	})
}

// pickUp gathers what the cards of a ticket are drawn from.
func (d *Desk) pickUp(ctx context.Context, t intake.Ticket) (h hand, err error) {
	h = hand{ticket: t, facts: notice.Facts{Ticket: t}}
	if h.dealt, err = d.store.CardsOf(ctx, t.N); err != nil {
		return h, err
	}
	if h.origins, err = d.store.Origins(ctx, t.N); err != nil {
		return h, err
	}
	if h.readers, h.facts.Silent, err = d.readers(ctx, t); err != nil {
		return h, err
	}
	if h.facts.Findings, err = d.store.Findings(ctx, t.N); err != nil {
		return h, err
	}
	if t.Status.Unassigned() || t.Status == intake.StatusDispatched {
		if h.facts.Suspects, err = d.Suspects(ctx, t); err != nil {
			return h, err
		}
	}
	if h.facts.Alias, err = d.aliasOf(ctx, h.origins); err != nil {
		return h, err
	}
	split, err := d.store.SplitOf(ctx, t.N)
	switch {
	case err == nil && split.Became == 0:
		h.facts.Second = split.Second.Words
	case err != nil && intake.CodeOf(err) != intake.CodeNotFound:
		return h, err
	}
	return h, d.addHistory(ctx, &h)
}

// aliasOf is the number of the alias of who reported first; 0 for who has none.
func (d *Desk) aliasOf(ctx context.Context, origins []intake.Origin) (int64, error) {
	if len(origins) == 0 {
		return 0, nil
	}
	chat, err := d.store.Chat(ctx, origins[0].ChatID)
	if err != nil {
		return 0, err
	}
	return d.Alias(ctx, chat, origins[0].Sender.ID)
}

// addHistory adds what the events of the ticket tell of it.
func (d *Desk) addHistory(ctx context.Context, h *hand) error {
	events, err := d.store.Events(ctx, h.ticket.N)
	if err != nil {
		return err
	}
	h.facts.Screened, h.facts.Handed = screened(events), givenBack(events)
	if first := firstSigned(events); first != h.ticket.Unit {
		h.facts.First = first
	}
	if h.ticket.Officer == 0 {
		return nil
	}
	o, err := d.store.Officer(ctx, h.ticket.Officer)
	h.facts.Officer = o.Name
	return err
}

// deal puts a card into a chat, and takes the buttons off an earlier one there.
// Where an alarm told everything already, only the photo follows.
func (d *Desk) deal(ctx context.Context, h hand, r reader, event int64, photo string) error {
	p := intake.Post{
		Key: fmt.Sprintf("card/%d/%d/%d", h.ticket.N, event, r.chat.ID), ChatID: r.chat.ID, Ticket: h.ticket.N, Kind: intake.PostCard,
	}
	if photo != "" {
		p.Photos = []string{photo}
	}
	p.Text, p.Buttons = d.face(h, r)
	standing, stands := h.standing()[r.chat.ID]
	switch {
	case stands && standing.card.Key == p.Key:
		return nil
	case stands && standing.card.Kind == intake.PostAlarm && !h.scene(r.chat.ID, event):
		return d.dealScene(ctx, h, r, p, event)
	case stands:
		if err := d.edit(ctx, standing, p.Text, nil, fmt.Sprintf("%s/old/%d", standing.card.Key, event)); err != nil {
			return err
		}
	}
	return d.post(ctx, p)
}

// scene reports whether a photo followed the alarm in a chat, for an earlier event.
func (h hand) scene(chat, event int64) bool {
	return slices.ContainsFunc(h.dealt, func(p intake.Post) bool {
		return p.ChatID == chat && strings.HasPrefix(p.Key, "scene/") && p.Key != sceneKey(h.ticket.N, event, chat)
	})
}

func sceneKey(n, event, chat int64) string { return fmt.Sprintf("scene/%d/%d/%d", n, event, chat) }

// dealScene puts the photo under an alarm.
func (d *Desk) dealScene(ctx context.Context, h hand, r reader, p intake.Post, event int64) error {
	if len(p.Photos) == 0 && h.facts.Second == "" && len(h.facts.Suspects) == 0 {
		return nil
	}
	p.Key = sceneKey(h.ticket.N, event, r.chat.ID)
	p.Text, p.Buttons = d.writer.Write(r.chat.Language, notice.Scene, h.factsFor(r.chat)), nil
	if h.facts.Second != "" {
		p.Buttons = []intake.Button{d.writer.SplitButton(r.chat.Language, h.ticket)}
	}
	return d.post(ctx, p)
}

// redraw brings the cards of a ticket up to date where they stand.
func (d *Desk) redraw(ctx context.Context, t intake.Ticket, event int64) error {
	dealt, err := d.store.CardsOf(ctx, t.N)
	if err != nil || len(dealt) == 0 {
		return err
	}
	h, err := d.pickUp(ctx, t)
	if err != nil {
		return err
	}
	for _, s := range h.inOrder() {
		chat, err := d.store.Chat(ctx, s.card.ChatID)
		if err != nil {
			return err
		}
		text, buttons := d.face(h, reader{chat, h.side(chat.ID)})
		if err := d.edit(ctx, s, text, buttons, fmt.Sprintf("%s/%d", s.card.Key, event)); err != nil {
			return err
		}
	}
	return nil
}

// face is what a card says to a reader.
func (d *Desk) face(h hand, r reader) (string, []intake.Button) {
	facts := h.factsFor(r.chat)
	return d.writer.Write(r.chat.Language, notice.Card, facts), d.writer.Choices(r.chat.Language, r.side, facts)
}

// factsFor leaves out what is for staff alone, where the reporter reads it too.
func (h hand) factsFor(chat intake.Chat) notice.Facts {
	f := h.facts
	if slices.ContainsFunc(h.origins, func(o intake.Origin) bool { return o.ChatID == chat.ID }) {
		f.Findings, f.Suspects, f.Officer, f.Handed, f.Alias = nil, nil, "", nil, 0
	}
	return f
}

// edit puts other words and buttons into a card, unless it shows them already.
func (d *Desk) edit(ctx context.Context, s standing, text string, buttons []intake.Button, key string) error {
	if s.shown.Text == text && slices.Equal(s.shown.Buttons, buttons) {
		return nil
	}
	if err := d.store.DropEdits(ctx, s.card.Ticket, s.card.Key); err != nil {
		return err
	}
	return d.post(ctx, intake.Post{
		Key: key, ChatID: s.card.ChatID, Ticket: s.card.Ticket, Kind: intake.PostCard, Edits: s.card.Key, Text: text, Buttons: buttons,
	})
}

// standing is the card that counts in a chat, and the post that says what it shows
// now: the card itself or its last edit.
type standing struct{ card, shown intake.Post }

// standing finds the card that counts in each chat: the last one.
func (h hand) standing() map[int64]standing {
	last := map[int64]standing{}
	for _, p := range h.dealt {
		s, ok := last[p.ChatID]
		switch {
		case p.Edits == "" && isCard(p.Key):
			last[p.ChatID] = standing{p, p}
		case ok && p.Edits == s.card.Key:
			last[p.ChatID] = standing{s.card, p}
		}
	}
	return last
}

// inOrder lists the standing cards, the oldest first.
func (h hand) inOrder() []standing {
	var all []standing
	for _, s := range h.standing() {
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b standing) int { return int(a.card.ID - b.card.ID) })
	return all
}

// isCard tells the cards of a ticket from other posts of that kind, by their keys.
func isCard(key string) bool {
	return slices.ContainsFunc([]string{"card/", "recard/", "alarm/"}, func(prefix string) bool { return strings.HasPrefix(key, prefix) })
}

func (h hand) side(chat int64) notice.Side {
	for _, r := range h.readers {
		if r.chat.ID == chat {
			return r.side
		}
	}
	return 0
}

// readers lists the chats in which a ticket's card belongs: those of its unit and
// of the officer who is on duty, and those of the grid. silent reports that the
// unit can not be told anywhere: then all staff around are.
func (d *Desk) readers(ctx context.Context, t intake.Ticket) (all []reader, silent bool, err error) {
	add := func(c intake.Chat, side notice.Side) {
		for i := range all {
			if all[i].chat.ID == c.ID {
				all[i].side |= side
				return
			}
		}
		all = append(all, reader{c, side})
	}
	acting, err := d.StaffChats(ctx, t)
	if err != nil {
		return nil, false, err
	}
	unit, _ := d.router.Unit(t.Unit)
	told := false
	for _, c := range acting {
		add(c, sideOf(t))
		told = told || slices.Contains(unit.Chats, c.Ref)
	}
	private, err := d.privateOf(ctx, t)
	if err != nil {
		return nil, false, err
	}
	if private.ID != 0 {
		add(private, notice.SideWork)
	}
	grid, err := d.gridChats(ctx, t.Fix.Cell)
	for _, c := range grid {
		add(c, notice.SideScreen)
	}
	return all, t.Unit != "" && !told, err
}

// sideOf is what those who have to act on a ticket have to do: while no unit has it
// there is nothing to be signed for.
func sideOf(t intake.Ticket) notice.Side {
	if t.Unit == "" {
		return notice.SideScreen
	}
	return notice.SideWork
}

// privateOf is the chat in which the officer who has a ticket talks to us alone;
// zero if there is none.
func (d *Desk) privateOf(ctx context.Context, t intake.Ticket) (intake.Chat, error) {
	if t.Officer == 0 {
		return intake.Chat{}, nil
	}
	o, err := d.store.Officer(ctx, t.Officer)
	if err != nil || o.Sender == "" {
		return intake.Chat{}, err
	}
	c, err := d.store.FindPrivateChat(ctx, o.Channel, o.Sender)
	if intake.CodeOf(err) == intake.CodeNotFound || c.Gone {
		return intake.Chat{}, nil
	}
	return c, err
}

// gridChats lists the staff chats of the finest area around a cell that has any, up
// to the community: those who know the place.
func (d *Desk) gridChats(ctx context.Context, cell string) ([]intake.Chat, error) {
	path := d.areas.Path(cell)
	if len(path) == 0 {
		return nil, nil
	}
	chats, err := d.store.ChatsOfStaff(ctx)
	if err != nil {
		return nil, err
	}
	for _, area := range slices.Backward(path) {
		if area.Level != geotag.LevelGrid && area.Level != geotag.LevelCommunity {
			return nil, nil
		}
		of := slices.DeleteFunc(slices.Clone(chats), func(c intake.Chat) bool {
			return c.Cell != area.Code
		})
		if len(of) > 0 {
			return of, nil
		}
	}
	return nil, nil
}
