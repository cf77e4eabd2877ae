package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"sync"
)

// mostKept is how many statements are kept. The program has some three hundred; those
// whose lists make many of one would fill the memory.
const mostKept = 500

// kept is a pool that keeps its statements, each prepared once: preparing one that is
// run for every message can take longer than running it.
type kept struct {
	*sql.DB
	mutex sync.Mutex
	known map[string]*sql.Stmt
}

// QueryContext runs a query. Its text must not hold values: it is kept until the end.
func (k *kept) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	statement, err := k.statement(ctx, query)
	if err != nil {
		return nil, err
	}
	if statement == nil {
		return k.DB.QueryContext(ctx, query, args...)
	}
	return statement.QueryContext(ctx, args...)
}

// statement is nil if there are too many others.
func (k *kept) statement(ctx context.Context, query string) (*sql.Stmt, error) {
	k.mutex.Lock()
	defer k.mutex.Unlock()
	if s := k.known[query]; s != nil || len(k.known) >= mostKept {
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
