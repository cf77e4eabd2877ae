package desk

import (
	"context"
	"slices"

	"snapgrid/intake"
	"snapgrid/intake/notice"
	"snapgrid/intake/triage"
)

// A ticket that was merged keeps its number, its reporters and what they said; all
// that is done about it is done about the ticket that goes on. Chains are kept flat:
// what goes on was not merged itself.

// lock reads the ticket that a call is about and keeps others from changing it: of one
// that was merged, the one that goes on, unless the call is about the merging. Of a
// merging the other ticket is locked as well, both in the order of their numbers, so
// that two who want the same two never wait for each other.
func (d *Desk) lock(ctx context.Context, c Call) (intake.Ticket, error) {
	numbers := []int64{c.Ticket}
	if c.Intent.Kind == triage.IntentDuplicate && len(c.Intent.More) > 0 {
		numbers = append(numbers, c.Intent.More[0])
	}
	heads, err := d.lockHeads(ctx, numbers)
	if err != nil {
		return intake.Ticket{}, err
	}
	ofMerging := c.Intent.Kind == triage.IntentDuplicate || c.Intent.Kind == triage.IntentUnmerge
	if ofMerging && heads[0].N != c.Ticket {
		return d.store.LockTicket(ctx, c.Ticket)
	}
	return heads[0], nil
}

// mostRaces is how often a merging by somebody else is followed at once.
const mostRaces = 5

// lockHeads locks the tickets under which others go on. A number that nobody knows is
// [intake.CodeNotFound] only as the first one.
func (d *Desk) lockHeads(ctx context.Context, numbers []int64) ([]intake.Ticket, error) {
	for range mostRaces {
		want, err := d.headsOf(ctx, numbers)
		if err != nil {
			return nil, err
		}
		locked := map[int64]intake.Ticket{}
		for _, n := range slices.Sorted(slices.Values(want)) {
			if locked[n], err = d.lockKnown(ctx, n); err != nil {
				return nil, err
			}
		}
		now, err := d.headsOf(ctx, numbers)
		if err != nil {
			return nil, err
		}
		if slices.Equal(now, want) {
			heads := make([]intake.Ticket, len(want))
			for i, n := range want {
				heads[i] = locked[n]
			}
			return heads, nil
		}
	}
	return nil, &intake.Error{Code: intake.CodeAgain, Message: "lock a ticket: it is being merged just now"}
}

// lockKnown locks a ticket; number 0 stands for one that is not there.
func (d *Desk) lockKnown(ctx context.Context, n int64) (intake.Ticket, error) {
	if n == 0 {
		return intake.Ticket{}, nil
	}
	return d.store.LockTicket(ctx, n)
}

// headsOf lists the numbers under which tickets go on; 0 for one, but the first, that
// is not there.
func (d *Desk) headsOf(ctx context.Context, numbers []int64) ([]int64, error) {
	heads := make([]int64, len(numbers))
	for i, n := range numbers {
		t, err := d.store.Ticket(ctx, n)
		switch {
		case i > 0 && intake.CodeOf(err) == intake.CodeNotFound:
		case err != nil:
			return nil, err
		case t.MergedInto != 0:
			heads[i] = t.MergedInto
		default:
			heads[i] = n
		}
	}
	return heads, nil
}

// known is a ticket as the caller knows it: one that was merged, by its own number and
// words.
func (d *Desk) known(ctx context.Context, c Call, head intake.Ticket) (intake.Ticket, error) {
	if c.Ticket == head.N {
		return head, nil
	}
	own, err := d.store.Ticket(ctx, c.Ticket)
	return own.Under(head), err
}

// answerAs answers about a ticket as the caller knows it.
func (d *Desk) answerAs(ctx context.Context, c Call, head intake.Ticket, key string, s notice.Sentence) error {
	t, err := d.known(ctx, c, head)
	if err != nil {
		return err
	}
	return d.answer(ctx, c, key, s, notice.Facts{Ticket: t})
}

// ownOrigins lists the origins of a ticket without those of others merged into it.
func (d *Desk) ownOrigins(ctx context.Context, n int64) ([]intake.Origin, error) {
	origins, err := d.store.Origins(ctx, n)
	return slices.DeleteFunc(origins, func(o intake.Origin) bool { return o.Ticket != n }), err
}

// addOrigin keeps whom to answer, and that they met with the trouble.
func (d *Desk) addOrigin(ctx context.Context, o intake.Origin) error {
	if err := d.store.PutOrigin(ctx, o); err != nil {
		return err
	}
	chat, err := d.store.Chat(ctx, o.ChatID)
	if err != nil {
		return err
	}
	return d.store.PutVoice(ctx, intake.Voice{Ticket: o.Ticket, Channel: chat.Ref.Channel, Sender: o.Sender.ID, At: o.At})
}
