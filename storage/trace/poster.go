package trace

import (
	"context"

	"go.opentelemetry.io/otel/attribute"
	otrace "go.opentelemetry.io/otel/trace"

	"snapgrid/intake"
	"snapgrid/intake/outbox"
)

// Poster says things as the last step of their traces.
type Poster struct {
	outbox.Poster
	Store Store
}

// Post says one thing.
func (p Poster) Post(ctx context.Context, d intake.Delivery) (receipt intake.Receipt, err error) {
	ctx, done := p.Store.followKept(ctx, "post", postKey(d.Key))
	defer func() { done(err) }()
	otrace.SpanFromContext(ctx).SetAttributes(
		attribute.String("snapgrid.channel", string(d.To.Channel)), attribute.String("snapgrid.kind", string(d.Kind)))
	return p.Poster.Post(ctx, d)
}
