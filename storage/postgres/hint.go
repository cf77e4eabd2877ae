package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/rs/zerolog"
	"golang.org/x/sync/errgroup"
)

// hints names what nodes tell each other on. What they tell is who tells it.
const hints = "snapgrid_hints"

const (
	// listenPatience is how long the connection may say nothing before it is asked
	// whether it is there.
	listenPatience = 15 * time.Second
	// listenPause is the time until a lost connection is made again.
	listenPause = time.Second
	// tellTime is how long telling others may take.
	tellTime = 2 * time.Second
)

// Changes is closed when something changed, on this node or on another.
func (s *Store) Changes() <-chan struct{} { return s.bell.Changes() }

// PassHints tells other nodes of changes and hears of theirs, until ctx ends. The
// line is not held up: a hint goes out after the commit, on a connection of its own,
// so that no transaction waits for the lock that a notification takes.
func (s *Store) PassHints(ctx context.Context) error {
	var group errgroup.Group
	group.Go(func() error { s.bell.Run(ctx, s.tell); return nil })
	group.Go(func() error { s.hear(ctx); return nil })
	return group.Wait()
}

// tell hints to other nodes. They look by themselves if it fails.
func (s *Store) tell(ctx context.Context) {
	ctx, done := context.WithTimeout(ctx, tellTime)
	defer done()
	if _, err := s.pool.Exec(ctx, `select pg_notify($1, $2)`, hints, s.node); err != nil {
		zerolog.Ctx(ctx).Debug().Err(explain(err, "hint to other nodes")).Msg("other nodes will see by themselves what changed")
	}
}

// hear listens to other nodes, again and again.
func (s *Store) hear(ctx context.Context) {
	for ctx.Err() == nil {
		if err := s.listen(ctx); err != nil && ctx.Err() == nil {
			zerolog.Ctx(ctx).Debug().Err(err).Msg("no hints from other nodes for a moment")
		}
		select {
		case <-ctx.Done():
		case <-time.After(listenPause):
		}
	}
}

// listen wakes whoever waits here at each hint of another node, until the connection
// fails.
func (s *Store) listen(ctx context.Context) error {
	conn, err := pgx.ConnectConfig(ctx, s.pool.Config().ConnConfig)
	if err != nil {
		return explain(err, "connect to listen")
	}
	defer func() {
		ctx, done := context.WithTimeout(context.WithoutCancel(ctx), tellTime)
		defer done()
		_ = conn.Close(ctx) // it is not used any more
	}()
	if _, err := conn.Exec(ctx, "listen "+hints); err != nil {
		return explain(err, "listen")
	}
	s.bell.Wake() // to what was missed
	for {
		from, err := next(ctx, conn)
		if err != nil {
			return explain(err, "listen")
		}
		if from != "" && from != s.node {
			s.bell.Wake()
		}
	}
}

// next waits for a hint and tells who gave it; "" if the connection is there and
// nobody did.
func next(ctx context.Context, conn *pgx.Conn) (from string, err error) {
	patient, done := context.WithTimeout(ctx, listenPatience)
	defer done()
	n, err := conn.WaitForNotification(patient)
	if err == nil {
		return n.Payload, nil
	}
	if patient.Err() == nil || ctx.Err() != nil || conn.IsClosed() {
		return "", err
	}
	asked, done := context.WithTimeout(ctx, tellTime)
	defer done()
	return "", conn.Ping(asked)
}
