package desk

import (
	"cmp"
	"context"
	"slices"

	"snapgrid/intake"
	"snapgrid/intake/alike"
	"snapgrid/intake/notice"
)

const (
	mostNear     = 20 // tickets that a report is compared with
	mostSuspects = 3  // that staff are asked about
)

// Twin finds the open ticket that a report is surely about; 0 if there is none. No
// transaction is needed: Open looks whether it is still so.
func (d *Desk) Twin(ctx context.Context, r intake.Report) (int64, error) {
	told := telling{Ticket: d.draft(r), people: []string{person(r.Chat.Ref.Channel, r.Sender.ID)}}
	pictured, err := d.pictured(ctx, r.Photos())
	if err != nil {
		return 0, err
	}
	suspects, err := d.suspects(ctx, told, pictured)
	if err != nil || len(suspects) == 0 || !suspects[0].Surely {
		return 0, err
	}
	return suspects[0].N, nil
}

// Suspects lists open tickets that may be about the same matter as a ticket, the
// likeliest first.
func (d *Desk) Suspects(ctx context.Context, t intake.Ticket) ([]intake.Suspect, error) {
	people, err := d.people(ctx, t.N)
	if err != nil {
		return nil, err
	}
	findings, err := d.store.Findings(ctx, t.N)
	if err != nil {
		return nil, err
	}
	var seen []int64
	for _, f := range findings {
		if f.Kind == intake.FindingKnown {
			seen = append(seen, f.Other)
		}
	}
	pictured, err := d.distinct(ctx, seen)
	if err != nil {
		return nil, err
	}
	return d.suspects(ctx, telling{t, people}, pictured)
}

// telling is a ticket, or one to be, and who told of it.
type telling struct {
	intake.Ticket
	people []string // by channel and sender
}

// suspects compares a report with what is open around it, and with what is pictured: has
// the same photo, wherever it is.
func (d *Desk) suspects(ctx context.Context, told telling, pictured []int64) ([]intake.Suspect, error) {
	spread := d.spread(told.Category)
	matters, err := d.around(ctx, told.Ticket, spread)
	if err != nil {
		return nil, err
	}
	for _, n := range pictured {
		if !slices.ContainsFunc(matters, func(m intake.Matter) bool { return m.N == n }) {
			t, err := d.store.Ticket(ctx, n)
			if err != nil {
				return nil, err
			}
			matters = append(matters, t.Matter())
		}
	}
	report := alike.NewReport(told.Matter())
	var found []ranked
	for _, m := range matters {
		if m.N == told.N {
			continue
		}
		a := report.Compare(m, spread, slices.Contains(pictured, m.N))
		if a, err = d.byOthers(ctx, told, m, a); err != nil {
			return nil, err
		}
		if a.Degree != alike.Apart {
			found = append(found, ranked{a, intake.Suspect{N: m.N, OpenedAt: m.OpenedAt, Metres: a.Metres, Photo: a.Photo, Surely: a.Degree == alike.Surely}})
		}
	}
	return likeliest(found), nil
}

// byOthers doubts what only words settled, if one person told of both.
func (d *Desk) byOthers(ctx context.Context, told telling, m intake.Matter, a alike.Answer) (alike.Answer, error) {
	if !a.ByWords() {
		return a, nil
	}
	others, err := d.people(ctx, m.N)
	if slices.ContainsFunc(others, func(who string) bool { return slices.Contains(told.people, who) }) {
		a = a.Doubted()
	}
	return a, err
}

// ranked is a suspect with what tells how likely it is.
type ranked struct {
	alike.Answer
	intake.Suspect
}

func likeliest(found []ranked) []intake.Suspect {
	slices.SortStableFunc(found, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(b.Degree, a.Degree), cmp.Compare(weight(b), weight(a)), cmp.Compare(a.N, b.N))
	})
	var suspects []intake.Suspect
	for _, r := range found[:min(len(found), mostSuspects)] {
		suspects = append(suspects, r.Suspect)
	}
	return suspects
}

func weight(r ranked) float64 {
	if r.Answer.Photo {
		return r.Words + 1
	}
	return r.Words
}

// around lists the open tickets near to where a report may be.
func (d *Desk) around(ctx context.Context, t intake.Ticket, spread float64) ([]intake.Matter, error) {
	if t.Fix.Source == "" {
		return nil, nil
	}
	return d.store.Near(ctx, alike.Around(t.Matter(), spread, mostNear))
}

// pictured lists the tickets that go on and have a photo of the report.
func (d *Desk) pictured(ctx context.Context, photos []intake.Photo) ([]int64, error) {
	var numbers []int64
	for _, p := range photos {
		seen, err := d.store.PhotosLike(ctx, p)
		if err != nil {
			return nil, err
		}
		for _, s := range seen {
			if s.Part == intake.PartReport && len(numbers) < mostNear {
				numbers = append(numbers, s.Ticket)
			}
		}
	}
	return d.distinct(ctx, numbers)
}

// distinct lists the tickets as which others go on, each once.
func (d *Desk) distinct(ctx context.Context, numbers []int64) ([]int64, error) {
	if len(numbers) == 0 {
		return nil, nil
	}
	heads, err := d.headsOf(ctx, numbers)
	slices.Sort(heads)
	return slices.DeleteFunc(slices.Compact(heads), func(n int64) bool { return n == 0 }), err
}

// people lists who reported a ticket.
func (d *Desk) people(ctx context.Context, n int64) ([]string, error) {
	origins, err := d.store.Origins(ctx, n)
	if err != nil {
		return nil, err
	}
	var people []string
	for _, o := range origins {
		if o.ByDoor() {
			continue
		}
		chat, err := d.store.Chat(ctx, o.ChatID)
		if err != nil {
			return nil, err
		}
		people = append(people, person(chat.Ref.Channel, o.Sender.ID))
	}
	return people, nil
}

// person names somebody by channel and sender.
func person(channel intake.Channel, sender string) string { return string(channel) + "/" + sender }

// spread is how far apart reports of one matter of a class may be, in metres.
func (d *Desk) spread(category string) float64 {
	const unknown = 60
	if c, ok := d.categories.Lookup(category); ok && c.Spread > 0 {
		return c.Spread
	}
	return unknown
}

// twin locks the ticket that a report was found to be about, if it is still open: the
// zero ticket if not, or if there is none.
func (d *Desk) twin(ctx context.Context, r intake.Report) (intake.Ticket, error) {
	if r.Twin == 0 {
		return intake.Ticket{}, nil
	}
	heads, err := d.lockHeads(ctx, []int64{r.Twin})
	if err != nil || !heads[0].Status.Open() {
		return intake.Ticket{}, err
	}
	return heads[0], nil
}

// askTwin asks staff which ticket another one is a duplicate of.
func (d *Desk) askTwin(ctx context.Context, c Call, t intake.Ticket) error {
	suspects, err := d.Suspects(ctx, t)
	if err != nil {
		return err
	}
	return d.post(ctx, intake.Post{
		Key: c.Key + "/twin", ChatID: c.Chat.ID, Topic: c.Topic, ReplyTo: c.MessageID, Ticket: t.N, Kind: intake.PostAnswer,
		Text:    d.writer.Write(c.Chat.Language, notice.WhichTwin, notice.Facts{Ticket: t, Suspects: suspects}),
		Buttons: d.writer.MergeButtons(c.Chat.Language, t, suspects),
	})
}
