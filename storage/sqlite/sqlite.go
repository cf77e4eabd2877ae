// Package sqlite is the store over one SQLite file: for trials and for a place
// with one node.
//
// # Connections
//
// SQLite has one writer at a time, so all writes, and all reads inside a
// transaction, share one connection; the queue below uses it too. Reads outside
// of transactions have a pool of their own and never wait for the writer. A
// method that is called inside [Store.InTx] with the outer context would wait for
// its own transaction: always pass on the context that f gets.
//
// # Durability
//
// The file is in WAL mode with synchronous=FULL: what was committed is there
// after a loss of power.
package sqlite

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/riverqueue/river/riverdriver/riversqlite"
	"golang.org/x/sync/semaphore"
	_ "modernc.org/sqlite" // the driver

	"snapgrid/intake"
	"snapgrid/storage"
	"snapgrid/storage/hint"
	"snapgrid/storage/plain"
	"snapgrid/storage/queue"
	"snapgrid/storage/row"
)

// Store keeps everything in one file.
type Store struct {
	plain.Store
	writer *sql.DB // one connection
	reader *sql.DB
	keeper *kept // of the reader's statements
	driver *riversqlite.Driver
	jobs   *queue.Inserter[*sql.Tx]
	bell   *hint.Bell
	opts   storage.Options

	seeking *semaphore.Weighted // taken by each search
}

var _ storage.Database = (*Store)(nil)

// Open opens the file, made if missing for the owner's eyes only, as is its
// folder. The schema is left as it is: see [Store.Migrate].
func Open(ctx context.Context, path string, opts storage.Options) (*Store, error) {
	if err := makeFile(path); err != nil {
		return nil, err
	}
	s := &Store{bell: hint.NewBell(), opts: opts, seeking: semaphore.NewWeighted(int64(runtime.GOMAXPROCS(0)))}
	s.Store = plain.New(engine{s}, dialect)
	var err error
	if s.writer, err = open(path, 1, "_txlock=immediate&_pragma=synchronous(full)&_pragma=cache_size(-16000)"); err != nil {
		return nil, err
	}
	// 8 MB of the file for each reader: with less, pages of the indexes are read again and
	// again among a million tickets.
	if s.reader, err = open(path, max(4, runtime.NumCPU()), "_pragma=query_only(1)&_pragma=cache_size(-8000)"); err != nil {
		return nil, errors.Join(err, s.writer.Close())
	}
	s.keeper = &kept{DB: s.reader, known: map[string]*sql.Stmt{}}
	s.driver = riversqlite.New(s.writer)
	if s.jobs, err = queue.NewInserter(s.driver, opts.Logger); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if err := s.Ping(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open database %s: %w", path, err), s.Close())
	}
	return s, nil
}

func makeFile(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("make the database's folder: %w", err)
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return fmt.Errorf("open the database's file: %w", err)
	}
	return f.Close()
}

// open makes a pool of at most n connections.
func open(path string, n int, options string) (*sql.DB, error) {
	name := (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath()}).String()
	db, err := sql.Open("sqlite", name+"?_pragma=busy_timeout(10000)&_pragma=journal_mode(wal)&_pragma=foreign_keys(1)&"+options)
	if err != nil {
		return nil, fmt.Errorf("open database %s: %w", path, err)
	}
	db.SetMaxOpenConns(n)
	db.SetMaxIdleConns(n)
	return db, nil
}

// Ping reports whether the database answers.
func (s *Store) Ping(ctx context.Context) error {
	_, err := row.One(ctx, querier{s.reader}, "", row.Number, `select 1`)
	return err
}

// Pool tells how many connections this process has, the writer's among them.
func (s *Store) Pool() storage.Pool {
	w, r := s.writer.Stats(), s.reader.Stats()
	return storage.Pool{Used: w.InUse + r.InUse, Idle: w.Idle + r.Idle, Most: w.MaxOpenConnections + r.MaxOpenConnections}
}

// Close waits for what runs and closes the database.
func (s *Store) Close() error { return errors.Join(s.keeper.Close(), s.writer.Close()) }

// Queue makes the queue that works the jobs written by Enqueue.
func (s *Store) Queue(workers *queue.Workers, cfg queue.Config) (*queue.Queue, error) {
	return queue.New(queue.Engine[*sql.Tx]{
		Driver: s.driver,
		ID:     "sqlite-" + rand.Text(),
		Count:  s.countJobs,
		Oldest: s.oldestJobs,
		Tally:  s.tallyJobs,
		Free:   s.free,
	}, workers, cfg)
}

func (s *Store) countJobs(ctx context.Context) (map[string]int, error) {
	return row.Tally[string](ctx, querier{s.reader}, `select state, count(*) from river_job group by state`)
}

// oldestJobs tells how long the oldest job waits in each queue.
func (s *Store) oldestJobs(ctx context.Context) (map[string]time.Duration, error) {
	waits, err := row.Tally[string](ctx, querier{s.reader}, `select queue, cast(1000 * (unixepoch('now', 'subsec') - unixepoch(min(scheduled_at), 'subsec')) as integer) from river_job
		where state in ('available', 'retryable') and unixepoch(scheduled_at, 'subsec') <= unixepoch('now', 'subsec') group by queue`)
	ages := make(map[string]time.Duration, len(waits))
	for name, milliseconds := range waits {
		ages[name] = max(0, time.Duration(milliseconds)*time.Millisecond)
	}
	return ages, err
}

// tallyJobs counts the jobs that are not done by kind and state.
func (s *Store) tallyJobs(ctx context.Context) ([]intake.JobTally, error) {
	return row.All(ctx, querier{s.reader}, row.JobTally, `select kind, state, count(*), unixepoch(min(scheduled_at)) from river_job
		where state <> 'completed' group by kind, state order by kind, state`)
}

// free takes over what the last process left, its jobs and its claims on posts: the
// file has one process.
func (s *Store) free(ctx context.Context) error {
	_, err := s.exec(ctx, `update river_job set state = 'available' where state = 'running'`)
	return errors.Join(err, s.FreeClaims(ctx))
}
