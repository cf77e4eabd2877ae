package postgres

import (
	"context"
	"time"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// Spend takes one of each allowance of the period that began at since, all in one
// statement: a batch may hold many. They are taken in the order of their names, so that two who
// take the same do not wait for each other.
func (s *Store) Spend(ctx context.Context, since time.Time, allowances ...intake.Allowance) (over []string, err error) {
	if len(allowances) == 0 {
		return nil, nil
	}
	names := make([]string, len(allowances))
	for i, a := range allowances {
		names[i] = a.Name
	}
	var used map[string]int
	err = s.fenced(ctx, func(ctx context.Context) error {
		used, err = row.Tally[string](ctx, s.write(ctx), `insert into allowances (name, since, used)
			select name, $2, count(*) from unnest($1::text[]) as u (name) group by name order by name collate "C"
			on conflict (name, since) do update set used = allowances.used + excluded.used returning name, used`,
			row.Texts(names), since)
		return err
	})
	return row.UsedUp(allowances, used), err
}
