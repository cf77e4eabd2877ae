package trace

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/rs/zerolog"
	"go.opentelemetry.io/otel/attribute"
	otrace "go.opentelemetry.io/otel/trace"

	"snapgrid/intake"
	"snapgrid/storage"
)

// Store is a database that keeps the traces of what is put into it.
type Store struct {
	storage.Database
	*Tracer
}

// Keep is how long a trace is kept: longer than a post is held back.
const Keep = 48 * time.Hour

// PutMessages begins a trace with each message.
func (s Store) PutMessages(ctx context.Context, messages []intake.Message, receivedAt time.Time) ([]intake.Heard, error) {
	began := time.Now()
	heard, err := s.Database.PutMessages(ctx, messages, receivedAt)
	if err != nil {
		return nil, err
	}
	kept := map[string]string{}
	for _, h := range heard {
		within, done := s.begin(ctx, "receive", otrace.WithTimestamp(began), otrace.WithAttributes(
			attribute.String("snapgrid.channel", string(h.Chat.Channel)), attribute.Int64("snapgrid.message", h.Number)))
		if trace := encode(within); trace != "" {
			kept[messageKey(h.Number)] = trace
		}
		done(nil)
	}
	return heard, s.KeepTraces(ctx, kept, receivedAt)
}

// OpenTicket notes the number of the ticket that came of it.
func (s Store) OpenTicket(ctx context.Context, t intake.Ticket) (int64, error) {
	n, err := s.Database.OpenTicket(ctx, t)
	otrace.SpanFromContext(ctx).SetAttributes(attribute.Int64("snapgrid.ticket", n))
	return n, err
}

// PutPost keeps the trace beside the post.
func (s Store) PutPost(ctx context.Context, p intake.Post) (added bool, err error) {
	added, err = s.Database.PutPost(ctx, p)
	trace := encode(ctx)
	if err != nil || !added || trace == "" {
		return added, err
	}
	return true, s.KeepTraces(ctx, map[string]string{postKey(p.Key): trace}, p.CreatedAt)
}

// Enqueue gives each job the trace.
func (s Store) Enqueue(ctx context.Context, owed ...intake.Owed) error {
	if trace := encode(ctx); trace != "" {
		owed = slices.Clone(owed)
		for i := range owed {
			owed[i].Trace = trace
		}
	}
	return s.Database.Enqueue(ctx, owed...)
}

// FollowMessages begins a step of the trace of the first of the messages; done ends it.
func (s Store) FollowMessages(ctx context.Context, step string, messages []intake.Heard) (within context.Context, done func(error)) {
	if len(messages) == 0 {
		return ctx, func(error) {}
	}
	return s.followKept(ctx, step, messageKey(messages[0].Number))
}

// followKept goes on with what was kept under a key. That it can not be read is no
// reason to stop the work.
func (s Store) followKept(ctx context.Context, step, key string) (within context.Context, done func(error)) {
	kept, err := s.Trace(ctx, key)
	if err != nil {
		zerolog.Ctx(ctx).Debug().Err(err).Msg("a trace ends here")
	}
	return s.Follow(ctx, step, kept)
}

func messageKey(number int64) string { return fmt.Sprintf("message/%d", number) }

func postKey(key string) string { return "post/" + key }
