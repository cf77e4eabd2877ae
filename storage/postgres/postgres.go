// Package postgres is the store over PostgreSQL: for a city, with as many nodes as
// it needs.
//
// # Order
//
// Whoever adds to the lines of a chat, or claims one of its posts, holds the row of
// the chat until the end of the transaction. So within a chat numbers rise in the
// order of commit, and a chat has one speaker. Tickets are locked before chats,
// never after.
//
// # Nodes
//
// Each process shows its name to the server (application_name). Jobs, and claims on
// posts, whose process has no connection any more are freed within seconds. This is a hint, not a
// promise: handlers bear being called twice. That something changed is passed on by
// LISTEN and NOTIFY, as a hint as well ([Store.PassHints]): without it nodes see it when
// they look next.
package postgres

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"golang.org/x/sync/semaphore"

	"snapgrid/intake"
	"snapgrid/storage"
	"snapgrid/storage/hint"
	"snapgrid/storage/plain"
	"snapgrid/storage/queue"
	"snapgrid/storage/row"
)

// Store keeps everything in one database.
type Store struct {
	plain.Store
	pool   *pgxpool.Pool
	beats  *pgxpool.Pool // for leases alone
	driver *riverpgxv5.Driver
	jobs   *queue.Inserter[pgx.Tx]
	bell   *hint.Bell
	node   string // names this process among all
	opts   storage.Options

	seeking *semaphore.Weighted // taken by each search of the index
}

var _ storage.Database = (*Store)(nil)

// maxConns is how many connections a node may have, unless the address says
// pool_max_conns: they serve jobs and pages. One more listens.
const maxConns = 24

// beatConns is how many connections more it may have for its leases. One is enough
// unless a question waits.
const beatConns = 3

// settings are what a node asks of the server. The address may say otherwise.
//
// The server waits for a node that is frozen, or cut off, less long than a lease lasts,
// since what such a node has locked keeps others from going on; no transaction of ours
// waits for anybody outside. And our questions are many and short: compiling one, or
// starting a worker for it, takes longer than answering it.
var settings = map[string]string{
	"jit":                                 "off",
	"max_parallel_workers_per_gather":     "0",
	"idle_in_transaction_session_timeout": "5s",
	"tcp_user_timeout":                    "5s", // of an answer that the node does not take
	"tcp_keepalives_idle":                 "5",  // seconds, of a node that says nothing
	"tcp_keepalives_interval":             "2",
	"tcp_keepalives_count":                "3",
}

