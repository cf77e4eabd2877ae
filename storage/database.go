package storage

import (
	"context"

	"github.com/rs/zerolog"

	"snapgrid/storage/queue"
)

// Database is a store with the schema and the queue below it.
type Database interface {
	Store

	// Migrate brings the schema up to date. Nodes that start together wait for
	// each other.
	Migrate(ctx context.Context) error
	// Pending counts the migrations that the schema still lacks; 0 means that
	// it is current. It changes nothing.
	Pending(ctx context.Context) (int, error)
	// Queue makes the queue that works the jobs written by Enqueue.
	Queue(workers *queue.Workers, cfg queue.Config) (*queue.Queue, error)
	// PassHints makes [Hints.Changes] tell of changes, those of other nodes among them
	// where the database passes them on, until ctx ends.
	PassHints(ctx context.Context) error
	// Pool tells how many connections this process has.
	Pool() Pool
}

// Pool is the connections of a process: in use, waiting, and the most there may be.
type Pool struct{ Used, Idle, Most int }

// Options are what every database is opened with.
type Options struct {
	Logger zerolog.Logger // the zero value says nothing
	// Node names the process among those that share the database, in at most 54
	// bytes; "": a name of chance.
	Node string
}
