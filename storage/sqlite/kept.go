package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"sync"
)

// kept is a pool that keeps its statements, each prepared once: preparing one that is
// run for every report can take longer than running it.
type kept struct {
	*sql.DB
	mutex sync.Mutex
	known map[string]*sql.Stmt
}

// QueryContext runs a query. The text of queries must not hold values: each is kept
// until the end.
func (k *kept) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	statement, err := k.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	return statement.QueryContext(ctx, args...)
}

func (k *kept) statement(ctx context.Context, query string) (*sql.Stmt, error) {
	k.mutex.Lock()
	defer k.mutex.Unlock()
	if s := k.known[query]; s != nil {
		return s, nil
	}
	s, err := k.PrepareContext(ctx, query)
	if err == nil {
		k.known[query] = s
	}
	return s, err
}

// Close closes the statements and the pool.
func (k *kept) Close() error {
	k.mutex.Lock()
	defer k.mutex.Unlock()
	var failed []error
	for _, s := range k.known {
		failed = append(failed, s.Close())
	}
	return errors.Join(append(failed, k.DB.Close())...)
}

// often is where a read goes that is done for every report.
func (s *Store) often(ctx context.Context) querier {
	if tx := s.tx(ctx); tx != nil {
		return tx
	}
	return s.keeper
}
