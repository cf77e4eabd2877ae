package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"snapgrid/configs"
	"snapgrid/intake"
	"snapgrid/intake/pipeline"
	"snapgrid/intake/replay"
	"snapgrid/intake/triage"
)

// rehearsal is a program whose day is played: it hears a recording and speaks to
// nobody but the screen.
type rehearsal struct {
	*rehearsalStore
	program  *program
	out      io.Writer
	zone     *time.Location
	heardToo bool // print what people said, too
	said     map[intake.PostKind]int
	posts    []intake.Delivery // that answer a message
}

// buildRehearsal makes the program. Nobody outside is heard, spoken to or asked.
func buildRehearsal(ctx context.Context, w world, cfg configs.Config, photos pipeline.Fetcher) (*program, *rehearsal, error) {
	cfg.Listen, cfg.Telegram.Enabled, cfg.WeChat.Enabled, cfg.WeCom.Enabled = "127.0.0.1:0", false, false, false
	cfg.Advice.Enabled, cfg.Geocoder.Service = false, ""
	r := &rehearsal{out: w.out, said: map[intake.PostKind]int{}}
	zone, err := cfg.Zone()
	if err != nil {
		return nil, nil, err
	}
	r.zone = zone
	queue := replay.New(r.work)
	p, err := build(logger(cfg, io.Discard).WithContext(ctx), cfg, io.Discard, func(p *program) {
		r.rehearsalStore = &rehearsalStore{
			pastStore: &pastStore{Database: p.db, queue: queue, quiet: cfg.Intake.QuietTime}, outcomes: map[intake.MessageState]int{},
		}
		p.db, p.now, p.fetcher, p.poster = r.rehearsalStore, queue.Now, photos, r
	})
	r.program = p
	return p, r, err
}

// rehearsalStore keeps what is played. Other than the past, it speaks and reminds.
type rehearsalStore struct {
	*pastStore
	outcomes map[intake.MessageState]int
}

// PutPost keeps what is to be said.
func (s *rehearsalStore) PutPost(ctx context.Context, p intake.Post) (bool, error) {
	return s.Database.PutPost(ctx, p)
}

// OpenTicket keeps a ticket and counts it.
func (s *rehearsalStore) OpenTicket(ctx context.Context, t intake.Ticket) (int64, error) {
	s.opened++
	return s.Database.OpenTicket(ctx, t)
}

// SaveTicket keeps a ticket.
func (s *rehearsalStore) SaveTicket(ctx context.Context, t intake.Ticket) error {
	return s.Database.SaveTicket(ctx, t)
}

// TakeMessages gives messages their outcome and counts it.
func (s *rehearsalStore) TakeMessages(ctx context.Context, numbers []int64, o intake.Outcome) error {
	err := s.Database.TakeMessages(ctx, numbers, o)
	if err == nil {
		s.outcomes[o.State] += len(numbers)
	}
	return err
}

// PutMessages keeps messages and counts the small talk among them, which has its outcome.
func (s *rehearsalStore) PutMessages(ctx context.Context, messages []intake.Message, at time.Time) ([]intake.Heard, error) {
	heard, err := s.pastStore.PutMessages(ctx, messages, at)
	for _, m := range heard {
		if m.State != intake.MessageOpen {
			s.outcomes[m.State]++
		}
	}
	return heard, err
}

// sweep is what is looked at from time to time.
type sweep struct {
	name  string
	every time.Duration
	look  func(ctx context.Context) error
}

// Kind names it.
func (s sweep) Kind() string { return s.name }

// sweeps are what serve does from time to time, at the pace of a play.
func (r *rehearsal) sweeps() []sweep {
	p := r.program
	return []sweep{
		{"promises", 10 * time.Minute, p.desk.LookAfter},
		{"outbox", 10 * time.Minute, p.outbox.Sweep},
		{"bursts", 30 * time.Minute, p.line.Sweep},
		{"follow_ups", 30 * time.Minute, p.desk.FollowUp},
		{"tiers", 30 * time.Minute, p.desk.RaiseTiers},
		{"orders", 30 * time.Minute, p.desk.EndOffers},
		{"whistles", 30 * time.Minute, p.whistles.Watch},
	}
}

// work does a job of the play.
func (r *rehearsal) work(ctx context.Context, job intake.Job) error {
	p := r.program
	switch j := job.(type) {
	case sweep:
		r.queue.Owe(intake.Owed{Job: j, At: r.queue.Now().Add(j.every)})
		return j.look(ctx)
	case intake.Announce:
		return p.announce.Announce(ctx, j)
	case intake.DeliverPosts:
		return p.outbox.Deliver(ctx, j)
	case intake.ReportWhistle:
		return p.whistles.Report(ctx, j)
	}
	return p.work(ctx, job)
}

// play hears the recording, and goes on for a while after the last message.
func (r *rehearsal) play(ctx context.Context, read func(take func(intake.Message) error) error, after time.Duration) error {
	begun := false
	err := read(func(m intake.Message) error {
		if !begun {
			for _, s := range r.sweeps() {
				r.queue.Owe(intake.Owed{Job: s, At: m.SentAt.Add(s.every)})
			}
			begun = true
		}
		if err := r.queue.Until(ctx, m.SentAt); err != nil {
			return err
		}
		if err := r.hear(m); err != nil {
			return err
		}
		return r.program.line.Receive(ctx, []intake.Inbound{{At: m.SentAt, Said: &m}})
	})
	if err != nil {
		return err
	}
	return r.queue.Until(ctx, r.queue.Now().Add(after))
}

