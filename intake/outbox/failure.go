package outbox

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/rs/zerolog"

	"snapgrid/intake"
)

// failed decides what becomes of a post that the channel did not take.
func (o *Outbox) failed(ctx context.Context, p intake.Post, chat intake.Chat, cause error) (goOn bool, err error) {
	code := intake.CodeOf(cause)
	o.meter.Posted(chat.Ref.Channel, outcome(code))
	zerolog.Ctx(ctx).Warn().Err(cause).Int64("post", p.ID).Int64("chat", p.ChatID).
		Str("kind", string(p.Kind)).Int("attempt", p.Attempts).Msg("a post was not taken")
	switch code {
	case intake.CodeChatMoved:
		return p.Attempts < mostMoves, o.follow(ctx, p, chat, cause)
	case intake.CodeChatGone:
		return true, o.gone(ctx, p, chat, cause)
	case intake.CodeNever, intake.CodeInvalid, intake.CodeForbidden, intake.CodeNotFound:
		return true, o.undeliverable(ctx, p, chat, cause)
	}
	if doubtful(code) && o.now().Sub(p.CreatedAt) > patience {
		return true, o.undeliverable(ctx, p, chat, cause)
	}
	wait := backoff(p.Attempts)
	if e := (*intake.Error)(nil); errors.As(cause, &e) {
		wait = max(wait, e.RetryAfter)
	}
	if code == intake.CodeAgain && wait > time.Second {
		o.pace.hold(chat, o.now().Add(wait))
	}
	return false, o.later(ctx, p, wait, cause)
}

// patience is how long a post is tried of which nobody knows what becomes of it:
// every attempt may be one more of the same in the chat, and those behind it wait.
const patience = 24 * time.Hour

// mostMoves is how often a chat is followed before a pause.
const mostMoves = 5

// doubtful reports whether a failure is of the post and not of the channel, which
// comes back some day.
func doubtful(code intake.Code) bool {
	return code != intake.CodeAgain && code != intake.CodeUnavailable
}

func outcome(code intake.Code) string {
	if code == "" {
		return string(intake.CodeUnknown)
	}
	return string(code)
}

// backoff grows from half a second to five minutes.
func backoff(attempts int) time.Duration {
	return min(time.Second/2<<min(attempts, 10), 5*time.Minute)
}

// follow gives the chat its new address and lets the post try again. A quote of
// a message of the old address would hit a stranger's message in the new one.
func (o *Outbox) follow(ctx context.Context, p intake.Post, chat intake.Chat, cause error) error {
	var e *intake.Error
	errors.As(cause, &e)
	if e.MovedTo.IsZero() || e.MovedTo == chat.Ref {
		return o.undeliverable(ctx, p, chat, cause)
	}
	return o.store.InTx(ctx, func(ctx context.Context) error {
		if err := o.store.MoveChat(ctx, chat.Ref, e.MovedTo); err != nil {
			return fmt.Errorf("move the chat %s to %s: %w", chat.Ref, e.MovedTo, err)
		}
		p.State, p.NotBefore, p.ReplyTo = intake.PostWaiting, time.Time{}, ""
		return o.store.SavePost(ctx, p)
	})
}

// gone notes that we can not speak in the chat any more.
func (o *Outbox) gone(ctx context.Context, p intake.Post, chat intake.Chat, cause error) error {
	return o.store.InTx(ctx, func(ctx context.Context) error {
		now, err := o.store.Chat(ctx, chat.ID) // it may have been bound meanwhile
		if err != nil {
			return err
		}
		now.Gone = true
		if err := o.store.SaveChat(ctx, now); err != nil {
			return err
		}
		return o.undeliverable(ctx, p, chat, cause)
	})
}

// undeliverable sends the post to the reporter in private if it may and the
// chat is gone; else it is dead, for staff to see.
func (o *Outbox) undeliverable(ctx context.Context, p intake.Post, chat intake.Chat, cause error) error {
	if intake.CodeOf(cause) == intake.CodeChatGone && p.Alternate != 0 && p.Alternate != p.ChatID {
		return o.redirect(ctx, p)
	}
	p.State, p.Failure = intake.PostDead, cause.Error()
	o.meter.Posted(chat.Ref.Channel, "dead")
	return o.store.InTx(ctx, func(ctx context.Context) error {
		if err := o.store.SavePost(ctx, p); err != nil {
			return err
		}
		if p.Ticket == 0 || p.Kind == intake.PostReaction {
			return nil
		}
		t, err := o.store.LockTicket(ctx, p.Ticket)
		if err != nil {
			return err
		}
		event, err := o.store.PutEvent(ctx, intake.Event{
			Ticket: t.N, At: o.now(), Kind: intake.EventUnpostable, Status: t.Status,
			Actor: intake.Actor{Kind: intake.ActorProgram},
		})
		if err != nil || intake.CodeOf(cause) != intake.CodeChatGone || !p.Kind.Calls() {
			return err
		}
		// Those who had to act did not hear of it: others have to.
		return o.store.Enqueue(ctx, intake.Owed{Job: intake.Announce{Ticket: t.N, Event: event}})
	})
}

func (o *Outbox) redirect(ctx context.Context, p intake.Post) error {
	p.ChatID, p.ReplyTo, p.Topic = p.Alternate, "", ""
	p.State, p.NotBefore = intake.PostWaiting, time.Time{}
	return o.store.InTx(ctx, func(ctx context.Context) error {
		if err := o.store.SavePost(ctx, p); err != nil {
			return err
		}
		if err := o.store.PutShortfalls(ctx, p.ID, o.now(), intake.ShortChat); err != nil {
			return err
		}
		return o.store.Enqueue(ctx, intake.Owed{Job: intake.DeliverPosts{Chat: p.ChatID}})
	})
}
