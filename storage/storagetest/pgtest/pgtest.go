// Package pgtest gives tests a real PostgreSQL.
//
// It starts a throw-away server from the newest installed binaries, in a temporary
// folder, on a unix socket, without fsync unless SNAPGRID_TEST_FSYNC is set. Each test gets a database of its own,
// cloned from one whose schema is up to date. SNAPGRID_TEST_POSTGRES, an address
// such as postgres://postgres@localhost/postgres, names a running server to use
// instead; its user must be allowed to make databases.
//
// A test package that uses it ends its server in TestMain:
//
//	func TestMain(m *testing.M) { pgtest.Main(m) }
package pgtest

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"snapgrid/storage"
	"snapgrid/storage/postgres"
)

// Main runs the tests of a package, stops the server if one was started, and ends
// the process.
func Main(m *testing.M) {
	code := m.Run()
	Stop()
	os.Exit(code)
}

// New returns the address of a new database with our schema. It is dropped when
// the test ends. Without PostgreSQL the test fails and says what to install.
func New(tb testing.TB) string {
	tb.Helper()
	return shared.clone(tb, shared.template)
}

// Empty is New without a schema.
func Empty(tb testing.TB) string {
	tb.Helper()
	return shared.clone(tb, "template0")
}

// Own is a server for one test, which may take it away and bring it back.
type Own struct {
	testing.TB
	Address string // of a database with our schema
	cluster *cluster
}

// NewOwn starts a server. It ends with the test.
func NewOwn(tb testing.TB) *Own {
	tb.Helper()
	c := &cluster{template: "snapgrid_template", alone: true}
	tb.Cleanup(c.stop)
	return &Own{TB: tb, Address: c.clone(tb, c.template), cluster: c}
}

// Halt ends the server at once, as a crash does.
func (o *Own) Halt() { o.cluster.server.halt() }

// Resume starts the server again and waits until it answers.
func (o *Own) Resume() {
	o.Helper()
	o.run(0)
}

// Slow restarts the server, in good order, on a disk on which each write takes longer by
// a delay. After a crash it would first put thousands of files there.
func (o *Own) Slow(delay time.Duration) {
	o.Helper()
	o.cluster.server.end(syscall.SIGINT)
	o.run(delay)
}

func (o *Own) run(delay time.Duration) {
	o.Helper()
	o.cluster.server.slow = delay
	if err := errors.Join(o.cluster.server.run(), o.cluster.await(o.Context())); err != nil {
		o.Fatal(err)
	}
}

// Ask asks the server about the database; each answer is one text.
func (o *Own) Ask(query string) ([]string, error) {
	return o.cluster.ask(o.Context(), o.Address, query)
}

// Standing tells who holds which lease, and what each session does and waits for.
func (o *Own) Standing() string {
	var b strings.Builder
	for _, query := range []string{
		`select name || ' held by ' || holder || ' until ' || expires || ', now ' || clock_timestamp() from leases`,
		`select concat_ws(' | ', pid, application_name, state, wait_event_type, wait_event, 'blocked by ' || pg_blocking_pids(pid)::text,
			'since ' || (clock_timestamp() - state_change), left(query, 100)) from pg_stat_activity where backend_type = 'client backend'`,
	} {
		lines, err := o.Ask(query)
		fmt.Fprintln(&b, strings.Join(lines, "\n"), err)
	}
	return b.String()
}

// Stop ends the server, if one was started. For a TestMain of one's own.
func Stop() { shared.stop() }

// shared is the one server of a test binary: starting one takes seconds.
var shared = &cluster{template: fmt.Sprintf("snapgrid_template_%d", os.Getpid())}

type cluster struct {
	alone    bool // never use somebody else's server
	once     sync.Once
	err      error
	server   *server // nil if the server is somebody else's
	admin    string  // address of a database to give orders in
	template string
	clones   atomic.Int64
}

func (c *cluster) clone(tb testing.TB, template string) string {
	tb.Helper()
	c.once.Do(func() { c.err = c.start(tb.Context()) })
	if c.err != nil {
		tb.Fatalf("these tests need PostgreSQL: install it (apt-get install -y postgresql) or set SNAPGRID_TEST_POSTGRES to the address of one: %v", c.err)
	}
	name := fmt.Sprintf("snapgrid_test_%d_%d", os.Getpid(), c.clones.Add(1))
	if err := c.order(tb.Context(), "create database "+name+" template "+template); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := c.order(context.Background(), "drop database "+name+" with (force)"); err != nil {
			tb.Error(err)
		}
	})
	return c.address(name)
}

// start finds or starts a server and makes the template.
func (c *cluster) start(ctx context.Context) (err error) {
	if c.admin = os.Getenv("SNAPGRID_TEST_POSTGRES"); c.admin == "" || c.alone {
		if c.server, err = startServer(ctx); err != nil {
			return err
		}
		c.admin = c.server.address
	}
	if err := c.await(ctx); err != nil {
		return err
	}
	if err := c.order(ctx, "create database "+c.template+" template template0"); err != nil {
		return err
	}
	store, err := postgres.Open(ctx, c.address(c.template), storage.Options{})
	if err != nil {
		return err
	}
	defer store.Close()
	return store.Migrate(ctx)
}

// await waits until the server answers.
func (c *cluster) await(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	for {
		err := c.order(ctx, "select 1")
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%w: %s", err, c.server.log())
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func (c *cluster) order(ctx context.Context, statement string) error {
	conn, err := pgx.Connect(ctx, c.admin)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	if _, err := conn.Exec(ctx, statement); err != nil {
		return fmt.Errorf("%s: %w", statement, err)
	}
	return nil
}

func (c *cluster) ask(ctx context.Context, address, query string) ([]string, error) {
	conn, err := pgx.Connect(ctx, address)
	if err != nil {
		return nil, err
	}
	defer conn.Close(ctx)
	rows, err := conn.Query(ctx, query)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowTo[string])
}

// address is the admin's address with another database's name.
func (c *cluster) address(name string) string {
	u, err := url.Parse(c.admin)
	if err != nil {
		return c.admin
	}
	u.Path = "/" + name
	return u.String()
}

func (c *cluster) stop() {
	if c.admin == "" || c.err != nil && c.server == nil {
		return
	}
	if c.server != nil {
		c.server.stop()
		return
	}
	_ = c.order(context.Background(), "drop database if exists "+c.template+" with (force)")
}