// Open connects to the database at address, postgres://USER:PASSWORD@HOST:PORT/NAME.
// The schema is left as it is: see [Store.Migrate]. The password is in no error.
func Open(ctx context.Context, address string, opts storage.Options) (*Store, error) {
	config, err := pgxpool.ParseConfig(address)
	if err != nil { // the cause may quote the address, password and all
		return nil, errors.New("database: want postgres://USER:PASSWORD@HOST:PORT/NAME, with special characters of the password percent-encoded")
	}
	s := &Store{node: cmp.Or(opts.Node, rand.Text()[:12]), bell: hint.NewBell(), opts: opts, seeking: semaphore.NewWeighted(int64(runtime.GOMAXPROCS(0)))}
	s.Store = plain.New(engine{s}, dialect)
	config.ConnConfig.RuntimeParams["application_name"] = application + s.node
	for name, value := range settings {
		if _, given := config.ConnConfig.RuntimeParams[name]; !given {
			config.ConnConfig.RuntimeParams[name] = value
		}
	}
	if !strings.Contains(address, "pool_max_conns") {
		config.MaxConns = maxConns
	}
	if err := s.connect(ctx, config); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// connect makes the pools, and finds that the database answers.
func (s *Store) connect(ctx context.Context, config *pgxpool.Config) (err error) {
	beats := config.Copy()
	beats.MinConns, beats.MinIdleConns, beats.MaxConns = 0, 0, beatConns
	if s.beats, err = pgxpool.NewWithConfig(ctx, beats); err != nil {
		return explain(err, "open the database")
	}
	if s.pool, err = pgxpool.NewWithConfig(ctx, config); err != nil {
		return explain(err, "open the database")
	}
	s.driver = riverpgxv5.New(s.pool)
	if s.jobs, err = queue.NewInserter(s.driver, s.opts.Logger); err != nil {
		return err
	}
	return s.Ping(ctx)
}

// Ping reports whether the database answers.
func (s *Store) Ping(ctx context.Context) error {
	return explain(s.pool.Ping(ctx), "reach the database")
}

// Pool tells how many connections this process has.
func (s *Store) Pool() storage.Pool {
	now := s.pool.Stat()
	return storage.Pool{Used: int(now.AcquiredConns()), Idle: int(now.IdleConns()), Most: int(now.MaxConns())}
}

// Close waits for what runs and closes the connections.
func (s *Store) Close() error {
	for _, pool := range []*pgxpool.Pool{s.pool, s.beats} {
		if pool != nil {
			pool.Close()
		}
	}
	return nil
}

// application is what a node's name begins with at the server.
const application = "snapgrid "

// Queue makes the queue that works the jobs written by Enqueue.
func (s *Store) Queue(workers *queue.Workers, cfg queue.Config) (*queue.Queue, error) {
	return queue.New(queue.Engine[pgx.Tx]{
		Driver:    s.driver,
		ID:        s.node,
		Count:     s.countJobs,
		Oldest:    s.oldestJobs,
		Tally:     s.tallyJobs,
		Free:      s.free,
		FreeEvery: 5 * time.Second,
	}, workers, cfg)
}

func (s *Store) countJobs(ctx context.Context) (map[string]int, error) {
	return row.Tally[string](ctx, querier{s.pool}, `select state::text, count(*) from river_job group by state`)
}

// oldestJobs tells how long the oldest job waits in each queue.
func (s *Store) oldestJobs(ctx context.Context) (map[string]time.Duration, error) {
	waits, err := row.Tally[string](ctx, querier{s.pool}, `select queue, (1000 * extract(epoch from now() - min(scheduled_at)))::int from river_job
		where state in ('available', 'retryable') and scheduled_at <= now() group by queue`)
	ages := make(map[string]time.Duration, len(waits))
	for name, milliseconds := range waits {
		ages[name] = max(0, time.Duration(milliseconds)*time.Millisecond)
	}
	return ages, err
}

// tallyJobs counts the jobs that are not done by kind and state.
func (s *Store) tallyJobs(ctx context.Context) ([]intake.JobTally, error) {
	return row.All(ctx, querier{s.pool}, row.JobTally, `select kind, state::text, count(*), extract(epoch from min(scheduled_at))::bigint from river_job
		where state <> 'completed' group by kind, state order by kind, state::text`)
}

// free takes over what processes left that have no connection any more: their jobs
// and their claims on posts. If our own name can not be seen, names say nothing, and
// River's rescuer and the end of each claim have to do.
func (s *Store) free(ctx context.Context) error {
	const gone = `exists (select 1 from pg_stat_activity where application_name = $1)
		and not exists (select 1 from pg_stat_activity where application_name = $2 || `
	_, err := s.exec(ctx, `update river_job j set state = 'available'
		where j.state = 'running' and j.attempted_at < now() - interval '3 seconds'
		and `+gone+`j.attempted_by[array_upper(j.attempted_by, 1)])`,
		application+s.node, application)
	if err != nil {
		return fmt.Errorf("free jobs of nodes that are gone: %w", err)
	}
	// Nodes need a moment to come back after a restart of the server.
	_, err = s.exec(ctx, `update posts set claimed_until = '1970-01-01Z'
		where state = 'sending' and claimed_until > now() and claimed_by <> ''
		and pg_postmaster_start_time() < now() - interval '10 seconds'
		and `+gone+`claimed_by)`,
		application+s.node, application)
	if err != nil {
		return fmt.Errorf("free claims of nodes that are gone: %w", err)
	}
	return nil
}
