package pipeline

import (
	"context"
	"time"

	"snapgrid/intake"
	"snapgrid/intake/triage"
)

// recently is how long ago somebody may have said something so that further words
// of theirs are still about it.
const recently = 10 * time.Minute

// takeUp opens again what was laid aside with a question, where the sender now
// answers it: a report that lacked words or a place, a repair that named no
// ticket. It returns all that is to be read.
func (l *Line) takeUp(ctx context.Context, chat intake.Chat, officer intake.Officer, open []intake.Heard) ([]intake.Heard, error) {
	if chat.Kind != intake.ChatPrivate && officer.ID == 0 {
		return open, nil // nobody asked
	}
	sender := open[0].Sender.ID
	aside, err := l.Store.LaidAside(ctx, chat.ID, sender, l.Now().Add(-recently))
	if err != nil || len(aside) == 0 {
		return open, err
	}
	numbers, err := l.completed(ctx, burst{chat: chat, officer: officer}, aside, open)
	if err != nil || len(numbers) == 0 {
		return open, err
	}
	err = l.Store.InTx(ctx, func(ctx context.Context) error {
		for _, n := range numbers {
			if err := l.Store.ReopenMessage(ctx, n); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return l.Store.OpenMessages(ctx, chat.ID, sender)
}

// completed lists the messages laid aside that the new ones complete.
func (l *Line) completed(ctx context.Context, b burst, aside, open []intake.Heard) ([]int64, error) {
	var found []int64
	for _, m := range open {
		answer, err := l.address(ctx, b, m)
		if err != nil {
			return nil, err
		}
		for _, old := range aside {
			if old.Topic == m.Topic && old.Number < m.Number && l.completes(b, old, answer) {
				found = append(found, old.Number)
			}
		}
		if len(found) > 0 {
			return found, nil
		}
	}
	return nil, nil
}

func (l *Line) completes(b burst, old intake.Heard, answer statement) bool {
	if b.staff() {
		return answer.bare() && (old.Text == "" || triage.ReadIntent(old.Text).Kind.ByStaff())
	}
	return answer.ticket == 0 && answer.intent.Kind == triage.IntentNone && !l.smallTalk(b, answer.messages)
}
