package plain

import (
	"context"
	"time"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// PutMute mutes somebody. What the program says gives way to what staff said.
func (s Store) PutMute(ctx context.Context, m intake.Mute) error {
	_, err := s.exec(ctx, `insert into mutes (channel, sender, name, at, until, reason, officer) values ($1, $2, $3, $4, $5, $6, $7)
		on conflict (channel, sender) do update set name = excluded.name, at = excluded.at, until = excluded.until,
			reason = excluded.reason, officer = excluded.officer
		where excluded.officer <> 0 or mutes.officer = 0 or mutes.until < excluded.at`,
		string(m.Channel), m.Sender, m.Name, m.At, m.Until, m.Reason, m.By)
	return err
}

// LiftMute ends a mute.
func (s Store) LiftMute(ctx context.Context, channel intake.Channel, sender string) error {
	return s.change(ctx, "mute", `delete from mutes where channel = $1 and sender = $2`, string(channel), sender)
}

// MuteOf finds the mute of a person.
func (s Store) MuteOf(ctx context.Context, channel intake.Channel, sender string, now time.Time) (intake.Mute, error) {
	return one(ctx, s, "mute", row.Mute,
		`select `+row.MuteColumns+` from mutes where channel = $1 and sender = $2 and (until is null or until > $3)`,
		string(channel), sender, now)
}

// Mutes lists the mutes that hold, newest first.
func (s Store) Mutes(ctx context.Context, now time.Time, limit int) ([]intake.Mute, error) {
	return all(ctx, s, row.Mute,
		`select `+row.MuteColumns+` from mutes where until is null or until > $1 order by at desc, channel, sender limit $2`,
		now, limit)
}

// Spend takes one of each allowance of the period that began at since. PostgreSQL has a
// way of its own, which asks once for all of them.
func (s Store) Spend(ctx context.Context, since time.Time, allowances ...intake.Allowance) (over []string, err error) {
	used := map[string]int{}
	for _, a := range allowances {
		n, err := changedOne(ctx, s, "allowance", row.Number,
			`insert into allowances (name, since, used) values ($1, $2, 1)
			 on conflict (name, since) do update set used = allowances.used + 1 returning used`, a.Name, since)
		if err != nil {
			return nil, err
		}
		used[row.Text(a.Name)] = int(n)
	}
	return row.UsedUp(allowances, used), nil
}

// ForgetAllowances deletes the counts of periods that began before the time.
func (s Store) ForgetAllowances(ctx context.Context, before time.Time) error {
	_, err := s.exec(ctx, `delete from allowances where since < $1`, before)
	return err
}
