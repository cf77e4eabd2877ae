package main

import (
	"context"
	"time"

	"github.com/rs/zerolog"

	"snapgrid/intake/pipeline"
	"snapgrid/storage/queue"
	"snapgrid/storage/trace"
)

// traceGrace is how long the last traces may take to be sent when the program stops.
const traceGrace = time.Second

// followAll lets everything that goes through the database be followed, if somebody
// wants to be told.
func (p *program) followAll(ctx context.Context) error {
	to := p.cfg.Traces
	if to.Endpoint == "" {
		return nil
	}
	tracer, err := trace.New(ctx, trace.Options{
		Endpoint: to.Endpoint, OneIn: to.OneIn, Version: release, Node: p.node, Logger: *zerolog.Ctx(ctx),
	})
	if err != nil {
		return err
	}
	p.traces = &trace.Store{Database: p.db, Tracer: tracer}
	p.db = p.traces
	return nil
}

// lineTracer follows messages on the line; nil follows none.
func (p *program) lineTracer() pipeline.Tracer {
	if p.traces == nil {
		return nil
	}
	return p.traces
}

// queueTracer follows jobs; nil follows none.
func (p *program) queueTracer() queue.Tracer {
	if p.traces == nil {
		return nil
	}
	return p.traces
}

// closeTraces sends what is left. A collector that is away holds the end up by no more
// than a second; that it is away was told before.
func (p *program) closeTraces() {
	ctx, done := context.WithTimeout(context.Background(), traceGrace)
	defer done()
	_ = p.traces.Shutdown(ctx)
}

// forgotten is how many traces are deleted at once.
const forgotten = 1000

// forgetTraces deletes what nobody goes on with.
func (p *program) forgetTraces(ctx context.Context) error {
	for {
		n, err := p.db.ForgetTraces(ctx, p.now().Add(-trace.Keep), forgotten)
		if err != nil || n < forgotten {
			return err
		}
	}
}
