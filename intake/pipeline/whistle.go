package pipeline

import (
	"context"
	"slices"

	"snapgrid/intake"
	"snapgrid/intake/triage"
	"snapgrid/intake/whistle"
)

// Whistles calls further units to a ticket; whistle.Room is one.
type Whistles interface {
	Handle(ctx context.Context, c whistle.Call) error
}

// card is what a post about a whistle is about; a zero n is that of no such post.
type card struct {
	n     int64
	part  int
	about string
}

// cardOf reads which whistle a post is about.
func cardOf(p intake.Post) card {
	if p.Kind != intake.PostWhistle {
		return card{}
	}
	n, part, about, _ := intake.ParseWhistleKey(p.Key)
	return card{n, part, about}
}

// atCard reads what staff answer to a post about a whistle: a step, by its own
// word or by what people say at work, or a mere remark.
func (l *Line) atCard(ctx context.Context, s statement, m intake.Heard) (statement, error) {
	post, err := l.Store.PostOf(ctx, m.ChatID, m.ReplyTo)
	if intake.CodeOf(err) == intake.CodeNotFound {
		return s, nil
	}
	if err != nil {
		return s, err
	}
	if s.card = cardOf(post); s.card.n == 0 {
		return s, nil
	}
	step, rest := triage.ReadStep(m.Text)
	if said, known := workSteps[s.intent.Kind]; step == "" && s.card.part > 0 && known {
		step = said
	}
	s.intent = triage.Intent{Kind: triage.IntentWhistleStep, N: s.card.n, Step: step, Rest: rest, Explicit: true}
	return s, nil
}

// workSteps are the steps that people at work mean by what they say of tickets.
var workSteps = map[triage.IntentKind]intake.WhistleStep{
	triage.IntentAccepted: intake.StepSign,
	triage.IntentFixed:    intake.StepDone,
	triage.IntentRejected: intake.StepRefuse,
}

// whistles reports whether a statement is about a whistle that was drafted.
func (s statement) whistles() bool { return s.intent.Kind == triage.IntentWhistleStep }

// goesWith reports whether next goes on with what s says of a whistle, or s was
// the picture for it.
func (s statement) goesWith(next statement) bool {
	switch {
	case !next.whistles():
		return next.ticket == 0 && !next.waits && wordless(next.messages)
	case !s.whistles():
		return s.ticket == 0 && !s.waits && wordless(s.messages)
	}
	return s.intent.N == next.intent.N && s.card == next.card &&
		(s.intent.Step == "" || next.intent.Step == "" || s.intent.Step == next.intent.Step)
}

// lacksProof reports whether staff said one half of "a photo with words" about a
// whistle.
func (s statement) lacksProof() bool {
	shows := func(m intake.Heard) bool { return len(m.Photos) > 0 || m.Pin != nil }
	return (s.intent.Step == intake.StepArrive || s.intent.Step == intake.StepDone) && !slices.ContainsFunc(s.messages, shows)
}

// whistle hands over what was said about a whistle, or the wish to blow one.
func (l *Line) whistle(ctx context.Context, s statement) error {
	if s.lacksProof() && !s.quiet {
		return nil
	}
	d := s.call()
	c := whistle.Call{
		Step: s.intent.Step, Whistle: s.intent.N, Part: s.card.part, About: s.card.about, Words: s.intent.Rest,
		Chat: d.Chat, Topic: d.Topic, MessageID: d.MessageID, Key: d.Key, Sender: d.Sender, Officer: d.Officer, Messages: d.Messages,
	}
	if !s.whistles() {
		c.Step, c.Whistle, c.Ticket = intake.StepDraft, 0, s.ticket
	}
	return l.Whistles.Handle(ctx, c)
}

// pressWhistle does what a button under a post about a whistle stands for.
func (l *Line) pressWhistle(ctx context.Context, p intake.Press, step intake.WhistleStep, at card) error {
	g, post, err := l.pressed(ctx, p)
	if err != nil {
		return err
	}
	return l.Whistles.Handle(ctx, whistle.Call{
		Step: step, Whistle: at.n, Part: at.part, Chat: g.Chat, Topic: post.Topic, MessageID: p.MessageID, Key: "press/" + p.ID,
		Sender: g.Sender, Officer: g.Officer,
	})
}
