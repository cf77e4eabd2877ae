package postgres

import (
	"context"
	"time"

	"snapgrid/intake"
)

// TakeLease takes a lease that is free or ran out, or renews one that holder has.
func (s *Store) TakeLease(ctx context.Context, name, holder string, now time.Time, ttl time.Duration) (fence intake.Fence, ok bool, err error) {
	tokens, err := collect(ctx, s.write(ctx), number,
		`insert into leases (name, holder, token, expires)
		 values ($1, $2, 1, coalesce($3::timestamptz, clock_timestamp()) + $4 * interval '1 microsecond')
		 on conflict (name) do update set
			token = leases.token + (leases.holder <> excluded.holder)::int, holder = excluded.holder,
			expires = coalesce($3::timestamptz, clock_timestamp()) + $4 * interval '1 microsecond'
		 where leases.holder = excluded.holder or leases.expires <= coalesce($3::timestamptz, clock_timestamp())
		 returning token`, name, holder, moment(now), ttl.Microseconds())
	if err != nil || len(tokens) == 0 {
		return intake.Fence{}, false, err
	}
	return intake.Fence{Lease: name, Token: tokens[0]}, true, nil
}

// CheckFence fails if the lease has a newer token. A fence without a lease guards
// nothing and always holds.
func (s *Store) CheckFence(ctx context.Context, f intake.Fence) error {
	if f.Lease == "" {
		return nil
	}
	tokens, err := collect(ctx, s.read(ctx), number, `select token from leases where name = $1 for share`, f.Lease)
	if err == nil && (len(tokens) == 0 || tokens[0] != f.Token) {
		err = &intake.Error{Code: intake.CodeConflict, Message: "lease " + f.Lease + ": another node has it now"}
	}
	return err
}

// GiveLease frees a lease that holder has.
func (s *Store) GiveLease(ctx context.Context, name, holder string) error {
	_, err := s.exec(ctx, `update leases set expires = '1970-01-01Z' where name = $1 and holder = $2`, name, holder)
	return err
}
