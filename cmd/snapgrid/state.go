package main

import (
	"context"
	"fmt"
	"time"
)

// databaseState says for /readyz whether the database answers.
func (p *program) databaseState(ctx context.Context) (ok bool, note string) {
	if err := p.db.Ping(ctx); err != nil {
		return false, "it does not answer; what is heard meanwhile is not confirmed, so the services keep it"
	}
	return true, ""
}

// queueState says for /readyz how much work waits, and how long.
func (p *program) queueState(ctx context.Context) (ok bool, note string) {
	stats, err := p.queue.Stats(ctx)
	if err != nil {
		return false, "the jobs cannot be counted"
	}
	note = fmt.Sprintf("%d waiting, %d running", stats.Waiting, stats.Running)
	ages, err := p.queue.Oldest(ctx)
	if err != nil {
		return false, "the oldest job cannot be found"
	}
	oldest := time.Duration(0)
	for _, age := range ages {
		oldest = max(oldest, age)
	}
	if oldest >= time.Second {
		note += fmt.Sprintf(", the oldest for %s", oldest.Round(time.Second))
	}
	if stats.GivenUp > 0 {
		note += fmt.Sprintf(", %d given up", stats.GivenUp)
	}
	return true, note
}
