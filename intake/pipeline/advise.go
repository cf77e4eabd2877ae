package pipeline

import (
	"context"
	"errors"
	"io"
	"slices"

	"github.com/rs/zerolog"

	"snapgrid/intake"
	"snapgrid/intake/advice"
)

// Adviser is asked about what triage is unsure of; advice.Adviser is one.
type Adviser interface {
	// Photos reports whether it wants pictures.
	Photos() bool
	Advise(ctx context.Context, q advice.Question) (intake.Verdict, error)
}

// seekAdvice owes a question about messages that were laid aside, if there is
// anybody to ask. They wait in the staff's inbox meanwhile.
func (l *Line) seekAdvice(ctx context.Context, messages []intake.Heard) error {
	if l.Adviser == nil {
		return nil
	}
	return l.Store.Enqueue(ctx, intake.Owed{Job: intake.SeekAdvice{Messages: intake.Numbers(messages)}})
}

// SeekAdvice asks the adviser about messages in the inbox. Staff, or the sender,
// may be faster; and if there is no answer the messages stay where they are.
func (l *Line) SeekAdvice(ctx context.Context, job intake.SeekAdvice) error {
	if l.Adviser == nil {
		return nil
	}
	messages, err := l.unsure(ctx, job.Messages)
	if err != nil || len(messages) == 0 {
		return err
	}
	chat, err := l.Store.Chat(ctx, messages[0].ChatID)
	if err != nil {
		return err
	}
	words := intake.Report{Messages: messages}.Words() // masked, as they are kept
	q := advice.Question{Words: words, Kind: chat.Kind, Photos: l.pictures(ctx, messages)}
	if q.Words == "" && len(q.Photos) == 0 {
		return nil
	}
	said, err := l.Adviser.Advise(ctx, q)
	switch {
	case errors.Is(err, advice.ErrSpent):
		return nil
	case err != nil:
		zerolog.Ctx(ctx).Warn().Err(err).Msg("no advice; the rules stand")
		return nil
	}
	err = l.follow(ctx, chat, messages, said)
	if intake.CodeOf(err) == intake.CodeConflict { // somebody was faster
		return nil
	}
	return err
}

// unsure reads messages, if all of them are still in the inbox.
func (l *Line) unsure(ctx context.Context, numbers []int64) ([]intake.Heard, error) {
	var messages []intake.Heard
	for _, n := range numbers {
		m, err := l.Store.Message(ctx, n)
		if err != nil {
			return nil, err
		}
		if m.State != intake.MessageUnsure {
			return nil, nil
		}
		messages = append(messages, m)
	}
	return messages, nil
}

// mostPictures is how many photos of a statement an adviser is shown.
const mostPictures = 3

// pictures are small renditions of photos, if the adviser wants them. One that can
// not be opened is left out.
func (l *Line) pictures(ctx context.Context, messages []intake.Heard) [][]byte {
	if !l.Adviser.Photos() {
		return nil
	}
	var all [][]byte
	for _, p := range (intake.Report{Messages: messages}).Photos() {
		if p.State != intake.PhotoReady || len(all) == mostPictures {
			continue
		}
		r, err := l.Shelf.Open(ctx, intake.RenditionName(p.Media.Key, intake.SizeSmall))
		if err != nil {
			continue
		}
		jpeg, err := io.ReadAll(io.LimitReader(r, MaxPhoto))
		if errors.Join(err, r.Close()) == nil {
			all = append(all, jpeg)
		}
	}
	return all
}

// follow takes advice: a report becomes a ticket, small talk leaves the inbox.
func (l *Line) follow(ctx context.Context, chat intake.Chat, messages []intake.Heard, said intake.Verdict) error {
	if said.Kind == intake.IsUnsure {
		return nil
	}
	return l.Store.InTx(ctx, func(ctx context.Context) error {
		for _, m := range messages {
			if err := l.Store.ReopenMessage(ctx, m.Number); err != nil {
				return err
			}
		}
		v := advised(messages[0].Verdict, said)
		if v.Kind == intake.IsChatter {
			return l.Store.TakeMessages(ctx, intake.Numbers(messages), intake.Outcome{State: intake.MessageChatter, Verdict: v})
		}
		typed, err := l.Store.Unmask(ctx, slices.Clone(messages))
		if err != nil {
			return err
		}
		return l.register(ctx, burst{chat: chat, messages: typed, quiet: true}, typed, v)
	})
}

// advisedConfidence is how much we think of a model that nobody has measured.
const advisedConfidence = 0.7

// advised is a verdict that the rules were unsure of, with what the adviser said.
// What the rules know of the danger stays.
func advised(rules, said intake.Verdict) intake.Verdict {
	v := rules
	v.Kind, v.Confidence, v.Reason = said.Kind, advisedConfidence, "a model said so; rules: "+rules.Reason
	if said.Kind == intake.IsChatter {
		v.Category, v.Severity = "", ""
		return v
	}
	if said.Category != "" {
		v.Category = said.Category
	}
	order := []intake.Severity{"", intake.Ordinary, intake.Urgent, intake.Emergency}
	if slices.Index(order, said.Severity) > slices.Index(order, v.Severity) {
		v.Severity = said.Severity
	}
	return v
}
