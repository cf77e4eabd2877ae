package plain

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"snapgrid/storage/row"
)

// KeepTraces keeps the trace of each key. One that is known is left as it is.
func (s Store) KeepTraces(ctx context.Context, traces map[string]string, at time.Time) error {
	if len(traces) == 0 {
		return nil
	}
	args, values := []any{at}, make([]string, 0, len(traces))
	for _, key := range slices.Sorted(maps.Keys(traces)) {
		args = append(args, key, traces[key])
		values = append(values, fmt.Sprintf("($%d, $%d, $1)", len(args)-1, len(args)))
	}
	_, err := s.exec(ctx, `insert into traces (thing, parent, at) values `+strings.Join(values, ", ")+` on conflict do nothing`, args...)
	return err
}

// Trace finds the trace of a key; "" if there is none.
func (s Store) Trace(ctx context.Context, key string) (string, error) {
	found, err := all(ctx, s, row.Word, `select parent from traces where thing = $1`, key)
	if err != nil || len(found) == 0 {
		return "", err
	}
	return found[0], nil
}

// ForgetTraces deletes up to limit traces from before a time.
func (s Store) ForgetTraces(ctx context.Context, before time.Time, limit int) (int, error) {
	n, err := s.exec(ctx, `delete from traces where thing in (select thing from traces where at < $1 limit $2)`, before, limit)
	return int(n), err
}
