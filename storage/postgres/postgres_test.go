package postgres_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"snapgrid/intake"
	"snapgrid/storage"
	"snapgrid/storage/postgres"
	"snapgrid/storage/storagetest"
	"snapgrid/storage/storagetest/pgtest"
)

func TestMain(m *testing.M) { pgtest.Main(m) }

func TestLaw(t *testing.T) {
	t.Parallel()
	storagetest.Exercise(t, func(t *testing.T) storage.Database {
		t.Helper()
		return open(t, pgtest.New(t))
	})
}

func open(t testing.TB, address string) *postgres.Store {
	t.Helper()
	s, err := postgres.Open(t.Context(), address, storage.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Nodes that start together bring the schema up to date once.
func TestMigrateTogether(t *testing.T) {
	t.Parallel()
	address := pgtest.Empty(t)
	var group sync.WaitGroup
	for range 3 {
		group.Go(func() {
			s := open(t, address)
			defer s.Close()
			if err := s.Migrate(t.Context()); err != nil {
				t.Error(err)
			}
			if n, err := s.Pending(t.Context()); n != 0 || err != nil {
				t.Error(n, err)
			}
		})
	}
	group.Wait()
}

func TestOpenLeavesTheSchema(t *testing.T) {
	t.Parallel()
	s := open(t, pgtest.Empty(t))
	defer s.Close()
	if n, err := s.Pending(t.Context()); err != nil || n == 0 {
		t.Fatalf("Pending = %d, %v", n, err)
	}
}

// A node that is busy keeps its leases: they are not asked for over the connections
// that all else waits for.
func TestLeasesWaitForNobody(t *testing.T) {
	t.Parallel()
	s := open(t, pgtest.New(t)+"&pool_max_conns=1")
	defer s.Close()
	err := s.InTx(t.Context(), func(context.Context) error {
		ctx, done := context.WithTimeout(t.Context(), 10*time.Second)
		defer done()
		if _, ours, err := s.TakeLease(ctx, "telegram/1", "a", time.Time{}, time.Minute); !ours || err != nil {
			t.Errorf("not taken: %v", err)
		}
		if left, err := s.LeaseLeft(ctx, "telegram/1", time.Time{}); left == 0 || err != nil {
			t.Errorf("%s are left: %v", left, err)
		}
		return s.GiveLease(ctx, "telegram/1", "a")
	})
	if err != nil {
		t.Error(err)
	}
}

// Whatever is wrong with an address, its password is not told.
func TestOpenKeepsThePassword(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]intake.Code{
		"postgres://user:s3cret@127.0.0.1:1/name":                     intake.CodeAgain,
		"postgres://user:s3cret@no.such.host.invalid/name":            intake.CodeAgain,
		"postgres://user:s3cret@127.0.0.1:port/name":                  "",
		"postgres://user:s3cret@%zz/name":                             "",
		"postgres://user:s3cret#@127.0.0.1/name":                      intake.CodeAgain,
		"postgres://user:s3cret@127.0.0.1:1/name?sslmode=bad":         "",
		strings.Replace(pgtest.Empty(t), "@", ":s3cret@", 1) + "none": intake.CodeAgain,
	} {
		s, err := postgres.Open(t.Context(), address, storage.Options{})
		if err == nil {
			s.Close()
			t.Errorf("%s was opened", address)
			continue
		}
		if strings.Contains(err.Error(), "s3cret") || intake.CodeOf(err) != want {
			t.Errorf("%s: code %q: %v", address, intake.CodeOf(err), err)
		}
	}
}

// A connection that the server cut is a reason to try again, and the next try works.
func TestServerCutsConnections(t *testing.T) {
	t.Parallel()
	address := pgtest.New(t)
	s, other := open(t, address), open(t, address)
	defer s.Close()
	defer other.Close()
	err := s.InTx(t.Context(), func(ctx context.Context) error {
		if _, err := s.OpenTicket(ctx, intake.Ticket{}); err != nil {
			return err
		}
		cut(t, address)
		_, err := s.OpenTicket(ctx, intake.Ticket{})
		return err
	})
	if intake.CodeOf(err) != intake.CodeAgain {
		t.Fatalf("in the middle of a transaction: %v", err)
	}
	if n, err := s.OpenTicket(t.Context(), intake.Ticket{}); n != 1 || err != nil {
		t.Fatalf("afterwards: %d, %v", n, err)
	}
}

// cut ends all other connections to a database.
func cut(t *testing.T, address string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	if _, err := conn.Exec(t.Context(), `select pg_terminate_backend(pid) from pg_stat_activity
		where datname = current_database() and pid <> pg_backend_pid()`); err != nil {
		t.Fatal(err)
	}
}

// A job of a node whose connections are gone is taken over by another one.
func TestJobsOfTheDeadAreFreed(t *testing.T) {
	t.Parallel()
	address := pgtest.New(t)
	dead, alive := open(t, address), open(t, address)
	t.Cleanup(func() { alive.Close() }) // after the queues
	storagetest.ExerciseTakeover(t, dead, alive, func() {
		if err := dead.Close(); err != nil {
			t.Error(err)
		}
	})
}
