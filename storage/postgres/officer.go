package postgres

import (
	"context"
	"fmt"

	"snapgrid/intake"
	"snapgrid/storage/row"
)

// firstIdentity joins officers with the identity that they had first.
const firstIdentity = ` from officers o left join officer_identities i
	on i.id = (select min(id) from officer_identities where officer = o.id) `

// FindOfficer finds the officer behind a sender of a channel.
func (s *Store) FindOfficer(ctx context.Context, channel intake.Channel, sender string) (intake.Officer, error) {
	return one(ctx, s.read(ctx), "officer", row.Officer,
		`select `+row.OfficerColumns+` from officer_identities i join officers o on o.id = i.officer
		 where i.channel = $1 and i.sender = $2`, string(channel), sender)
}

// PutOfficer keeps an officer and returns the ID.
func (s *Store) PutOfficer(ctx context.Context, o intake.Officer) (id int64, err error) {
	err = s.InTx(ctx, func(ctx context.Context) error {
		if _, err := s.exec(ctx, `lock table officers in share row exclusive mode`); err != nil {
			return err // two that do this at once must not both find nobody
		}
		if id, err = s.knownOfficer(ctx, o); err != nil {
			return err
		}
		if id != 0 {
			_, err := s.exec(ctx, `update officers set name = $2, role = $3, cells = $4, unit = $5 where id = $1`,
				id, o.Name, string(o.Role), row.List(o.Cells), o.Unit)
			return err
		}
		id, err = one(ctx, s.write(ctx), "officer", number,
			`insert into officers (name, role, cells, unit) values ($1, $2, $3, $4) returning id`,
			o.Name, string(o.Role), row.List(o.Cells), o.Unit)
		if err != nil || o.Sender == "" {
			return err
		}
		return s.AddOfficerIdentity(ctx, id, o.Channel, o.Sender)
	})
	return id, err
}

// knownOfficer finds an officer by identity or, without one, by name; 0 if none.
func (s *Store) knownOfficer(ctx context.Context, o intake.Officer) (int64, error) {
	found, err := collect(ctx, s.read(ctx), number,
		`(select officer from officer_identities where $1::text <> '' and channel = $2 and sender = $1)
		 union all
		 (select id from officers where $1::text = '' and name = $3 and not exists (
			select 1 from officer_identities i where i.officer = officers.id))
		 limit 1`, o.Sender, string(o.Channel), o.Name)
	if err != nil || len(found) == 0 {
		return 0, err
	}
	return found[0], nil
}

// Officer returns an officer.
func (s *Store) Officer(ctx context.Context, id int64) (intake.Officer, error) {
	return one(ctx, s.read(ctx), fmt.Sprintf("officer %d", id), row.Officer,
		`select `+row.OfficerColumns+firstIdentity+`where o.id = $1`, id)
}

// Officers lists all officers.
func (s *Store) Officers(ctx context.Context) ([]intake.Officer, error) {
	return collect(ctx, s.read(ctx), row.Officer, `select `+row.OfficerColumns+firstIdentity+`order by o.id`)
}

// AddOfficerIdentity makes a sender of a channel the same officer.
func (s *Store) AddOfficerIdentity(ctx context.Context, officer int64, channel intake.Channel, sender string) error {
	return s.change(ctx, fmt.Sprintf("officer %d", officer),
		`insert into officer_identities (channel, sender, officer) select $1::text, $2::text, id from officers where id = $3
		 on conflict (channel, sender) do update set officer = excluded.officer`, string(channel), sender, officer)
}
