package sqlite

import (
	"context"
	"time"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// TakeLease takes a lease that is free or ran out, or renews one that holder has.
func (s *Store) TakeLease(ctx context.Context, name, holder string, now time.Time, ttl time.Duration) (fence intake.Fence, ok bool, err error) {
	if now.IsZero() {
		now = time.Now() // the file has one process
	}
	tokens, err := row.All(ctx, s.write(ctx), row.Number,
		`insert into leases (name, holder, token, expires) values ($1, $2, 1, $4)
		 on conflict (name) do update set
			token = leases.token + (leases.holder <> excluded.holder), holder = excluded.holder, expires = excluded.expires
		 where leases.holder = excluded.holder or leases.expires <= $3
		 returning token`, name, holder, moment(now), moment(now.Add(ttl)))
	if err != nil || len(tokens) == 0 {
		return intake.Fence{}, false, err
	}
	return intake.Fence{Lease: name, Token: tokens[0]}, true, nil
}

// LeaseLeft tells for how long a lease is taken yet; 0 if it is free.
func (s *Store) LeaseLeft(ctx context.Context, name string, now time.Time) (time.Duration, error) {
	if now.IsZero() {
		now = time.Now()
	}
	left, err := row.All(ctx, s.read(ctx), row.Number, `select expires - $2 from leases where name = $1 and expires > $2`, name, moment(now))
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
	tokens, err := row.All(ctx, s.read(ctx), row.Number, `select token from leases where name = $1`, f.Lease)
	if err == nil && (len(tokens) == 0 || tokens[0] != f.Token) {
		err = &intake.Error{Code: intake.CodeConflict, Message: "lease " + f.Lease + ": another node has it now"}
	}
	return err
}

// GiveLease frees a lease that holder has.
func (s *Store) GiveLease(ctx context.Context, name, holder string) error {
	_, err := s.exec(ctx, `update leases set expires = 0 where name = $1 and holder = $2`, name, holder)
	return err
}