// hear prints what somebody said.
func (r *rehearsal) hear(m intake.Message) error {
	if !r.heardToo {
		return nil
	}
	return r.say("%s  %s: %s", titleOf(m.ChatTitle, m.Chat), m.Sender.Name, lineOf(m))
}

// lineOf is a message in one line, numbers masked.
func lineOf(m intake.Message) string {
	words := []string{oneLine(triage.Mask(m.Text))}
	if len(m.Media) > 0 {
		words = append(words, "[photo]")
	}
	if m.Pin != nil {
		words = append(words, "[position]")
	}
	return strings.TrimSpace(strings.Join(words, " "))
}

// Post prints what would have been said.
func (r *rehearsal) Post(ctx context.Context, d intake.Delivery) (intake.Receipt, error) {
	r.said[d.Kind]++
	if d.ReplyTo != "" {
		r.posts = append(r.posts, intake.Delivery{Kind: d.Kind, To: d.To, ReplyTo: d.ReplyTo})
	}
	words := d.Text
	if d.Reaction != "" {
		words = d.Reaction
	}
	if len(d.Pictures) > 0 {
		words = fmt.Sprintf("[%d pictures] %s", len(d.Pictures), words)
	}
	if d.EditOf != "" {
		words = "[edited] " + words
	}
	chat, to := r.where(ctx, d)
	err := r.say("    → %s%s  (%s)\n%s", chat, to, d.Kind, indent(words))
	return intake.Receipt{IDs: []string{fmt.Sprintf("ours-%s-%d", d.Kind, r.said[d.Kind])}}, err
}

// where names the chat, and the message that is answered.
func (r *rehearsal) where(ctx context.Context, d intake.Delivery) (chat, to string) {
	c, err := r.FindChat(ctx, d.To)
	if err != nil {
		return d.To.String(), ""
	}
	if m, err := r.FindMessage(ctx, c.ID, d.ReplyTo); err == nil {
		to = fmt.Sprintf(", to %s: “%s”", m.Sender.Name, shorten(lineOf(m.Message), 24))
	}
	return titleOf(c.Title, d.To), to
}

// Pace lets us speak at once.
func (*rehearsal) Pace(intake.Channel) intake.Pace { return intake.Pace{} }

// Speaks is true: what is said stays here.
func (*rehearsal) Speaks(intake.Channel) bool { return true }

// Alone is none.
func (*rehearsal) Alone() []intake.Channel { return nil }

// Quotes says that an answer shows what it answers.
func (*rehearsal) Quotes(intake.Channel) bool { return true }

// Foresee is as it is: all that is said stands on one screen.
func (*rehearsal) Foresee(d intake.Delivery) ([]string, []intake.Shortfall) {
	return []string{d.Text}, nil
}

// sum prints what became of it all. An answer to small talk is what must not be.
func (r *rehearsal) sum(ctx context.Context) error {
	chatter := 0
	for _, d := range r.posts {
		c, err := r.FindChat(ctx, d.To)
		if err != nil {
			return err
		}
		m, err := r.FindMessage(ctx, c.ID, d.ReplyTo)
		switch {
		case err == nil && m.State == intake.MessageChatter:
			chatter++
		case err != nil && intake.CodeOf(err) != intake.CodeNotFound:
			return err
		}
	}
	var kinds []string
	for _, k := range []intake.PostKind{
		intake.PostReaction, intake.PostAck, intake.PostCard, intake.PostAlarm, intake.PostResolution, intake.PostAnswer, intake.PostReminder, intake.PostNews, intake.PostWhistle,
	} {
		if r.said[k] > 0 {
			kinds = append(kinds, fmt.Sprintf("%s %d", k, r.said[k]))
		}
	}
	open, err := r.CountTickets(ctx)
	if err != nil {
		return err
	}
	unsolved := 0
	for _, s := range intake.OpenStatuses() {
		unsolved += open[s]
	}
	_, err = fmt.Fprintf(r.out, "\n%d messages: %d reports and what belongs to them, %d chatter, %d unsure, %d commands, %d held back\n%d tickets, %d of them still open\nwould have said: %s\nchatter that would have been answered: %d\n",
		r.heard, r.outcomes[intake.MessageTicket], r.outcomes[intake.MessageChatter], r.outcomes[intake.MessageUnsure], r.outcomes[intake.MessageCommand], r.outcomes[intake.MessageHeld],
		r.opened, unsolved, orNothing(kinds), chatter)
	return err
}

func orNothing(words []string) string {
	if len(words) == 0 {
		return "nothing"
	}
	return strings.Join(words, ", ")
}

func titleOf(title string, ref intake.ChatRef) string {
	if title == "" {
		return ref.String()
	}
	return title
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

func shorten(text string, runes int) string {
	text = oneLine(text)
	if utf8.RuneCountInString(text) <= runes {
		return text
	}
	return string([]rune(text)[:runes]) + "…"
}

// indent sets words below the line that says who speaks to whom.
func indent(words string) string {
	return "                           " + strings.ReplaceAll(words, "\n", "\n                           ")
}
