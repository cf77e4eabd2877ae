package storagetest

import (
	"context"
	"testing"
	"time"

	"snapgrid/intake"
	"snapgrid/storage"
	"snapgrid/storage/queue"
)

// ExerciseTakeover begins a job on a node, ends the node in the middle of it by
// bury, and demands that another node takes the job over long before River's
// rescuer would.
func ExerciseTakeover(t *testing.T, dead, alive storage.Database, bury func()) {
	t.Helper()
	b := &bench{T: t, Database: alive}
	began, stuck := make(chan struct{}, 1), make(chan struct{})
	w := queue.NewWorkers()
	queue.Handle(w, func(context.Context, intake.CloseTicket) error {
		began <- struct{}{}
		<-stuck // like a process that is gone: it never says what became of the job
		return nil
	})
	first := &bench{T: t, Database: dead}
	_, stop := first.start(w, queue.Config{StopTimeout: time.Millisecond})
	first.owe(job(1))
	next(b, began)
	stop()
	bury()
	t.Cleanup(func() { close(stuck) })

	w, again := queue.NewWorkers(), make(chan int64, 10)
	queue.Handle(w, func(_ context.Context, j intake.CloseTicket) error { again <- j.Ticket; return nil })
	b.run(w, queue.Config{})
	equal(b, next(b, again), 1)
}
