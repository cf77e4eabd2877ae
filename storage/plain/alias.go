package plain

import (
	"context"
	"time"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// GiveAlias finds the alias of a person in a district, or gives the next number.
func (s Store) GiveAlias(ctx context.Context, district string, channel intake.Channel, sender string, at time.Time) (a intake.Alias, err error) {
	err = s.engine.InTx(ctx, func(ctx context.Context) error {
		counter := "alias/" + district
		// The counter is held until the end, so that two first reports at once
		// neither get one number nor one person two.
		_, err := s.exec(ctx, `insert into counters (name, value) values ($1, 0) on conflict (name) do update set value = counters.value`, counter)
		if err != nil {
			return err
		}
		a, err = changedOne(ctx, s, "alias", row.Alias, `select `+row.AliasColumns+` from aliases
			where channel = $1 and sender = $2 and district = $3`, string(channel), sender, district)
		if intake.CodeOf(err) != intake.CodeNotFound {
			return err
		}
		a = intake.Alias{District: district, Channel: channel, Sender: sender, At: row.Micro(at)}
		if a.Number, err = s.engine.Next(ctx, counter); err != nil {
			return err
		}
		_, err = s.exec(ctx, `insert into aliases (district, channel, sender, number, at) values ($1, $2, $3, $4, $5)`,
			a.District, string(a.Channel), a.Sender, a.Number, a.At)
		return err
	})
	return a, err
}

// Aliases lists the aliases of a person, the first one given first.
func (s Store) Aliases(ctx context.Context, channel intake.Channel, sender string) ([]intake.Alias, error) {
	return all(ctx, s, row.Alias, `select `+row.AliasColumns+` from aliases
		where channel = $1 and sender = $2 order by at, district`, string(channel), sender)
}
