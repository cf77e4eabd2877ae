// Package trace follows a matter from the message to the post, over every process
// that has a hand in it, for whoever collects traces by OpenTelemetry (OTLP over
// HTTP).
//
// # One trace
//
// A message that is kept begins a trace. Between two steps of the line there may be
// minutes and another node, so the trace is kept where the work is: beside the
// message and beside the post in the table of traces, and in the row of a job. Whoever
// takes the work up goes on with it. What a person does later, such as a resolution,
// is a message again, with a trace of its own.
//
// # What it tells
//
// Steps, times, channels, numbers of ours, and the codes of failures: no words, no
// names, no chats.
package trace

import (
	"context"
	"fmt"
	"time"

	"github.com/rs/zerolog"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/resource"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	otrace "go.opentelemetry.io/otel/trace"

	"snapgrid/intake"
)

// Options say what to send, and where.
type Options struct {
	Endpoint string // of the collector, such as http://127.0.0.1:4318
	OneIn    int    // how many messages there are to one that is followed
	Version  string // of the program
	Node     string // names this process among all
	Logger   zerolog.Logger
}

// delay is how long what was traced may wait to be sent together.
const delay = time.Second

// lines is how many failures to send are told in a minute.
const lines = 2

// Tracer sends what is followed.
type Tracer struct {
	provider *sdk.TracerProvider
	tracer   otrace.Tracer
}

// New makes a tracer. Nothing is asked of the collector yet: while it is away what was
// traced is lost, and nothing else. Shutdown ends it.
func New(ctx context.Context, o Options) (*Tracer, error) {
	exporter, err := otlptrace.New(ctx, newCollector(o.Endpoint))
	if err != nil {
		return nil, fmt.Errorf("make the sender of traces: %w", err)
	}
	// The library has one place for what goes wrong while sending.
	logger := o.Logger.Sample(&zerolog.BurstSampler{Burst: lines, Period: time.Minute})
	otel.SetErrorHandler(otel.ErrorHandlerFunc(func(err error) {
		logger.Warn().Err(err).Msg("traces could not be sent")
	}))
	provider := sdk.NewTracerProvider(
		sdk.WithBatcher(exporter, sdk.WithBatchTimeout(delay)),
		sdk.WithSampler(sdk.ParentBased(sdk.TraceIDRatioBased(1/float64(o.OneIn)))),
		sdk.WithResource(resource.NewSchemaless(
			attribute.String("service.name", "snapgrid"),
			attribute.String("service.version", o.Version),
			attribute.String("service.instance.id", o.Node),
		)),
	)
	return &Tracer{provider, provider.Tracer("snapgrid")}, nil
}

// Shutdown sends what is left, as long as ctx allows.
func (t *Tracer) Shutdown(ctx context.Context) error {
	if err := t.provider.Shutdown(ctx); err != nil {
		return fmt.Errorf("send the last traces: %w", err)
	}
	return nil
}

// Follow begins a step of a trace that was kept; done ends it. Without a trace nothing
// is followed.
func (t *Tracer) Follow(ctx context.Context, step, kept string) (within context.Context, done func(error)) {
	if kept == "" {
		return ctx, func(error) {}
	}
	return t.begin(propagation.TraceContext{}.Extract(ctx, propagation.MapCarrier{parent: kept}), step)
}

func (t *Tracer) begin(ctx context.Context, step string, options ...otrace.SpanStartOption) (context.Context, func(error)) {
	ctx, span := t.tracer.Start(ctx, step, options...)
	return ctx, func(err error) {
		if err != nil { // its code alone: what an error says may be somebody's words
			span.SetStatus(codes.Error, string(intake.CodeOf(err)))
		}
		span.End()
	}
}

// parent is the name of the header that carries a trace (W3C Trace Context).
const parent = "traceparent"

// encode is the trace of a context to keep; "" if it is in none that is sent.
func encode(ctx context.Context) string {
	if !otrace.SpanContextFromContext(ctx).IsSampled() {
		return ""
	}
	carrier := propagation.MapCarrier{}
	propagation.TraceContext{}.Inject(ctx, carrier)
	return carrier[parent]
}
