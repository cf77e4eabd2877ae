package postgres

import (
	"context"
	"time"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// TakeLease takes a lease that is free or ran out, or renews one that holder has. It
// lasts from when the question came, however long it waited for a lock: who asked may be
// gone since.
func (s *Store) TakeLease(ctx context.Context, name, holder string, now time.Time, ttl time.Duration) (fence intake.Fence, ok bool, err error) {
	tokens, err := row.All(ctx, s.leasing(ctx), row.Number,
		`insert into leases (name, holder, token, expires)
		 values ($1, $2, 1, coalesce($3::timestamptz, statement_timestamp()) + $4 * interval '1 microsecond')
		 on conflict (name) do update set
			token = leases.token + (leases.holder <> excluded.holder)::int, holder = excluded.holder,
			expires = excluded.expires
		 where leases.holder = excluded.holder or leases.expires <= coalesce($3::timestamptz, clock_timestamp())
		 returning token`, name, holder, moment(now), ttl.Microseconds())
	if err != nil || len(tokens) == 0 {
		return intake.Fence{}, false, err
	}
	return intake.Fence{Lease: name, Token: tokens[0]}, true, nil
}

// LeaseLeft tells for how long a lease is taken yet; 0 if it is free.
func (s *Store) LeaseLeft(ctx context.Context, name string, now time.Time) (time.Duration, error) {
	left, err := row.All(ctx, s.leasing(ctx), row.Number,
		`select ceil(1000000 * extract(epoch from expires - coalesce($2::timestamptz, clock_timestamp())))::bigint from leases
		 where name = $1 and expires > coalesce($2::timestamptz, clock_timestamp())`, name, moment(now))
	if err != nil || len(left) == 0 {
		return 0, err
	}
	return time.Duration(left[0]) * time.Microsecond, nil
}

// CheckFence fails if the lease has a newer token. A fence without a lease guards
// nothing and always holds.
func (s *Store) CheckFence(ctx context.Context, f intake.Fence) error {
	if f.Lease == "" {
		return nil
	}
	tokens, err := row.All(ctx, s.read(ctx), row.Number, `select token from leases where name = $1 for share`, f.Lease)
	if err == nil && (len(tokens) == 0 || tokens[0] != f.Token) {
		err = &intake.Error{Code: intake.CodeConflict, Message: "lease " + f.Lease + ": another node has it now"}
	}
	return err
}

// GiveLease frees a lease that holder has.
func (s *Store) GiveLease(ctx context.Context, name, holder string) error {
	_, err := s.leasing(ctx).Exec(ctx, `update leases set expires = '1970-01-01Z' where name = $1 and holder = $2`, name, holder)
	return explain(err, "give back a lease")
}

// leasing is where leases are asked for: over connections that nothing else waits for,
// or a node that is busy would lose what it holds.
func (s *Store) leasing(ctx context.Context) querier {
	if tx := s.tx(ctx); tx != nil {
		return querier{tx}
	}
	return querier{s.beats}
}
